from odoo import api, fields, models

from ....tools.actions import open_records


class CrmLead(models.Model):
    """The releases of an opportunity's orders (M1.4)."""

    _inherit = "crm.lead"

    ops_release_count = fields.Integer("Releases of it", compute="_compute_ops_release_count")

    @api.depends("order_ids.ops_release_ids")
    @api.depends_context("uid")
    def _compute_ops_release_count(self):
        self._ops_count_of_deals("ops_release_count", "ops_release_ids")

    def action_ops_open_releases(self):
        """Open the releases of this opportunity. Clause: M1.4"""
        return open_records(self._ops_of_deals("ops_release_ids"), self.env._("Releases"))
