from odoo import api, models

# What core says for "no group of this kind" on the form of a user; it has no translation there.
NONE = "No"


class ResGroups(models.Model):
    _inherit = "res.groups"

    @api.model
    def _get_view_group_hierarchy(self):
        """Say in the reader's language that somebody has no role of a kind."""
        hierarchy = super()._get_view_group_hierarchy()
        none = self.env._("No")
        privileges = {
            key: {**privilege, "placeholder": none} if privilege["placeholder"] == NONE else privilege
            for key, privilege in hierarchy["privileges"].items()
        }
        return {**hierarchy, "privileges": privileges}
