from odoo import api, fields, models


class OpsWorkPlan(models.Model):
    """From a plan the head proposes a reward or a penalty: his judgement, without a clock (H6)."""

    _inherit = "ops.work.plan"

    can_propose_case = fields.Boolean(compute="_compute_can_propose_case", export_string_translation=False)

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_can_propose_case(self):
        may = {user: self.env.user._ops_guides(user) for user in self.user_id}
        for plan in self:
            plan.can_propose_case = bool(plan.id) and may.get(plan.user_id, False)

    def action_propose_case(self):
        """Open a new case of the person whose plan it is. Clause: H6"""
        self.ensure_one()
        # sudo: which employee a colleague is
        employee = self.user_id.sudo().employee_ids.filtered(
            lambda employee: employee.company_id == self.company_id
        )[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reward or penalty"),
            "res_model": "ops.penalty",
            "views": [(False, "form")],
            "context": {
                "default_employee_id": employee.id,
                "default_kind": "reward",
                "default_reason": self.display_name,
            },
        }
