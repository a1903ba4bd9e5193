from odoo import api, models
from odoo.fields import Domain

from ....tools.access import without

# What a fact can be about: the link, and its model.
ABOUT = (("customer_id", "ops.customer"), ("lead_id", "crm.lead"), ("visit_id", "ops.visit"))


class OpsCustomerFact(models.Model):
    """Who may read the file or the lead reads what is known there; who may write it adds to it."""

    _inherit = "ops.customer.fact"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & Domain.OR(
                Domain(link, "in", self.env[name].with_context(active_test=False)._search(Domain.TRUE))
                for link, name in ABOUT
                if self.env[name].has_access("read")
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        allowed = self - result[0] if result else self
        hidden = allowed - allowed._filter_about("read" if operation == "read" else "write")
        return without(self, operation, result, hidden)

    def write(self, vals):
        """A fact is moved to what the user may write, too."""
        result = super().write(vals)
        if not vals.keys().isdisjoint(link for link, _name in ABOUT):
            self.check_access("write")
        return result

    def _filter_about(self, operation):
        """Return the facts that are about something of which the user may do this."""
        facts_sudo = self.sudo()  # sudo: only what the facts are about; that is asked for as the user
        found = self.browse()
        for link, _name in ABOUT:
            mine = facts_sudo[link].sudo(False)._filtered_access(operation)
            found |= facts_sudo.filtered(
                lambda fact, link=link, mine=mine: fact[link].sudo(False) in mine
            ).sudo(False)
        return found
