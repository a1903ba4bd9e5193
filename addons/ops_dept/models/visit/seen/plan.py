from odoo import models


class OpsCustomer(models.Model):
    """From a customer whom nobody visited to the visit of his consultant, in one tap."""

    _inherit = "ops.customer"

    def action_plan_visit(self):
        """Open a visit with this customer, filled in; his head plans it for the customer's consultant.

        Clause: V2.2
        """
        self.ensure_one()
        user = self.env.user
        if self.user_id and user._ops_has_role("sales_manager", "leader"):
            user = self.user_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New visit"),
            "res_model": "ops.visit",
            "views": [(False, "form")],
            "context": {
                "default_channel": "visit",
                "default_partner_id": self.partner_id.id,
                "default_user_id": user.id,
                "default_company_id": self.company_id.id,
            },
        }
