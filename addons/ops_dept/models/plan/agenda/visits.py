from collections import Counter

from odoo import models
from odoo.fields import Domain

from ...visit.visit.ops_visit import WRITTEN
from .ops_meeting import LOOK_AHEAD, AgendaPart


class OpsMeeting(models.Model):
    """Visits and return visits of the week with what came of them, and whom one goes to next (W1.E, W1.B)."""

    _inherit = "ops.meeting"

    _agenda_rows = ((10, "_agenda_visits"), (20, "_agenda_next_visits"))

    def _agenda_visits(self):
        """Return each person's visits and calls since the last meeting, with results and promises.

        Clause: W1.E
        """
        visits = self._find_visits(self._get_agenda_start(), self.date_start, ("state", "!=", "cancelled"))
        mine = visits.grouped("user_id")
        results = dict(visits._fields["result"]._description_selection(self.env))
        people = {
            user.id: [self._get_visit_fact(visit, results) for visit in found] for user, found in mine.items()
        }
        figures = {user.id: self._count_visits(found) for user, found in mine.items()}
        team = [
            self._agenda_row(user.name, note=figures.get(user.id) or self.env._("No visit and no call"))
            for user in self._get_agenda_people()
        ]
        return AgendaPart("visits", self.env._("Visits and return visits"), people, figures, team)

    def _find_visits(self, since, until, leaf):
        """Return the visits of the meeting's people from one moment to another, the earliest first."""
        return self.env["ops.visit"].search(
            Domain("user_id", "in", self._get_agenda_people().ids)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("date_start", ">=", since)
            & Domain("date_start", "<", until)
            & Domain(*leaf),
            order="date_start, id",
        )

    def _get_visit_fact(self, visit, results):
        _ = self.env._
        words = (
            self._get_visit_kind(visit),
            (visit.talk or "").strip().split("\n")[0][:120],
            visit.commitment and _("Promised by us: %s", visit.commitment),
            visit.promise and _("Promised by the customer: %s", visit.promise),
            visit.next_date
            and _(
                "Next on %(day)s: %(focus)s",
                day=self._agenda_when(visit.next_date),
                focus=visit.next_focus or "",
            ),
        )
        return self._agenda_row(
            visit._get_customer_name(),
            visit,
            when=self._agenda_when(visit.date_start),
            badge=results.get(visit.result) or visit._ops_state_label(),
            note=" · ".join(filter(None, words)),
            is_late=visit.state == "planned",
        )

    def _get_visit_kind(self, visit):
        if not visit._is_visit():
            return self.env._("Call")
        return self.env._("First visit") if visit.is_first else self.env._("Return visit")

    def _count_visits(self, visits):
        """Return the figures of a person's week in words."""
        count = Counter(
            "call" if not visit._is_visit() else "first" if visit.is_first else "return"
            for visit in visits
            if visit.state != "planned"
        )
        _ = self.env._
        open_count = sum(visit.state not in WRITTEN for visit in visits)
        texts = [
            _("%s first visits", count["first"]),
            _("%s return visits", count["return"]),
            _("%s calls", count["call"]),
        ]
        if open_count:
            texts.append(_("%s without report", open_count))
        return " · ".join(texts)

    def _agenda_next_visits(self):
        """Return the visits to key customers until the next meeting; of the others how many they are.

        Clause: W1.B
        """
        visits = self._find_visits(self.date_start, self.date_start + LOOK_AHEAD, ("state", "=", "planned"))
        visits = visits.filtered(lambda visit: visit._is_visit())
        key = visits.filtered(lambda visit: visit.importance == "key")
        people, figures = {}, {}
        for user, found in visits.grouped("user_id").items():
            mine = key.filtered(lambda visit, user=user: visit.user_id == user)
            people[user.id] = [self._get_next_fact(visit) for visit in mine]
            figures[user.id] = self.env._(
                "%(key)s to key customers, %(others)s to others", key=len(mine), others=len(found) - len(mine)
            )
        return AgendaPart("next_visits", self.env._("Key visits of the coming week"), people, figures, [])

    def _get_next_fact(self, visit):
        return self._agenda_row(
            visit._get_customer_name(),
            visit,
            when=self._agenda_when(visit.date_start),
            note=" · ".join(filter(None, (visit.goal_id.name, visit.goal, visit.outline))),
        )
