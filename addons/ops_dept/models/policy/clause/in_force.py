from odoo import api, models, tools

from .codes import OWN


class OpsClause(models.Model):
    """What others ask of a clause: is it in force, its limit, who acts."""

    _inherit = "ops.clause"

    @api.model
    def _get_id(self, code, company=None):
        """Return the id of the clause with this code (no query once known).

        :param company: whose clause, where each company may have one of this code (default: the current one)
        :raises ValueError: for a code that is not in the rulebook: a mistake of the program
        """
        is_own = code.startswith(OWN)
        return self._find_id(code, (company or self.env.company).id if is_own else False)

    @api.model
    @tools.ormcache("code", "company_id")
    def _find_id(self, code, company_id):
        # sudo: the code of a clause is no secret and hidden from nobody
        clause = self.sudo().search([("code", "=", code), ("company_id", "=", company_id)], limit=1)
        if not clause:
            raise ValueError(f"The rulebook has no clause {code!r}")
        return clause.id

    @api.model
    @tools.ormcache("code", "company.id")
    def _is_in_force(self, code, company):
        """Tell whether this clause holds in this company: switched on, and the clause not switched off."""
        if not company._ops_rulebook_on():
            return False
        # sudo: read by every gate, whoever passes it
        return not self.sudo().with_company(company).browse(self._get_id(code, company)).is_suspended

    @api.model
    @tools.ormcache("code", "company.id", "step")
    def _get_limit(self, code, company, step=""):
        """Return the clause's limit in this company as (number, unit, dates), None when it has none."""
        # sudo: deadlines are computed for whoever triggers them
        limits = self.sudo().with_company(company).browse(self._get_id(code, company)).limit_ids
        limit = limits.filtered(lambda limit: (limit.step or "") == step)[:1]
        return (limit.number, limit.unit, limit.dates or "") if limit else None

    @api.model
    @tools.ormcache("code")
    def _get_actor(self, code):
        """Return the actor's code of this clause, e.g. "SM" or "MS+FM+SC"; an own clause names roles only."""
        if code.startswith(OWN):
            return OWN
        return self.sudo().browse(self._get_id(code)).actor  # sudo: no secret, see above

    @api.model
    @tools.ormcache("code", "company.id")
    def _get_role_ids(self, code, company):
        """Return the ids of the groups that owe this clause in this company: the rulebook's, then its own."""
        clause = (
            self.sudo().with_company(company).browse(self._get_id(code, company))
        )  # sudo: no secret, see above
        return [*clause.role_ids.ids, *clause.extra_role_ids.ids]
