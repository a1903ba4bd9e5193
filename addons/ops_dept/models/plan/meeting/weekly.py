from datetime import time, timedelta

from psycopg2 import IntegrityError, errorcodes
from psycopg2.extensions import TransactionRollbackError

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...policy.repeated.periods import period_of


class OpsMeeting(models.Model):
    """The weekly meeting of each sales team plans itself: this week's and the next, off public holidays.

    Clauses: W1.B, H4
    """

    _inherit = "ops.meeting"

    def _get_monday(self):
        """Return the Monday of the week in which the meeting lies."""
        return period_of("week", self._day_of(self.date_start)).first

    @api.model
    def _cron_plan_weekly(self):
        """Plan the meetings of this week and the next, company by company; may run at any time."""
        in_force = self.env["ops.clause"]._is_in_force
        self.env["res.company"]._ops_each_on(
            lambda company: in_force("W1.B", company) and self._plan_weeks(company)
        )

    @api.model
    def _plan_weeks(self, company):
        """Plan what is missing of this week and the next; of two jobs at once one plans.

        :return: the new meetings, on sudo
        """
        # sudo: the job plans for every team
        meetings_sudo = self.sudo().with_company(company)
        try:
            with self.env.cr.savepoint():
                return meetings_sudo._plan_weeks_alone(company)
        except TransactionRollbackError:
            return meetings_sudo.browse()  # another job planned them, after this transaction began
        except IntegrityError as error:
            if error.pgcode != errorcodes.UNIQUE_VIOLATION:
                raise
        return meetings_sudo.browse()

    @api.model
    def _plan_weeks_alone(self, company):
        key = SQL("hashtextextended(%s, 0)", f"ops.meeting,weekly,{company.id}")
        if not self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s)", key))[0][0]:
            return self.browse()
        monday = period_of("week", company._ops_today()).first
        made = self.browse()
        for week in (monday, monday + timedelta(days=7)):
            date = self._get_weekly_moment(company, week)
            if date > fields.Datetime.now():
                made |= self._plan_week(company, week, date)
        self._move_off_holidays(company)
        return made

    @api.model
    def _plan_week(self, company, week, date):
        """Plan the meetings of a week for the teams that have none yet."""
        teams = self.env["ops.obligation"]._get_duty_teams(company)
        known = self.search(
            Domain("kind", "=", "weekly")
            & Domain("company_id", "=", company.id)
            & Domain("week_start", "=", week)
        ).team_id
        return self.create(
            [
                {
                    "kind": "weekly",
                    "company_id": company.id,
                    "team_id": team.id,
                    "chair_id": self._get_weekly_chair(company, team).id,
                    "date_start": date,
                }
                for team in teams - known
            ]
        )

    @api.model
    def _get_weekly_chair(self, company, team):
        """Return who leads the meetings of a team: its head, else the leader."""
        post = self.new({"team_id": team.id, "company_id": company.id})._ops_post_users("sales_manager")
        return (team.user_id if team.user_id.active else None) or post[:1] or self.env.user

    @api.model
    def _get_weekly_moment(self, company, monday):
        """Return when the meeting of a week is by the company's settings, in naive UTC."""
        day = monday + timedelta(days=int(company.ops_meeting_weekday) - 1)
        minutes = round(company.ops_meeting_hour * 60)
        return company._ops_moment(day, time(minutes // 60, minutes % 60))

    # ------------------------------------------------------------------
    # Holidays
    # ------------------------------------------------------------------
    def _is_holiday(self, moment):
        """Tell whether nobody works at a moment because of a public holiday."""
        return bool(self._find_holidays(self.company_id, [moment])[moment])

    @api.model
    def _find_holidays(self, company, moments):
        """Return moment → the name of the public holiday in which it lies ("": in none), in one query."""
        calendar = company.resource_calendar_id
        # sudo: which days are holidays is no secret
        leaves_sudo = self.env["resource.calendar.leaves"].sudo()
        found = leaves_sudo.search(
            [
                *calendar._ops_leave_domain(company),
                ("resource_id", "=", False),
                ("calendar_id", "in", [False, calendar.id]),
                ("date_from", "<=", max(moments)),
                ("date_to", ">=", min(moments)),
            ]
        )
        return {
            moment: next(
                (leave.name or "-" for leave in found if leave.date_from <= moment <= leave.date_to), ""
            )
            for moment in moments
        }

    @api.model
    def _move_off_holidays(self, company):
        """Move planned weekly meetings that lie on a public holiday to the nearest day on which one works."""
        planned = self.search(
            Domain("kind", "=", "weekly")
            & Domain("company_id", "=", company.id)
            & Domain("state", "=", "planned")
            & Domain("date_start", ">", fields.Datetime.now())
        )
        if not planned:
            return
        names = self._find_holidays(company, planned.mapped("date_start"))
        for meeting in planned.filtered(lambda meeting: names[meeting.date_start]):
            date = meeting._get_nearest_working_moment()
            if date:
                meeting._move_to(date, self.env._("Public holiday: %s", names[meeting.date_start]))

    def _get_nearest_working_moment(self):
        """Return the same hour on the last working day before, within the week, else on the first after."""
        company = self.company_id
        first, last = self._get_days_open()
        day = self._day_of(self.date_start)
        work = company.resource_calendar_id._ops_working_time(first, last, company)
        before = [each for each in work.days if first <= each < day]
        after = [each for each in work.days if day < each <= last]
        now = fields.Datetime.now()
        for each in (*reversed(before), *after):
            date = self.date_start + timedelta(days=(each - day).days)
            if date > now:
                return date
        return None
