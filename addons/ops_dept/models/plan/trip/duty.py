from odoo import fields, models

from ...policy.ledger.ops_obligation import LIVE


class OpsTrip(models.Model):
    """For each day away the traveller owes a report until its end: a day without one is a violation (M7.5).

    One obligation a day, its period is the day. What is owed already for days that are over stays owed.
    """

    _inherit = "ops.trip"

    def _ops_obligation_owner(self, code):
        return self.user_id

    def _ops_obligation_start_in(self, code, period):
        return fields.Date.to_date(period) if period else super()._ops_obligation_start_in(code, period)

    def _do_approve(self):
        result = super()._do_approve()
        self._follow_days()
        return result

    def _do_cancel(self):
        result = super()._do_cancel()
        self._release_days(self.env._("The trip was cancelled."), keep=())
        return result

    def _do_reset(self):
        result = super()._do_reset()
        self._release_days(self.env._("The trip is asked for anew."), keep=())
        return result

    def _follow_days(self, days_before=()):
        """Let the traveller owe what the days of his trip ask for, from today on; the rest is released.

        :param days_before: days on which he was away before: a day of them that his head waived stays waived
        """
        before = {day.isoformat() for day in days_before}
        ledger = self._get_days_owed()
        for trip in self:
            today = trip.company_id._ops_today()
            days = {day.isoformat() for day in trip._get_away_days() if day >= today}
            trip._release_days(self.env._("The trip is shorter."), keep=days)
            known = ledger.filtered(lambda owed, trip=trip: owed.res_id == trip.id)
            known.filtered(lambda owed, days=days: owed.period in days - before)._owe_again()
            for day in sorted(days - set(known.mapped("period"))):
                trip._open_obligations("M7.5", period=day)

    def _get_days_owed(self):
        """Return what the days of these trips made somebody owe, whatever became of it."""
        # sudo: the ledger is closed; the trip decides
        duties_sudo = self.env["ops.obligation"].sudo()
        if not self.env["res.company"]._ops_companies_with_ledger():
            return duties_sudo
        clause_id = self.env["ops.clause"]._get_id("M7.5")
        return duties_sudo.search(
            [("clause_id", "=", clause_id), ("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )

    def _release_days(self, reason, keep):
        """Release the days from today on that are no longer away; what was missed before stays missed."""
        today = {trip.id: trip.company_id._ops_today().isoformat() for trip in self}
        gone = self._live_obligations("M7.5").filtered(
            lambda owed: owed.period and owed.period >= today[owed.res_id] and owed.period not in keep
        )
        gone._release(reason)

    def _meet_day(self, day, date):
        """Note that the reports of a day were handed in, also after its end.

        :param day: date
        :param date: when, naive UTC
        """
        owed = self._live_obligations("M7.5", period=day.isoformat())
        return owed.filtered(lambda each: each.state in LIVE)._meet(date)
