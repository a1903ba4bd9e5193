from odoo import api, fields, models
from odoo.exceptions import UserError

# Which product flag asks for a department's answer, and the clause that says so.
DEPARTMENT_CLAUSES = {"technical": ("ops_is_difficult", "W2.C"), "purchasing": ("ops_is_key", "W2.D")}


class SaleOrder(models.Model):
    """The quotation's questions to technical and purchasing, and what waits for the answers (W2.C, W2.D)."""

    _inherit = "sale.order"

    ops_help_request_ids = fields.One2many("ops.help.request", "order_id", "Questions to departments")
    ops_can_ask_technical = fields.Boolean(compute="_compute_ops_can_ask")
    ops_can_answer = fields.Boolean(compute="_compute_ops_can_ask")

    @api.depends_context("uid")
    def _compute_ops_can_ask(self):
        """Offer the questions as the next step: asking to who may submit, answering to who was asked."""
        may_submit = self._ops_may_submit()
        departments = self.env["ops.help.request"]._ops_my_departments()
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
        return orders.filtered(lambda order: not order.ops_can_answer)

    def action_ops_open_questions(self):
        """Open the questions about this quotation that the user's department has to answer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            self.env["ops.help.request"]._ops_action_xmlid()
        )
        action["domain"] = [("order_id", "=", self.id)]
        return action

    def action_ops_ask_technical(self):
        """Ask the technical department about every difficult line without an answer. Clause: W2.C

        :raises UserError: when no line needs technical's answer
        """
        for order in self:
            order.check_access("write")
            lines = order._ops_unanswered_lines("technical")
            if not lines:
                raise UserError(
                    self.env._(
                        "%(order)s: no difficult line waits for technical's answer.", order=order.display_name
                    )
                )
            self.env["ops.help.request"]._ask(lines, "technical")
            order._ops_note(
                self.env._(
                    "Technical was asked about: %(products)s (W2.C).",
                    products=", ".join(lines.product_id.mapped("display_name")),
                )
            )
        return True

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
                who=", ".join(self._ops_post_users("technical").mapped("name")) or "-",
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
        if not self.env["ops.clause"]._ops_in_force(code, self.company_id):
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
