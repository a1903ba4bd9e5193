from odoo import api, models

from ..ledger.ops_obligation import LIVE
from .periods import period_of


class OpsObligation(models.Model):
    """A repeated duty: owed each period without a document, until a room meets it."""

    _inherit = "ops.obligation"

    @api.model
    def _get_meetable_codes(self):
        """Return the codes of the clauses that some room can meet; the others are by hand."""
        return frozenset().union(
            *(getattr(self, method)() for method in self._ops_door_rows("_ops_meetable"))
        )

    @api.model
    def _meet_repeated(self, code, company, *, step="", day=None, owner=None, team=None, date=None):
        """Note that a repeated duty is done; the caller has checked that the user may say so.

        :param str code: the clause
        :param day: a day of the period (default today, where the company is)
        :param owner: res.users whose duty it is (default whoever owes it)
        :param team: crm.team whose duty it is (default any)
        :param date: when it was done, naive UTC (default now)
        :return: the obligations that were met, on sudo
        """
        # sudo: the ledger is closed to everybody; the room decides
        clause = self.env["ops.clause"].sudo().browse(self.env["ops.clause"]._ops_clause(code, company))
        limit = clause.limit_ids.filtered(lambda limit: limit.period and (limit.step or "") == step)[:1]
        if not limit:
            return self.browse()
        domain = [
            ("clause_id", "=", clause.id),
            ("company_id", "=", company.id),
            ("step", "=", step or False),
            ("period", "=", period_of(limit.period, day or company._ops_today()).key),
            ("state", "in", LIVE),
            *([("owner_id", "=", owner.id)] if owner else []),
            *([("team_id", "=", team.id)] if team else []),
        ]
        # sudo: the ledger is closed to everybody; the room that met it decides
        return self.sudo().search(domain)._meet(date)
