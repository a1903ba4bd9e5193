from odoo import api, models

# What we add to the form of a lead.
OURS = "//page[@name='ops_research']"


class CrmLead(models.Model):
    """The form of a lead is plain Odoo's where the rulebook is off."""

    _inherit = "crm.lead"

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
