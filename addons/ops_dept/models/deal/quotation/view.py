from odoo import api, models

from ...policy.document.links import without_links

# Lists, boards and searches are shared with plain Odoo; forms decide by themselves.
SHARED_VIEWS = ("list", "kanban", "search")
OURS = "//field[starts-with(@name, 'ops_')] | //filter[contains(@name, '_ops_')]"


class SaleOrder(models.Model):
    """Lists, boards and searches of quotations show our columns only where the rulebook is on."""

    _inherit = "sale.order"

    @api.model
    def _ops_shows_approvals(self):
        """Tell whether one of the user's companies has the gate; only there our columns say anything."""
        return not self._ops_gated_companies().isdisjoint(self.env.companies.ids)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        found = super().fields_get(allfields, attributes)
        return found if allfields else without_links(self, found)

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._ops_shows_approvals())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Leave our columns, badges and filters out where the rulebook is switched off; where it is on,
        an empty list is empty: core's sample records have English names.
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type not in SHARED_VIEWS:
            return arch, view
        if self._ops_shows_approvals():
            arch.attrib.pop("sample", None)
        else:
            for node in arch.xpath(OURS):
                node.getparent().remove(node)
        return arch, view
