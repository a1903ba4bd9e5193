from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ....tools.actions import open_records
from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class MailActivity(models.Model):
    """How what was given ends: acknowledged, done with its result, or ended by who gave it."""

    _inherit = "mail.activity"

    _reasons = {
        "finish": Reason(
            action="action_ops_finish",
            question=_lt("What came of it?"),
            button=_lt("Done"),
            follows=_lt("Who gave the work reads what came of it; both stay."),
            lacking=_lt("say what came of it (H3)."),
            shown=("ops_giver_id", "date_deadline", "note"),
            length=2,
        ),
        "end": Reason(
            action="action_ops_end",
            question=_lt("Why is it no longer needed?"),
            button=_lt("End It"),
            follows=_lt("It waits for nobody any more; it stays in the list with the reason."),
            lacking=_lt("say why it is ended (H3)."),
            shown=("user_id", "date_deadline", "note"),
            length=2,
            is_danger=True,
        ),
    }

    ops_outcome = fields.Selection(
        [
            ("open", "Open"),
            ("done", "Done"),
            ("acknowledged", "Acknowledged"),
            ("ended", "Ended"),
            ("left", "The person has left"),
        ],
        "What became of it",
        compute="_compute_ops_outcome",
    )
    ops_can_acknowledge = fields.Boolean(compute="_compute_ops_outcome", export_string_translation=False)
    ops_can_finish = fields.Boolean(compute="_compute_ops_outcome", export_string_translation=False)
    ops_can_steer = fields.Boolean(compute="_compute_ops_outcome", export_string_translation=False)

    @api.depends("active", "user_id", "activity_type_id", "ops_giver_id", "ops_ended_by_id", "ops_is_left")
    @api.depends_context("uid")
    def _compute_ops_outcome(self):
        steers = {}  # asked once for each who gave something
        for activity in self:
            is_open = bool(activity.active and activity.ops_giver_id)
            mine, work = activity.user_id == self.env.user, activity._ops_is_work()
            activity.ops_can_acknowledge = is_open and mine and not work
            activity.ops_can_finish = is_open and mine and work
            giver = activity.ops_giver_id
            if is_open and giver not in steers:
                steers[giver] = activity._ops_may_steer()
            activity.ops_can_steer = is_open and steers[giver]
            activity.ops_outcome = activity._ops_get_outcome()

    def _ops_get_outcome(self):
        """Return what became of this one."""
        if self.active:
            return "open"
        if self.ops_is_left:
            return "left"
        if self.ops_ended_by_id:
            return "ended"
        return "done" if self._ops_is_work() else "acknowledged"

    def action_ops_acknowledge(self):
        """Acknowledge guidance, in one tap. Clause: H3

        :raises AccessError: for everybody but the person
        """
        self.check_access("read")
        work = self.filtered(lambda activity: activity._ops_is_work())
        if work:
            work._take_reason("finish", "")  # refuses: work is reported
        self.filtered("active").action_feedback()
        return True

    def action_ops_ask_finish(self):
        """Ask what came of the work."""
        return self._ask_reason("finish")

    def action_ops_finish(self, result):
        """Report what came of assigned work. Clause: H3

        :param str result: what came of it
        :raises AccessError: for everybody but the person
        """
        self.check_access("read")
        result = self._take_reason("finish", result)
        self._ops_check_open()
        self.action_feedback(feedback=result)
        return True

    def _action_done(self, feedback=False, attachment_ids=None):
        given = self._ops_given()
        if not given:
            return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        given._ops_check_done(feedback)
        messages, following = super(MailActivity, self - given)._action_done(feedback, attachment_ids)
        with given._ops_permit_end():
            more, next_ones = super(MailActivity, given)._action_done(feedback, attachment_ids)
        return messages | more, following | next_ones

    def _ops_check_done(self, feedback):
        """Refuse everybody but the person himself, and work of which no result is told."""
        self._ops_check_open()
        for activity in self:
            if activity.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(work)s: %(person)s acknowledges it or says what came of it, nobody in his "
                        "place (H3).",
                        work=activity.display_name,
                        person=activity.user_id.sudo().name or "-",  # sudo: a colleague's name
                    )
                )
            if activity._ops_is_work():
                activity._take_reason("finish", feedback)

    def _ops_check_open(self):
        for activity in self:
            if not activity.active or not activity.sudo().ops_giver_id:  # sudo: whether it was given
                raise UserError(
                    self.env._("%(work)s: nothing is open here any more (H3).", work=activity.display_name)
                )

    def action_ops_ask_end(self):
        """Ask why it is ended."""
        return self._ask_reason("end")

    def action_ops_end(self, reason):
        """End what was given, with a reason; it stays in the list. Clause: H3

        :raises AccessError: for everybody but who gave it, or stands above him
        """
        self.check_access("read")
        reason = self._take_reason("end", reason)
        self._ops_check_open()
        for activity in self:
            if not activity._ops_may_steer():
                raise AccessError(
                    self.env._(
                        "%(work)s: only %(giver)s, who gave it, ends it, or who stands above him (H3).",
                        work=activity.display_name,
                        giver=activity.sudo().ops_giver_id.name,  # sudo: a colleague's name
                    )
                )
        self._ops_end(reason)
        return True

    def _ops_end(self, reason, is_left=False):
        """Close these with a reason, past the guard; the caller has checked who may.

        :param bool is_left: the person has left, before core deletes what is open of him
        """
        vals = {"active": False, "ops_end_reason": reason, "ops_ended_by_id": self.env.uid}
        # sudo: nobody writes what was given by hand
        self.sudo()._stamp({**vals, "ops_is_left": is_left})

    def _ops_get_form_action(self):
        """Return the action that opens this with what became of it."""
        view = self.env["ir.model.data"]._xmlid_to_res_id("ops_dept.mail_activity_view_form_given")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [[view, "form"]],
        }

    def action_ops_open_document(self):
        """Open the document on which it was given, where the reader may see it."""
        self.ensure_one()
        self.check_access("read")
        document = self.env[self.res_model].browse(self.res_id).exists() if self.res_model else None
        if not document or not document.has_access("read"):
            raise UserError(
                self.env._("%(work)s: there is no document that you may open (H3).", work=self.display_name)
            )
        return open_records(document)
