from odoo import api, fields, models
from odoo.exceptions import UserError


class OpsVisitCallPlan(models.TransientModel):
    """Makes a list of calls from the customers that were selected (P1.1)."""

    _name = "ops.visit.call.plan"
    _description = "Plan calls"

    customer_ids = fields.Many2many("ops.customer", string="Customers")
    user_id = fields.Many2one(
        "res.users",
        "Who calls",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    date_start = fields.Datetime(
        "From", required=True, default=lambda self: self.env["ops.visit"]._get_next_half_hour()
    )
    minutes = fields.Integer("Minutes each", default=5, required=True)
    goal = fields.Char("What about")
    summary = fields.Char(compute="_compute_summary")

    @api.depends("customer_ids")
    def _compute_summary(self):
        for plan in self:
            customers = plan.customer_ids.partner_id
            left = customers - plan.env["ops.visit"]._get_called_lately(customers)
            plan.summary = plan.env._(
                "%(count)s of %(all)s are called; the others were called within %(days)s days.",
                count=len(left),
                all=len(customers),
                days=plan.env.company.ops_call_days,
            )

    def action_confirm(self):
        """Plan the calls, as the person who confirms, and show them. Clause: P1.1"""
        self.ensure_one()
        if not 1 <= self.minutes <= 240:
            raise UserError(self.env._("A call is planned for 1 to 240 minutes (P1.1)."))
        self.customer_ids.check_access("read")
        calls = self.env["ops.visit"]._plan_calls(
            self.customer_ids, self.user_id, self.date_start, self.goal, self.minutes
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_visit_action_calls")
        return {**action, "domain": [("id", "in", calls.ids)]}
