from odoo import api, fields, models
from odoo.fields import Domain


class MailActivity(models.Model):
    """Who follows what was given: the person, who gave it, leaders and auditors; core shows it to whoever
    reads the document, which of a person's record nobody here does.
    """

    _inherit = "mail.activity"

    ops_is_given = fields.Boolean(
        "Guidance or work", compute="_compute_ops_is_given", search="_search_ops_is_given"
    )

    @api.depends("ops_giver_id")
    def _compute_ops_is_given(self):
        for activity in self:
            activity.ops_is_given = bool(activity.ops_giver_id)

    def _search_ops_is_given(self, operator, value):
        if operator != "in":
            return NotImplemented
        given = Domain("ops_giver_id", "!=", False)
        return Domain.OR([given if val else ~given for val in value])

    @api.model
    def _ops_followed_domain(self):
        """Return what the user follows, whatever document it is on."""
        user = self.env.user
        if user._ops_has_role("leader", "auditor"):
            # people and who gave it may both have left
            people = Domain("user_id.company_ids", "in", self.env.companies.ids)
            return Domain("ops_giver_id", "!=", False) & people
        mine = Domain("user_id", "=", user.id) | Domain("ops_giver_id", "=", user.id)
        return Domain("ops_giver_id", "!=", False) & mine

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        if bypass_access or self.env.su or not self.env["res.company"]._ops_companies_on():
            return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)
        given = Domain(domain) & self._ops_followed_domain()
        if any(each.field_expr == "ops_is_given" for each in Domain(domain).iter_conditions()):
            # a list of what was given, and of nothing else: the domain above is its access
            return super()._search(given, offset, limit, order, bypass_access=True, **kwargs)
        query = super()._search(domain, offset, limit, order, **kwargs)
        if limit or offset:
            return query
        found = Domain("id", "in", query) | given
        return super()._search(found, order=order, bypass_access=True, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation != "read" or not result or not self.env["res.company"]._ops_companies_on():
            return result
        # sudo: which of those that core hides were given by the user, or are followed by him
        followed = result[0].sudo().filtered_domain(self._ops_followed_domain())
        hidden = result[0] - followed.sudo(False)
        return (hidden, result[1]) if hidden else None
