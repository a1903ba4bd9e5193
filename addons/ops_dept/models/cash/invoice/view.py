from odoo import api, models

from ...policy.document.links import without_links


class AccountMove(models.Model):
    """One fapiao number on the form of an invoice; no link to its request for who has no role."""

    _inherit = "account.move"

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        found = super().fields_get(allfields, attributes)
        return found if allfields else without_links(self, found)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Hide the eight-digit number of the Chinese localization where ours of any length is kept."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            for node in arch.xpath("//field[@name='fapiao']"):
                node.set("invisible", f"({node.get('invisible') or 'False'}) or ops_is_gated")
        return arch, view
