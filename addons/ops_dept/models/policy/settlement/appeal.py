from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate, format_datetime

from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsPenalty(models.Model):
    """The person appeals; a leader who has not decided it before upholds or repeals it (R16)."""

    _inherit = "ops.penalty"

    _reasons = {
        "appeal": Reason(
            action="action_appeal",
            question=_lt("Why do you appeal?"),
            button=_lt("Appeal"),
            follows=_lt("A company leader who has not decided it before decides."),
            lacking=_lt("say why you appeal (R16)."),
            length=5,
        ),
        "appeal_paper": Reason(
            action="action_note_appeal",
            question=_lt("Why does the person appeal, on paper?"),
            button=_lt("Appealed on Paper"),
            follows=_lt("A company leader who has not decided it before decides."),
            lacking=_lt("write down why the person appeals (R16)."),
            length=5,
        ),
        "uphold": Reason(
            action="action_uphold",
            question=_lt("Why does the decision stand?"),
            button=_lt("Uphold"),
            follows=_lt("The decision stands; the person reads the reason."),
            lacking=_lt("say why it stands (R16)."),
            shown=("answer", "appeal"),
            target="upheld",
            field="appeal_answer",
        ),
        "repeal": Reason(
            action="action_repeal",
            question=_lt("Why is the decision repealed?"),
            button=_lt("Repeal"),
            follows=_lt("What was posted is reversed; the person reads the reason."),
            lacking=_lt("say why it is repealed (R16)."),
            shown=("answer", "appeal"),
            is_danger=True,
            target="repealed",
            field="appeal_answer",
        ),
    }

    appeal = fields.Text(readonly=True, copy=False, stamp=True)
    date_appealed = fields.Datetime("Appealed on", readonly=True, copy=False, stamp=True)
    appeal_answer = fields.Text("Decision on the appeal", readonly=True, copy=False, stamp=True)
    appeal_decided_by_id = fields.Many2one(
        "res.users", "Appeal decided by", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    date_appeal_decided = fields.Datetime("Appeal decided on", readonly=True, copy=False, stamp=True)

    def action_open_appeal(self):
        """Ask the person why he appeals."""
        return self._ask_reason("appeal")

    def action_appeal(self, reason):
        """Appeal, as the person, within the days for it.

        Clause: R16

        :raises UserError: when the days have passed, it was appealed already, or nothing was notified yet
        """
        self.check_access("read")
        self._refuse_not_person()
        return self._keep_appeal(self._take_reason("appeal", reason))

    def action_open_note_appeal(self):
        """Ask why a person without a login appeals."""
        return self._ask_reason("appeal_paper")

    def action_note_appeal(self, reason):
        """Keep, as who stands above the person, the appeal that he made on paper, within the days for it.

        Clause: R16

        :raises AccessError: for everybody else, and for a person who has a login
        :raises UserError: as when the person appeals himself
        """
        self.check_access("read")
        self._refuse_not_on_paper()
        reason = self._take_reason("appeal_paper", reason)
        return self._keep_appeal(reason, comment=self.env._("Said on paper"))

    def _keep_appeal(self, reason, **logged):
        now = fields.Datetime.now()
        for penalty in self:
            if penalty.state not in ("notified", "settled") or penalty.date_appealed:
                raise UserError(
                    self.env._(
                        "%(case)s: there is nothing to appeal against (R16).", case=penalty.display_name
                    )
                )
            if now > penalty.date_appeal_until:
                raise UserError(
                    self.env._(
                        "%(case)s: the time to appeal ended on %(until)s (R16).",
                        case=penalty.display_name,
                        until=format_datetime(self.env, penalty.date_appeal_until, dt_format="short"),
                    )
                )
        # sudo: nobody writes what the person says; whose words they are was checked
        self.sudo()._stamp({"appeal": reason, "date_appealed": now})
        self._ops_log("appealed", **logged)
        return True

    # ------------------------------------------------------------------
    # The decision on it
    # ------------------------------------------------------------------
    def action_open_uphold(self):
        """Ask why the decision stands."""
        return self._ask_reason("uphold")

    def action_uphold(self, reason):
        """Uphold the decision against the appeal."""
        return self._decide_appeal("uphold", reason)

    def action_open_repeal(self):
        """Ask why the decision is repealed."""
        return self._ask_reason("repeal")

    def action_repeal(self, reason):
        """Repeal the decision on the person's appeal; what was posted is reversed."""
        return self._decide_appeal("repeal", reason)

    def _decide_appeal(self, what, reason):
        self.check_access("read")
        self._check_appeal()
        return self._ops_move_because(what, reason)

    def _check_uphold(self):
        self._check_appeal()

    def _check_repeal(self):
        self._refuse_own_share()
        appealed = self.filtered(lambda penalty: not penalty._is_repealed_with_parent())
        appealed._check_appeal()

    def _check_appeal(self):
        """Refuse an appeal that nobody made, and whoever may not decide it. Clause: R16"""
        for penalty in self:
            if not penalty.date_appealed or penalty.date_appeal_decided:
                raise UserError(
                    self.env._("%(case)s: there is no appeal to decide (R16).", case=penalty.display_name)
                )
            judges = penalty._get_appeal_judges()
            if self.env.user not in judges:
                raise UserError(
                    self.env._(
                        "%(case)s: the appeal is decided by a company leader who has not decided it before: "
                        "%(who)s (R16).",
                        case=penalty.display_name,
                        who=self.env["tier.review"]._ops_format_deciders(judges.sudo()),
                    )
                )

    def _get_appeal_judges(self):
        """Return the leaders who have not decided it and did not propose it, else the general manager.

        No deputy judges in somebody's name: that another person decides is what an appeal is for. Nobody
        waits for it: each of these may judge, and the general manager is one of the leaders.
        """
        self.ensure_one()
        posts = self.env["ops.post.mixin"]
        # sudo: who decided concerns all reviews
        reviews_sudo = self.sudo().review_ids
        decided = (
            reviews_sudo.done_by
            | reviews_sudo.ops_deputy_for_id
            | self.sudo().proposer_id
            | self.parent_id.sudo().proposer_id
        )
        # sudo: who it is about; nor does the head decide whose share falls or stands with it
        person = self.sudo().user_id | self._get_shares().user_id
        leaders = posts._ops_post_holders("leader", self.company_id) - person
        managers = posts._ops_post_holders("general_manager", self.company_id) - person
        return self.env["res.users"].browse(((leaders - decided) or managers).ids)

    def _prepare_uphold_vals(self):
        return {"appeal_decided_by_id": self.env.uid, "date_appeal_decided": fields.Datetime.now()}

    def _prepare_repeal_vals(self):
        return self._prepare_uphold_vals()

    def _do_uphold(self):
        self._ops_log("upheld")
        self._tell_person(self.env._("Your appeal was decided."))

    def _do_repeal(self):
        """What was posted is reversed; what was only marked is no longer deducted."""
        for penalty in self.filtered("move_id"):
            penalty._stamp({"reversal_id": penalty._reverse(penalty.move_id).id})
        self.sudo().portion_ids._reverse_entries()  # sudo: nobody writes portions
        self._end_shares()
        self._ops_log("repealed")
        self._tell_person(self.env._("Your appeal was decided."))
