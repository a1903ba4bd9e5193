from odoo import models


class ResPartner(models.Model):
    """Forms and searches of contacts are plain Odoo's where the rulebook is off."""

    _name = "res.partner"
    _inherit = ["res.partner", "ops.switched.view"]

    _ops_view_parts = (
        "//field[starts-with(@name, 'ops_') and @name != 'ops_tax_title']"
        " | //button[starts-with(@name, 'action_ops_')] | //filter[starts-with(@name, 'filter_ops_')]"
        " | //div[@name='ops_duplicates']"
    )
