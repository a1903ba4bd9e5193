from odoo import api, models


class OpsSwitchedView(models.AbstractModel):
    """Leaves what we add to core's screens out where the rulebook is off: there they are plain Odoo's.

    A model of core's takes this in and says in `_ops_view_parts` which nodes are ours.
    """

    _name = "ops.switched.view"
    _description = "Screens of core with parts of the rulebook"

    _ops_view_parts = ""  # xpath

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env.company._ops_rulebook_on())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if not self.env.company._ops_rulebook_on():
            for node in arch.xpath(self._ops_view_parts):
                node.getparent().remove(node)
        return arch, view
