from odoo import models
from odoo.tools import format_date, format_datetime, format_list


class OpsWorkPlan(models.Model):
    """What the printed plan says: goals, targets, visits day by day, planned against done."""

    _name = "ops.work.plan"
    _inherit = ["ops.work.plan", "ops.printed"]

    def _get_paper(self):
        """Return what the plan says, in the language of the environment. Clause: W1.A

        Who prints a plan that he may read sees its visits as far as he may read them.
        """
        self.ensure_one()
        visits = self._get_visits().filtered(lambda visit: visit.state != "cancelled" or visit.is_agreed)
        return {
            "period": self._get_period_text(),
            # sudo: names of the people and the team
            "whose": self.team_id.sudo().name if self.scope == "team" else self.user_id.sudo().name,
            "head": self.head_id.sudo().name or "",
            "state": self._ops_state_label(),
            "goals": (self.goals or "").strip(),
            "focus": format_list(self.env, self.focus_ids.mapped("name")),
            "stamps": self._ops_paper_stamps(),
            "targets": [(target.display_name, target.standing_text) for target in self.target_ids],
            "counts": self._get_paper_counts(),
            "days": self._get_paper_days(visits),
            "given": self._get_paper_given(),
            "with_person": self.scope == "team",
        }

    def _get_paper_counts(self):
        names = ("agreed_count", "done_count", "moved_count", "dropped_count", "added_count")
        labels = self.fields_get(names, ["string"])
        return [(labels[name]["string"], self[name]) for name in names if self.agreed_count]

    def _get_paper_given(self):
        """Return the rows of what was given for this time, as far as who prints it follows it."""
        # sudo: found for him; names of people, and of the document on which it was given
        given_sudo = self.given_ids.sudo()
        outcomes = dict(given_sudo._fields["ops_outcome"]._description_selection(self.env))
        return [
            {
                "due": format_date(self.env, activity.date_deadline, date_format="MM-dd"),
                "what": activity.summary or "",
                "person": activity.user_id.name,
                "giver": activity.ops_giver_id.name,
                "document": (activity.res_model != "hr.employee" and activity.res_name) or "",
                "outcome": outcomes[activity.ops_outcome],
                "result": activity.feedback or activity.ops_end_reason or "",
            }
            for activity in given_sudo
        ]

    def _get_paper_days(self, visits):
        """Return (day, rows) pairs, each row what stands on a line of the plan."""
        marks = dict(visits._fields["plan_mark"]._description_selection(self.env))
        days = {}
        for visit in visits:
            days.setdefault(visit._day_of(visit.date_start), []).append(self._get_paper_row(visit, marks))
        return [(self._get_paper_day(day), rows) for day, rows in days.items()]

    def _get_paper_day(self, day):
        return format_date(self.env, day, date_format="MM-dd EEEE")

    def _get_paper_row(self, visit, marks):
        result = dict(visit._fields["result"]._description_selection(self.env)).get(visit.result, "")
        goal = " · ".join(filter(None, (visit.goal_id.name, visit.goal)))
        return {
            "time": format_datetime(self.env, visit.date_start, tz=self._ops_paper_tz(), dt_format="HH:mm"),
            "customer": visit._get_customer_name(),
            "contact": visit.contact_id.sudo().name or "",  # sudo: a person's name
            "person": visit.user_id.sudo().name,
            "goal": goal,
            "mark": "" if visit.plan_mark == "agreed" else marks.get(visit.plan_mark, ""),
            "result": result,
        }
