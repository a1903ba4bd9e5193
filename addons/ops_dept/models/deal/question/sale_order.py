from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

# Which product flag asks for a department's answer, and the clause that says so.
DEPARTMENT_CLAUSES = {"technical": ("ops_is_difficult", "W2.C"), "purchasing": ("ops_is_key", "W2.D")}


class SaleOrder(models.Model):
    """The quotation's questions to technical and purchasing, and what waits for the answers (W2.C, W2.D)."""

    _inherit = "sale.order"

    ops_help_request_ids = fields.One2many("ops.help.request", "order_id", "Questions to departments")
    ops_can_ask_technical = fields.Boolean(compute="_compute_ops_can_ask")
    ops_can_answer = fields.Boolean(compute="_compute_ops_can_ask")
    ops_has_questions = fields.Boolean("Departments were asked", compute="_compute_ops_has_questions")

    @api.depends("ops_help_request_ids")
    @api.depends_context("uid")
    def _compute_ops_has_questions(self):
        """Tell whether there are questions that the reader may see."""
        requests = self.env["ops.help.request"]
        asked = self.browse()
        if requests.has_access("read"):
            asked = requests.search([("order_id", "in", self._origin.ids)]).order_id
        for order in self:
            order.ops_has_questions = order._origin in asked

    @api.depends_context("uid")
    def _compute_ops_can_ask(self):
        """Offer the questions as the next step: asking to who may submit, answering to who was asked."""
        may_submit = self._ops_may_submit()
        departments = self.env["ops.help.request"]._get_my_departments()
        for order in self:
            # sudo: whether questions are open is no secret
            open_requests = order.sudo().ops_help_request_ids.filtered(
                lambda request: request.state == "open"
            )
            order.ops_can_answer = any(request.department in departments for request in open_requests)
            order.ops_can_ask_technical = bool(
                may_submit
                and order.id
                and order._ops_is_submittable()
                and order._ops_unanswered_lines("technical")
                - order.order_line.browse(open_requests.order_line_id.ids)
            )

    def _ops_offering_approval(self):
        """Whoever has to answer first is offered that, not the approval (W2.C, W2.D)."""
        orders = super()._ops_offering_approval()
        if not self.env["ops.help.request"]._get_my_departments():
            return orders
        return orders.filtered(lambda order: not order.ops_can_answer)

    def action_ops_open_questions(self):
        """Open the questions about this quotation that the user's department has to answer, in one form."""
        self.ensure_one()
        requests = self.env["ops.help.request"]
        mine = requests.search(
            [
                ("order_id", "=", self.id),
                ("state", "=", "open"),
                ("department", "in", requests._get_my_departments()),
            ]
        )
        if mine:
            return mine[:1]._open_answer()
        action = self.env["ir.actions.act_window"]._for_xml_id(requests._get_action_xmlid())
        action["domain"] = [("order_id", "=", self.id)]
        return action

    def action_ops_ask_technical(self):
        """Open the form that asks for the words, for every difficult line that technical was not asked about.

        Clause: W2.C

        :raises UserError: when no line needs technical's answer, or all were asked about
        """
        lines = self.order_line.browse()
        for order in self:
            order.check_access("write")
            lines |= order._ops_lines_to_ask()
        ask = self.env["ops.help.ask"].create(
            {"line_ids": [Command.create({"order_line_id": line.id}) for line in lines]}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask Technical"),
            "res_model": ask._name,
            "res_id": ask.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _ops_lines_to_ask(self):
        """Return the difficult lines about which technical is still to be asked."""
        self.ensure_one()
        waiting = self._ops_unanswered_lines("technical")
        if not waiting:
            raise UserError(
                self.env._(
                    "%(order)s: no difficult line waits for technical's answer.", order=self.display_name
                )
            )
        # sudo: whether questions are open is no secret
        asked = self.sudo().ops_help_request_ids.filtered(
            lambda request: request.department == "technical" and request.state == "open"
        )
        lines = waiting - waiting.browse(asked.order_line_id.ids)
        if not lines:
            raise UserError(
                self.env._(
                    "%(order)s: technical was asked about every difficult line; %(who)s answers next (W2.C).",
                    order=self.display_name,
                    who=self.env["tier.review"]._ops_format_deciders(self._ops_post_users("technical")),
                )
            )
        return lines

    def _ops_ask_technical(self, questions, plain):
        """Ask technical in these words.

        :param dict questions: words by sale.order.line
        :param plain: lines that need no words, as whoever asks says
        :raises UserError: a line has neither
        """
        self.ensure_one()
        self.check_access("write")
        words = {line: (text or "").strip() for line, text in questions.items()}
        lines = self._ops_lines_to_ask() & self.order_line.browse([line.id for line in words])
        silent = [line for line in lines if not words[line] and line not in plain]
        if silent:
            raise UserError(
                self.env._(
                    "%(products)s: write what technical has to know, or tick that the line says it all "
                    "(W2.C).",
                    products=", ".join(line.product_id.display_name for line in silent),
                )
            )
        self.env["ops.help.request"]._ask(lines, "technical", words)
        self._ops_note(
            self.env._(
                "Technical was asked about: %(products)s (W2.C).",
                products=", ".join(lines.product_id.mapped("display_name")),
            )
        )

    def _ops_technical_blockers(self):
        """Name the difficult lines to which technical has not answered yet. Clause: W2.C"""
        open_lines = self._ops_unanswered_lines("technical")
        if not open_lines:
            return []
        asked = (
            self.sudo().ops_help_request_ids.filtered(lambda r: r.state == "open").order_line_id
        )  # sudo: exists?
        return [
            self.env._(
                "Technical (%(who)s) still has to state model and parameters of “%(product)s” (W2.C).",
                who=self.env["tier.review"]._ops_format_deciders(self._ops_post_users("technical")),
                product=line.product_id.display_name,
            )
            if line in asked
            else self.env._(
                "“%(product)s” is a difficult product: press Ask technical, the answer is needed first "
                "(W2.C).",
                product=line.product_id.display_name,
            )
            for line in open_lines
        ]

    def _ops_unanswered_lines(self, department):
        """Return the lines that need this department's answer and have no valid one."""
        self.ensure_one()
        flag, code = DEPARTMENT_CLAUSES[department]
        if not self.env["ops.clause"]._is_in_force(code, self.company_id):
            return self.env["sale.order.line"]
        # sudo: which products are difficult or key is no secret
        lines = self._ops_product_lines().filtered(lambda line: line.sudo().product_id[flag])
        if not lines:
            return lines
        # sudo: whether a department answered is no secret, what purchasing answered is
        answered = self.sudo().ops_help_request_ids.filtered(
            lambda request: request.department == department and request._is_valid_answer()
        )
        return lines - lines.browse(answered.order_line_id.ids)

    def _ops_close_questions(self, departments):
        # sudo: the questions belong to the departments; what they ask about is gone
        requests = self.sudo().ops_help_request_ids
        requests.filtered(lambda r: r.state == "open" and r.department in departments)._make_obsolete()
