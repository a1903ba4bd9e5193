from odoo import api, fields, models
from odoo.exceptions import UserError

from ...secrecy.cost.res_users import PRICING_GROUPS

DEPARTMENT_GROUPS = {
    "technical": "ops_dept.ops_dept_group_technical",
    "purchasing": "ops_dept.ops_dept_group_purchasing",
}
DEPARTMENT_CODES = {"technical": "W2.C", "purchasing": "W2.D"}
# Purchase cost is for these roles only (DESIGN §11).
KNOW_COST = ",".join(PRICING_GROUPS)


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
        groups=KNOW_COST,
        help="Purchase cost per unit, company currency.",
    )
    margin_percent = fields.Float(
        "Margin (%)",
        compute="_compute_margin_percent",
        groups=KNOW_COST,
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
        departments = self._get_my_departments()
        for request in self:
            request.can_answer = request.department in departments

    @api.model
    def _get_my_departments(self):
        """Return the departments for which the user answers."""
        return [name for name, group in DEPARTMENT_GROUPS.items() if self.env.user.has_group(group)]

    @api.model
    def _get_action_xmlid(self):
        """Return the list of questions that fits the user: his department's, or all he may see."""
        departments = self._get_my_departments()
        suffix = f"_{departments[0]}" if len(departments) == 1 else ""
        return f"ops_dept.ops_help_request_action{suffix}"

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------
    def _ops_company(self):
        return self.company_id or super()._ops_company()

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
