from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class OpsMeeting(models.Model):
    """Beginning a meeting and ending it: who was there, what was discussed; from then on it stays as it was.

    Clauses: W1.B, H4, F0.2
    """

    _inherit = "ops.meeting"

    # What follows a meeting that was held: a place and a method of the meetings; rooms add theirs.
    _on_held = ((10, "_meet_weekly_duty"), (20, "_meet_contact_duty"))

    may_lead = fields.Boolean(compute="_compute_may_lead", export_string_translation=False)

    @api.depends("chair_id", "team_id", "person_id", "kind")
    @api.depends_context("uid")
    def _compute_may_lead(self):
        for meeting in self:
            meeting.may_lead = bool(meeting.chair_id) and (meeting._may_lead() or not meeting._ops_is_on())

    def _may_lead(self):
        """Tell whether the user leads this meeting: who is named, who stands above him, the head, support."""
        self.ensure_one()
        user = self.env.user
        if user in (self.chair_id, self.create_uid) and not self._is_private():
            return True
        if self._is_private() or self.kind == "contact":
            return user in (self.chair_id | self.person_id)
        # sudo: who leads a colleague's team
        return (
            user.id == self.sudo().team_id.user_id.id
            or user._ops_has_role("leader")
            or user._ops_guides(self.chair_id)
            or bool(self.team_id and user in self._ops_post_users("support"))
        )

    def _check_leads(self):
        for meeting in self:
            if not meeting._may_lead() and meeting._ops_is_on():
                raise AccessError(
                    self.env._(
                        "%(meeting)s is led by %(who)s: he, or the head of the team, begins, ends and "
                        "moves it (%(clause)s).",
                        meeting=meeting.display_name,
                        who=meeting.chair_id.name,
                        clause=meeting._get_kind_clause(),
                    )
                )

    # ------------------------------------------------------------------
    # Beginning
    # ------------------------------------------------------------------
    def action_start(self):
        """Begin the meeting: who came to the team meanwhile is invited, who is away is excused.

        Clause: W1.B
        """
        return self.write({"state": "running"})

    def _check_start(self):
        self._check_leads()

    def _prepare_start_vals(self):
        return {"date_begun": fields.Datetime.now()}

    def _do_start(self):
        self._invite_team()
        self.attendance_ids._fill_in_status()

    def action_reset(self):
        """Take back a beginning that was a slip."""
        return self.write({"state": "planned"})

    def _check_reset(self):
        self._check_leads()

    def _prepare_reset_vals(self):
        return {"date_begun": False}

    # ------------------------------------------------------------------
    # Ending
    # ------------------------------------------------------------------
    def action_hold(self):
        """End the meeting: it is locked, decisions become work, the duty of the week is met.

        Clauses: W1.B, H4

        :raises UserError: names what is missing
        """
        return self.write({"state": "held"})

    def _check_hold(self):
        self._check_leads()
        self._check_two()
        for meeting in self:
            blockers = meeting._get_hold_blockers()
            if blockers and meeting._ops_is_on():
                raise UserError(
                    self.env._(
                        "%(meeting)s: before it ends:\n%(blockers)s",
                        meeting=meeting.display_name,
                        blockers="\n".join(f"• {blocker}" for blocker in blockers),
                    )
                )

    def _get_hold_blockers(self):
        """Return what is missing before the meeting ends, a sentence each."""
        self.ensure_one()
        _ = self.env._
        blockers = []
        if self._day_of(self.date_start) > self.company_id._ops_today():
            blockers.append(_("It is still to come: begin it on its day (W1.B)."))
        if self.kind == "weekly" and not self.topic_ids:
            blockers.append(_("Note at least one business or technical topic that was discussed (H4)."))
        unexplained = self.attendance_ids.filtered(lambda a: a.status == "excused" and not a.reason)
        if unexplained:
            names = ", ".join(unexplained.mapped("display_name"))
            blockers.append(_("Say why these are excused: %s.", names))
        return blockers

    def _prepare_hold_vals(self):
        return {"date_held": fields.Datetime.now()}

    def _do_hold(self):
        for method in self._ops_door_rows("_on_held"):
            getattr(self, method)()

    def _meet_weekly_duty(self):
        """The team's duty of the week is met, by the meeting that was moved, too."""
        for meeting in self:
            if meeting.kind == "weekly":
                self.env["ops.obligation"]._meet_repeated(
                    "H4", meeting.company_id, day=meeting.week_start, team=meeting.team_id
                )

    def _meet_contact_duty(self):
        for meeting in self:
            if meeting.kind != "contact":
                continue
            day = meeting._day_of(meeting.date_start)
            for person in (meeting.chair_id, meeting.person_id):
                self.env["ops.obligation"]._meet_repeated("F0.2", meeting.company_id, day=day, owner=person)
