from itertools import pairwise

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ....tools.actions import ask


class OpsVisit(models.Model):
    """Forgotten taps: a real visit is never refused, its times are typed and it is marked.

    Clause: V1.1
    """

    _inherit = "ops.visit"

    def action_open_times(self):
        """Ask when it was, with what is known or planned filled in."""
        self.ensure_one()
        return ask(
            "ops.visit.times",
            self.env._("When were you there?"),
            visit_id=self.id,
            departed=self.date_departed,
            arrived=self.date_arrived or min(self.date_start, fields.Datetime.now()),
            finished=self.date_finished or min(self.date_planned_end, fields.Datetime.now()),
        )

    def action_register_times(self, arrived, finished, departed=False):
        """Note when a visit was, afterwards; what was tapped stays as it was tapped.

        Clause: V1.1

        :param arrived: from when somebody was there, naive UTC
        :param finished: until when
        :param departed: when he left, if he remembers
        :raises UserError: names the times that cannot be
        :raises AccessError: for another person's visit
        """
        self.ensure_one()
        self._check_mine()
        self._check_goes_there()
        self._ops_check_sources("finished", self._ops_sources("finished"))
        times = {
            "date_departed": self.date_departed or fields.Datetime.to_datetime(departed) or False,
            "date_arrived": self.date_arrived or fields.Datetime.to_datetime(arrived) or False,
            "date_finished": fields.Datetime.to_datetime(finished) or False,
        }
        self._check_times(times)
        self._stamp({**times, "is_registered_late": True})
        return self.write({"state": "finished"})

    def _check_times(self, times):
        """Refuse times that cannot be: none, in the wrong order, or to come."""
        if not (times["date_arrived"] and times["date_finished"]):
            raise UserError(
                self.env._(
                    "%(visit)s: type from when and until when you were there (V1.1).", visit=self.display_name
                )
            )
        given = [(name, times[name]) for name in self._get_tap_names() if times[name]]
        given.append((None, fields.Datetime.now()))
        for (earlier, first), (later, second) in pairwise(given):
            if first > second:
                raise UserError(self._wrong_times_message(earlier, first, later, second))

    def _wrong_times_message(self, earlier, first, later, second):
        tz = (self.company_id or self.env.company)._ops_tz()

        def said(moment):
            return format_datetime(self.env, moment, tz=tz, dt_format="short")

        if not later:
            return self.env._(
                "%(visit)s: “%(field)s” (%(time)s) is still to come (V1.1).",
                visit=self.display_name,
                field=self._ops_field_labels([earlier]),
                time=said(first),
            )
        return self.env._(
            "%(visit)s: “%(later)s” (%(second)s) is before “%(earlier)s” (%(first)s) (V1.1).",
            visit=self.display_name,
            later=self._ops_field_labels([later]),
            second=said(second),
            earlier=self._ops_field_labels([earlier]),
            first=said(first),
        )
