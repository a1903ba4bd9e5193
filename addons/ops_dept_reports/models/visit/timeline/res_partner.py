from odoo import models


class ResPartner(models.Model):
    """Contacts lead to the timeline of their company."""

    _inherit = "res.partner"

    def action_ops_open_timeline(self):
        """Open what happened with this customer, newest first, as far as the user may read it.

        Clause: M5.6
        """
        self.ensure_one()
        # sudo: the action is opened by whoever may read the contact; its rows are his own
        action = self.env["ir.actions.act_window"].sudo()._for_xml_id("ops_dept_reports.ops_timeline_action")
        customer = self.commercial_partner_id
        action["domain"] = [("partner_id", "=", customer.id)]
        action["context"] = {"ops_of_customer": True}
        return action
