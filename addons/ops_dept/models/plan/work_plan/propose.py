from datetime import time, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ....tools.states import TO_SUBMIT
from ...visit.visit.ops_visit import WRITTEN

# When visits are proposed, in hours of the company's day; more than these are put after the last.
HOURS = (9, 10, 11, 14, 15, 16)
# After how many days a prospect is worth another visit.
PROSPECT_DAYS = 30


class OpsWorkPlan(models.Model):
    """Whom to visit: overdue key customers, rated prospects beside them, then what was promised (V2.2)."""

    _inherit = "ops.work.plan"

    def action_propose(self):
        """Fill the free places of the week with visits, so many a day as the company plans.

        Clause: V2.2, W1.A

        :return: the visits in the calendar, to be moved
        :raises UserError: when the week is decided, or nobody is left to be visited
        """
        self.ensure_one()
        self.check_access("write")
        if self.period != "week" or self.scope != "person" or self.state not in TO_SUBMIT:
            raise UserError(
                self.env._(
                    "%(plan)s: visits are proposed for a week that is a draft (V2.2).", plan=self.display_name
                )
            )
        places = self._get_free_places()
        proposals = self._get_proposals(sum(map(len, places)))
        if not proposals:
            raise UserError(
                self.env._(
                    "%(plan)s: every day is full, or no customer is due. Plan visits in the calendar (V2.2).",
                    plan=self.display_name,
                )
            )
        self.env["ops.visit"].create(
            [
                self._prepare_visit(customer, why, moment)
                for (customer, why), moment in zip(
                    proposals, self._spread(places, len(proposals)), strict=True
                )
            ]
        )
        return self.action_open_visits()

    def _prepare_visit(self, customer, why, moment):
        return {
            "channel": "visit",
            "partner_id": customer.partner_id.id,
            "user_id": self.user_id.id,
            "company_id": self.company_id.id,
            "date_start": moment,
            "goal": why,
        }

    # ------------------------------------------------------------------
    # Where there is room
    # ------------------------------------------------------------------
    @api.model
    def _spread(self, places, number):
        """Return so many places, as even over the days as they allow, the earliest first."""
        most = max(map(len, places), default=0)
        rounds = [day[turn] for turn in range(most) for day in places if turn < len(day)]
        return sorted(rounds[:number])

    def _get_free_places(self):
        """Return the moments (naive UTC) of each working day of the week that nobody has planned yet."""
        company = self.company_id
        now = fields.Datetime.now()
        calendar = company.sudo().resource_calendar_id  # sudo: when a company works is no secret
        working = calendar._ops_working_time(self.date_from, self.date_to, company).days
        taken = [visit.date_start for visit in self._get_visits() if visit.state != "cancelled"]
        places = []
        for number in range((self.date_to - self.date_from).days + 1):
            day = self.date_from + timedelta(days=number)
            if day not in working:
                continue
            of_day = [company._ops_moment(day, time(hour)) for hour in HOURS]
            busy = [start for start in taken if company._ops_day_of(start) == day]
            free = [
                start
                for start in of_day
                if start > now and all(abs(start - other) >= timedelta(minutes=45) for other in busy)
            ]
            places.append(free[: max(0, company.ops_plan_visits - len(busy))])
        return places

    # ------------------------------------------------------------------
    # Who is due
    # ------------------------------------------------------------------
    def _get_proposals(self, number):
        """Return (customer file, why) pairs, the most urgent first: each customer once."""
        result, known = [], self._get_planned_customers()
        for find in (self._find_overdue_keys, self._find_prospects, self._find_expected, self._find_ordinary):
            for customer, why in find(number):
                if customer not in known and len(result) < number:
                    known |= customer
                    result.append((customer, why))
        return result

    def _get_planned_customers(self):
        """Return the files of customers whom the person visits in this week or later anyway."""
        visits = self.env["ops.visit"].search(
            [
                ("user_id", "=", self.user_id.id),
                ("channel", "=", "visit"),
                ("state", "in", ("planned", "departed")),
                ("date_start", ">=", self.moment_from),
            ]
        )
        return self.env["ops.customer"]._get_of(visits.partner_id, self.company_id)

    def _find_unseen(self, domain, days, number):
        """Return files of the person's customers not visited for so many days, who waits longest first."""
        return self.env["ops.customer"].search(
            Domain("user_id", "=", self.user_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("days_unseen", ">=", days)
            & domain,
            order="date_seen, id",
            limit=2 * number,
        )

    def _find_overdue_keys(self, number):
        days = self.company_id.ops_stale_key_days
        found = self._find_unseen(Domain("importance", "=", "key"), days, number)
        return [(customer, self._say_unseen(customer)) for customer in found]

    def _find_prospects(self, number):
        """Rated prospects, A before B, whom nobody visited lately."""
        rated = Domain("importance", "=", "prospect") & Domain("ops_potential", "in", ("a", "b"))
        found = self._find_unseen(rated, PROSPECT_DAYS, number)
        ratings = dict(found._fields["ops_potential"]._description_selection(self.env))
        return [
            (
                customer,
                self.env._(
                    "Prospect %(rating)s: %(reason)s",
                    rating=ratings[customer.ops_potential],
                    reason=customer.ops_potential_reason or "",
                ),
            )
            for customer in found.sorted("ops_potential")
        ]

    def _find_expected(self, number):
        """Customers who are to book in these days, or whom we promised something."""
        visits = self.env["ops.visit"].search(
            Domain("user_id", "=", self.user_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "in", WRITTEN)
            & Domain("booking_date", ">=", self.date_from)
            & Domain("booking_date", "<=", self.date_to + timedelta(days=3)),
            order="booking_date, id",
            limit=2 * number,
        )
        files = self.env["ops.customer"]._get_of(visits.partner_id, self.company_id)
        days = {visit.partner_id: visit.booking_date for visit in reversed(visits)}
        return [
            (
                customer,
                self.env._("Booking expected on %s", format_date(self.env, days[customer.partner_id])),
            )
            for customer in files.sorted(lambda customer: days[customer.partner_id])
        ]

    def _find_ordinary(self, number):
        days = self.company_id.ops_stale_ordinary_days
        found = self._find_unseen(Domain("importance", "=", "ordinary"), days, number)
        return [(customer, self._say_unseen(customer)) for customer in found]

    @api.model
    def _say_unseen(self, customer):
        if customer.is_never_seen:
            return self.env._("Never visited")
        return self.env._("Not visited for %s days", customer.days_unseen)
