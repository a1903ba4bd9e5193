from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from ....tools.actions import open_records
from .ops_visit import UNDER_WAY


class OpsVisit(models.Model):
    """The taps on the way: arrived, finished; by the consultant himself, one visit after the other.

    Clauses: V1.1, V1.6, V1.8
    """

    _inherit = "ops.visit"

    is_mine = fields.Boolean(compute="_compute_is_mine", export_string_translation=False)
    other_id = fields.Many2one("ops.visit", "Still under way", compute="_compute_other_id")

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for visit in self:
            visit.is_mine = visit.user_id == self.env.user

    @api.depends("user_id", "state", "channel")
    def _compute_other_id(self):
        under_way = self._get_under_way()
        for visit in self:
            visit.other_id = visit.state in ("planned", *UNDER_WAY) and (
                under_way.get(visit.user_id, self.browse()) - visit._origin
            )

    def _get_under_way(self):
        """Return user → the visit that he is on."""
        found = self.search(
            [("user_id", "in", self.user_id.ids), ("channel", "=", "visit"), ("state", "in", UNDER_WAY)]
        )
        return {visit.user_id: visit for visit in found}

    def action_open_other(self):
        """Open the visit that is still under way, to finish it."""
        return open_records(self.other_id)

    def action_arrive(self):
        """Be there, in one tap. Clause: V1.1

        :return: the form that asks for the times, where the visit was begun on another day
        """
        if self._is_of_another_day("date_departed"):
            return self.action_open_times()
        return self.write({"state": "arrived"})

    def action_finish(self):
        """Have finished the talk, in one tap; past midnight the time is asked for, not guessed.

        Clauses: V1.6, V3.8
        """
        if self._is_of_another_day("date_arrived"):
            return self.action_open_times()
        return self.write({"state": "finished"})

    # ------------------------------------------------------------------
    # What the moves check
    # ------------------------------------------------------------------
    def _check_mine(self):
        """Refuse what only the consultant himself does."""
        self.ensure_one()
        if self.user_id != self.env.user and self._ops_is_on():
            raise AccessError(
                self.env._(
                    "%(visit)s is %(who)s's: only the consultant says that he leaves, arrives and what was "
                    "said. His head may put it on another day or give it to somebody else (V1.1).",
                    visit=self.display_name,
                    who=self.user_id.name,
                )
            )

    def _check_goes_there(self):
        if not self._is_visit():
            raise UserError(
                self.env._(
                    "%(visit)s is a call: nobody leaves for it, note what came of it (P4.1).",
                    visit=self.display_name,
                )
            )

    def _check_under_way(self):
        """Refuse a second visit at the same time."""
        other = self._get_under_way().get(self.user_id, self.browse()) - self
        if other:
            raise UserError(
                self.env._(
                    "You are still at “%(other)s” (%(state)s). Finish that visit first, then leave (V1.1).",
                    other=other.display_name,
                    state=other._ops_state_label(),
                )
            )

    def _is_of_another_day(self, name):
        """Tell whether a tap of this visit was on another day than today."""
        self.ensure_one()
        company = self.company_id or self.env.company
        return bool(self[name]) and self._day_of(self[name]) != company._ops_today()

    def _check_arrive(self):
        for visit in self:
            visit._check_mine()
            visit._check_same_day("date_departed")

    def _prepare_arrive_vals(self):
        return {"date_arrived": fields.Datetime.now()}

    def _check_finish(self):
        for visit in self:
            visit._check_mine()
            visit._check_goes_there()
            if not visit.date_arrived:
                raise UserError(
                    self.env._(
                        "%(visit)s: you did not tap “Arrived”. Use “Enter Times” to type when you were there "
                        "(V1.1).",
                        visit=visit.display_name,
                    )
                )
            if not visit.date_finished:
                visit._check_same_day("date_arrived")

    def _check_same_day(self, name):
        """A tap on the next day says nothing of when it was: the times are asked for."""
        if self._is_of_another_day(name):
            raise UserError(
                self.env._(
                    "%(visit)s was begun on another day (%(when)s). Use “Enter Times” and type when you were "
                    "there and until when (V1.1).",
                    visit=self.display_name,
                    when=format_datetime(
                        self.env, self[name], tz=self.company_id._ops_tz(), dt_format="short"
                    ),
                )
            )

    def _do_finish(self):
        now = fields.Datetime.now()
        untimed = self.filtered(lambda visit: not visit.date_finished)
        if untimed:
            untimed._stamp({"date_finished": now})

    @api.model
    def _get_tap_names(self):
        return ("date_departed", "date_arrived", "date_finished")

    def _get_next_tap(self):
        """Return what the consultant does next: the button's word, and the method behind it."""
        _ = self.env._
        if self.is_past:
            return _("Enter Times"), "action_open_times"
        return {
            "planned": (_("Leave"), "action_depart"),
            "departed": (_("Arrived"), "action_arrive"),
            "arrived": (_("Finish"), "action_finish"),
            "finished": (_("Report"), ""),
        }.get(self.state, ("", ""))
