from odoo import api, models


class AccountMove(models.Model):
    """One fapiao number on the form of an invoice."""

    _inherit = "account.move"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Hide the eight-digit number of the Chinese localization where ours of any length is kept."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            for node in arch.xpath("//field[@name='fapiao']"):
                node.set("invisible", f"({node.get('invisible') or 'False'}) or ops_is_gated")
        return arch, view
