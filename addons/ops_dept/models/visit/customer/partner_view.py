from odoo import api, models

# What we add to forms and searches of contacts.
OURS = (
    "//field[starts-with(@name, 'ops_') and @name != 'ops_tax_title']"
    " | //button[@name='action_ops_open_customer'] | //filter[starts-with(@name, 'filter_ops_')]"
)


class ResPartner(models.Model):
    """Forms and searches of contacts are plain Odoo's where the rulebook is off."""

    _inherit = "res.partner"

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env.company._ops_rulebook_on())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if not self.env.company._ops_rulebook_on():
            for node in arch.xpath(OURS):
                node.getparent().remove(node)
        return arch, view
