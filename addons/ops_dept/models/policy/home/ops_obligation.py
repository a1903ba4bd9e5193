from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ....tools.local_time import DAY_END, local_of, moment_at
from ..ledger.ops_obligation import LIVE


class OpsObligation(models.Model):
    """How much the user owes, as the first page says it."""

    _inherit = "ops.obligation"

    @api.model
    def _get_my_obligation_counts(self, among=Domain.TRUE, models=None):
        """Return how much the user owes, for the home page, in one query.

        :param among: domain of the obligations that count
        :param models: on documents of which models he owes anything, where that is known
        :return: `open` all that is owed, `late` of it overdue, `today` due by midnight and `week` by Sunday
            (both without the overdue ones; days in the user's timezone)
        :rtype: dict
        """
        now = fields.Datetime.now()
        today, week = self._get_day_ends(now)
        models = self._get_document_models() if models is None else models
        query = self._search_on(models, Domain("is_mine", "=", True) & Domain("state", "in", LIVE) & among)
        due = self._field_to_sql(self._table, "date_due", query)
        state = self._field_to_sql(self._table, "state", query)
        late = SQL("(%s = 'late' OR %s < %s)", state, due, now)
        row = self.env.execute_query(
            query.select(
                SQL("count(*)"),
                SQL("count(*) FILTER (WHERE %s)", late),
                SQL("count(*) FILTER (WHERE %s <= %s AND NOT %s)", due, today, late),
                SQL("count(*) FILTER (WHERE %s <= %s AND NOT %s)", due, week, late),
            )
        )[0]
        return dict(zip(("open", "late", "today", "week"), row, strict=True))

    def _get_day_ends(self, now):
        """Return the end of today and of this week in the user's timezone, in naive UTC."""
        tz = self.env.user.tz or "UTC"
        day = local_of(tz, now).date()
        sunday = day + timedelta(days=6 - day.weekday())
        return [moment_at(tz, end, DAY_END) for end in (day, sunday)]
