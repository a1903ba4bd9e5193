from odoo import api, models

from ..ledger.ops_obligation import LIVE
from .periods import period_of

# What closed at its due moment can still be done: that is late, never refused.
DOABLE = (*LIVE, "missed")
# A minute in hours: what was done after its due moment was late, also where nobody works by then.
LEAST_LATE = 1 / 60


class OpsObligation(models.Model):
    """A repeated duty: owed each period without a document, until a room meets it."""

    _inherit = "ops.obligation"

    @api.model
    def _get_meetable_codes(self):
        """Return the codes of the clauses that some room can meet; the others are by hand."""
        return frozenset().union(
            *(getattr(self, method)() for method in self._ops_door_rows("_meetable_rows"))
        )

    @api.model
    def _meet_repeated(self, code, company, *, step="", day=None, owner=None, team=None, date=None):
        """Note that a repeated duty is done; the caller has checked that the user may say so.

        What was missed is done late, and marked; the violation that it became stays.

        :param str code: the clause
        :param day: a day of the period (default today, where the company is)
        :param owner: res.users whose duty it is (default whoever owes it)
        :param team: crm.team whose duty it is (default any)
        :param date: when it was done, naive UTC (default now)
        :return: the obligations that were met, on sudo
        """
        # sudo: the ledger is closed to everybody; the room decides
        clause = self.env["ops.clause"].sudo().browse(self.env["ops.clause"]._get_id(code, company))
        limit = clause.limit_ids.filtered(lambda limit: limit.period and (limit.step or "") == step)[:1]
        if not limit:
            return self.browse()
        domain = [
            ("clause_id", "=", clause.id),
            ("company_id", "=", company.id),
            ("step", "=", step or False),
            ("period", "=", period_of(limit.period, day or company._ops_today()).key),
            ("state", "in", DOABLE),
            *([("owner_id", "=", owner.id)] if owner else []),
            *([("team_id", "=", team.id)] if team else []),
        ]
        # sudo: the ledger is closed to everybody; the room that met it decides
        return self.sudo().search(domain)._meet_even_missed(date)

    def _meet_even_missed(self, date=None):
        """Close what is owed as done, and what was missed as done late.

        :param date: when it was done, naive UTC (default now)
        """
        missed = self.filtered(lambda obligation: obligation.state == "missed")
        missed.state = "late"
        met = self._meet(date)
        after_work = missed.filtered(lambda duty: not duty.late_hours and duty.date_met > duty.date_due)
        after_work.late_hours = LEAST_LATE
        return met
