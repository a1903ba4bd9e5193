from odoo import models


class OpsWorkPlan(models.Model):
    """From a plan the head proposes a reward or a penalty: his judgement, without a clock (H6)."""

    _inherit = "ops.work.plan"

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
