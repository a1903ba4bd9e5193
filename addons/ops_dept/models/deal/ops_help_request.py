from odoo import api, fields, models
from odoo.exceptions import UserError

DEPARTMENT_GROUPS = {
    "technical": "ops_dept.ops_dept_group_technical",
    "purchasing": "ops_dept.ops_dept_group_purchasing",
}
DEPARTMENT_CODES = {"technical": "W2.C", "purchasing": "W2.D"}
# Purchase cost is for these roles only (DESIGN §11).
COST_GROUPS = (
    "ops_dept.ops_dept_group_purchasing,ops_dept.ops_dept_group_sales_manager,ops_dept.ops_dept_group_leader,"
    "ops_dept.ops_dept_group_auditor"
)


class OpsHelpRequest(models.Model):
    """A question to a department about one quotation line, and its answer.

    Technical states model and parameters of a difficult product (W2.C: support, not a veto); purchasing
    states lead time and cost of a key product (W2.D).
    """

    _name = "ops.help.request"
    _inherit = ["mail.thread", "ops.guarded", "ops.accountable"]
    _description = "Question to a department"
    _order = "state, date_asked, id"
    _rec_name = "product_id"

    order_line_id = fields.Many2one(
        "sale.order.line", "Quotation line", required=True, readonly=True, ondelete="cascade", index=True
    )
    order_id = fields.Many2one(related="order_line_id.order_id", store=True, index=True)
    company_id = fields.Many2one(related="order_line_id.company_id", store=True)
    team_id = fields.Many2one(related="order_line_id.order_id.team_id")
    partner_id = fields.Many2one(related="order_line_id.order_id.partner_id", string="Customer")
    department = fields.Selection(
        [("technical", "Technical"), ("purchasing", "Purchasing")], required=True, readonly=True, index=True
    )
    product_id = fields.Many2one("product.product", required=True, readonly=True, ondelete="restrict")
    product_uom_qty = fields.Float("Quantity", digits="Product Unit", readonly=True)
    product_uom_id = fields.Many2one("uom.uom", "Unit", readonly=True)
    question = fields.Text(help="What the department has to know: use, medium, ambient, drawing number …")
    asked_by_id = fields.Many2one("res.users", "Asked by", readonly=True)
    date_asked = fields.Datetime("Asked on", readonly=True)
    state = fields.Selection(
        [("open", "To answer"), ("answered", "Answered"), ("obsolete", "Outdated")],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
        index=True,
    )
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True)
    date_answered = fields.Datetime("Answered on", readonly=True)
    answer_model = fields.Char("Model")
    answer_parameters = fields.Text("Parameters")
    remark = fields.Text()
    vendor_id = fields.Many2one("res.partner")
    lead_days = fields.Integer("Lead time (days)", help="Calendar days from our order to arrival.")
    unit_cost = fields.Monetary(
        "Unit cost",
        currency_field="currency_id",
        groups=COST_GROUPS,
        help="Purchase cost per unit, company currency.",
    )
    margin_percent = fields.Float(
        "Margin (%)",
        compute="_compute_margin_percent",
        groups=COST_GROUPS,
        help="Of the net price on the quotation, converted to company currency.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    can_answer = fields.Boolean(compute="_compute_can_answer")

    _one_per_line = models.UniqueIndex(
        "(order_line_id, department) WHERE state != 'obsolete'",
        "This line has been asked about already.",
    )
    _lead_days_positive = models.Constraint("CHECK(lead_days >= 0)", "A lead time is counted in days from 0.")

    @api.depends("unit_cost", "order_line_id.price_unit", "order_line_id.discount")
    def _compute_margin_percent(self):
        for request in self:
            # sudo: purchasing reads the net price of the lines it is asked about
            line = request.order_line_id.sudo()
            order = line.order_id
            price = line.price_unit * (1 - (line.discount or 0.0) / 100)
            if request.company_id and order.currency_id != request.currency_id:
                price = order.currency_id._convert(
                    price, request.currency_id, request.company_id, order.date_order or fields.Date.today()
                )
            request.margin_percent = (
                (price - request.unit_cost) / price * 100 if price and request.unit_cost else 0.0
            )

    @api.depends_context("uid")
    @api.depends("department")
    def _compute_can_answer(self):
        departments = self._ops_my_departments()
        for request in self:
            request.can_answer = request.department in departments

    @api.model
    def _ops_my_departments(self):
        """Return the departments for which the user answers."""
        return [name for name, group in DEPARTMENT_GROUPS.items() if self.env.user.has_group(group)]

    @api.model
    def _ops_action_xmlid(self):
        """Return the list of questions that fits the user: his department's, or all he may see."""
        departments = self._ops_my_departments()
        suffix = f"_{departments[0]}" if len(departments) == 1 else ""
        return f"ops_dept.ops_help_request_action{suffix}"

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------
    @api.model
    def _ask(self, lines, department, words=None):
        """Open a question about each line that has none yet.

        :param lines: sale.order.line
        :param str department: technical / purchasing
        :param dict words: the question in the words of who asks, by line
        """
        # sudo: whoever may submit the quotation asks; the questions belong to the department
        requests_sudo = self.sudo()
        asked = requests_sudo.search(
            [("order_line_id", "in", lines.ids), ("department", "=", department), ("state", "!=", "obsolete")]
        )
        stale = asked.filtered(lambda request: request.state == "answered" and not request._is_valid_answer())
        stale._make_obsolete()
        lines -= (asked - stale).order_line_id
        questions = requests_sudo._create_stamped(
            [
                {
                    **requests_sudo._prepare_question_vals(line, department),
                    "question": (words or {}).get(line) or False,
                }
                for line in lines.sudo()
            ]
        )
        questions._open_obligations(DEPARTMENT_CODES[department], post=department)
        return questions

    def _ops_company(self):
        return self.company_id or super()._ops_company()

    def _make_obsolete(self):
        """Close questions that no longer ask about what the line says."""
        self._stamp({"state": "obsolete"})
        self.flush_recordset(
            ["state"]
        )  # before the line is asked about again: one question at a time is an index
        for department, requests in self.grouped("department").items():
            requests._release_obligations(
                DEPARTMENT_CODES[department], self.env._("The quotation line was changed.")
            )

    @api.model
    def _prepare_question_vals(self, line, department):
        vals = {
            "order_line_id": line.id,
            "department": department,
            "product_id": line.product_id.id,
            "product_uom_qty": line.product_uom_qty,
            "product_uom_id": line.product_uom_id.id,
            "asked_by_id": self.env.uid,
            "date_asked": fields.Datetime.now(),
            "state": "open",
        }
        if department == "purchasing":
            vals.update(self._prepare_vendor_vals(line))
        else:
            # the model proposes itself; technical checks it and adds the parameters
            vals["answer_model"] = line.product_id.default_code or line.product_id.name
        return vals

    @api.model
    def _prepare_vendor_vals(self, line):
        """Propose vendor, lead time and cost from the vendor price list; purchasing checks and confirms."""
        product = line.product_id.with_company(line.company_id)
        sellers = product._get_filtered_sellers(
            quantity=line.product_uom_id._compute_quantity(line.product_uom_qty, product.uom_id),
            date=fields.Date.context_today(self),
        )
        if not sellers:
            return {}
        seller = min(sellers, key=lambda s: (s.price_discounted, s.delay))
        cost = seller.currency_id._convert(
            product.uom_id._compute_price(seller.price_discounted, line.product_uom_id),
            line.company_id.currency_id,
            line.company_id,
            fields.Date.context_today(self),
        )
        return {"vendor_id": seller.partner_id.id, "lead_days": seller.delay, "unit_cost": cost}

    def _is_valid_answer(self):
        """Tell whether this answers the line as it stands: answered, same product, unit and not more
        pieces.
        """
        self.ensure_one()
        line = self.order_line_id
        return (
            self.state == "answered"
            and line.product_id == self.product_id
            and (
                self.department == "technical"
                or (
                    line.product_uom_id == self.product_uom_id
                    and line.product_uom_id.compare(line.product_uom_qty, self.product_uom_qty) <= 0
                )
            )
        )

    @api.model
    def _outdate(self, lines):
        """Make the answers about lines void whose product changed."""
        requests = self.search([("order_line_id", "in", lines.ids), ("state", "!=", "obsolete")])
        requests.filtered(lambda r: r.product_id != r.order_line_id.product_id)._make_obsolete()

    # ------------------------------------------------------------------
    # One door for the state
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        if not self._ops_is_stamping("create", {name for vals in vals_list for name in vals}):
            raise UserError(
                self.env._("Questions are asked from the quotation: Ask technical, or Submit for purchasing.")
            )
        return super().create(vals_list)

    def write(self, vals):
        if not self._ops_is_stamping("write", vals):
            self._check_answer(vals)
        return super().write(vals)

    def _check_answer(self, vals):
        """Let only the department that was asked fill in the answer, once."""
        if vals.keys() - self._answer_fields():
            raise UserError(
                self.env._("Only the answer can be filled in; the rest follows from the quotation.")
            )
        for request in self:
            request._check_department()
            if request.state != "open":
                raise UserError(
                    self.env._(
                        "%(product)s: answered already, or outdated.", product=request.product_id.display_name
                    )
                )

    @api.model
    def _answer_fields(self):
        return {
            "question",
            "answer_model",
            "answer_parameters",
            "remark",
            "vendor_id",
            "lead_days",
            "unit_cost",
            "message_follower_ids",
            "message_main_attachment_id",
        }

    def _check_department(self):
        """Refuse anybody but the department that was asked."""
        self.ensure_one()
        if self.department not in self._ops_my_departments():
            labels = dict(self._fields["department"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(product)s: %(department)s answers this question (%(who)s).",
                    product=self.product_id.display_name,
                    department=labels[self.department],
                    who=self.env["tier.review"]._ops_whom(self._ops_post_users(self.department)),
                )
            )

    def action_answer(self):
        """Give the answer; technical's goes onto the quotation line as its specification.

        Clause: W2.C, W2.D

        :raises UserError: the answer is incomplete, or another department was asked
        """
        for request in self:
            request._check_department()
            problem = request._get_answer_blocker()
            if problem:
                raise UserError(
                    self.env._(
                        "%(product)s: %(problem)s", product=request.product_id.display_name, problem=problem
                    )
                )
        self._stamp(
            {"state": "answered", "answered_by_id": self.env.uid, "date_answered": fields.Datetime.now()}
        )
        for department, requests in self.grouped("department").items():
            requests._meet_obligations(DEPARTMENT_CODES[department])
        for request in self:
            request._hand_over_answer()
        return True

    def _get_answer_blocker(self):
        """Return what the answer still lacks (False: nothing)."""
        self.ensure_one()
        _ = self.env._
        if self.state != "open":
            return _("answered already, or outdated.")
        if self.department == "technical":
            return not (self.answer_model and self.answer_parameters) and _(
                "Technical fills in model and parameters (W2.C)."
            )
        return not (self.lead_days and self.unit_cost) and _("Purchasing fills in lead time and cost (W2.D).")

    def _hand_over_answer(self):
        """Bring the answer to the line and tell who asked."""
        self.ensure_one()
        # sudo: departments do not write quotations; the two columns below are theirs to state
        line_sudo = self.order_line_id.sudo()
        if self.department == "purchasing":
            line_sudo._ops_take_lead_days(self.lead_days)
        elif line_sudo.order_id.ops_approval_state in ("draft", "refused"):
            line_sudo.write({"ops_specification": f"{self.answer_model}\n{self.answer_parameters}"})
        self._tell_answer()

    def _tell_answer(self):
        order_sudo = self.order_id.sudo()  # sudo: the department need not be allowed to post on the quotation
        if self.asked_by_id != self.env.user:
            order_sudo.message_notify(
                partner_ids=self.asked_by_id.partner_id.ids,
                subject=order_sudo.display_name,
                body=self.env._(
                    "%(product)s: answered by %(who)s.",
                    product=self.product_id.display_name,
                    who=self.env.user.name,
                ),
                author_id=self.env.user.partner_id.id,
            )
