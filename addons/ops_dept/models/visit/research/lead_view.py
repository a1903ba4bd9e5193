from odoo import models


class CrmLead(models.Model):
    """The form of a lead is plain Odoo's where the rulebook is off."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "ops.switched.view"]

    _ops_view_parts = "//page[@name='ops_research'] | //div[@name='ops_duplicates']"
