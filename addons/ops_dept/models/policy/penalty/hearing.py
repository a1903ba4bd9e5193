from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import LazyTranslate, format_datetime

from ....tools.states import TO_SUBMIT
from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)

# What the person answers to, besides the violations and their fines.
ASKED = {"reason", "currency_id", "amount_asked", "computation", "evidence", "evidence_name"}


class OpsPenalty(models.Model):
    """The person is heard: he answers, or the days for it pass; nothing is decided before (R16)."""

    _inherit = "ops.penalty"

    _ops_on_write = ((30, "_changing_what_is_asked"),)

    _reasons = {
        "answer": Reason(
            action="action_answer",
            question=_lt("What do you say to it?"),
            button=_lt("Answer"),
            follows=_lt("Whoever decides reads it first. It is then decided."),
            lacking=_lt("say something to it (R16)."),
            shown=("kind", "clause_codes", "amount", "reason"),
        ),
        "answer_paper": Reason(
            action="action_note_answer",
            question=_lt("What did the person say to it on paper?"),
            button=_lt("Answered on Paper"),
            follows=_lt("Whoever decides reads it first. It is then decided."),
            lacking=_lt("write down what the person said to it (R16)."),
            shown=("employee_id", "kind", "clause_codes", "amount", "reason"),
            length=5,
        ),
    }

    def action_open_answer(self):
        """Ask the person what he says to it."""
        return self._ask_reason("answer")

    def action_answer(self, answer):
        """Keep the person's answer; the case is then decided.

        :raises AccessError: for everybody else
        :raises UserError: when the case is decided already
        """
        self.check_access("read")
        self._refuse_not_person()
        return self._keep_answer(self._take_reason("answer", answer))

    def action_open_note_answer(self):
        """Ask what a person without a login said to it."""
        return self._ask_reason("answer_paper")

    def action_note_answer(self, answer):
        """Keep, as who stands above the person, what he said on paper; the case is then decided.

        :raises AccessError: for everybody else, and for a person who has a login
        :raises UserError: when the case is decided already
        """
        self.check_access("read")
        self._refuse_not_on_paper()
        answer = self._take_reason("answer_paper", answer)
        return self._keep_answer(answer, comment=self.env._("Said on paper"))

    def _refuse_not_on_paper(self):
        """Refuse whoever speaks for a person who can do so himself, or does not stand above him."""
        self._refuse_not_above()
        for penalty in self.filtered("user_id"):
            raise AccessError(
                self.env._(
                    "%(case)s: %(person)s has a login and says that himself (R16).",
                    case=penalty.display_name,
                    person=penalty._person_name(),
                )
            )

    def _keep_answer(self, answer, **logged):
        for penalty in self.filtered(lambda penalty: penalty.state not in TO_SUBMIT):
            raise UserError(self.env._("%(case)s is being decided already (R16).", case=penalty.display_name))
        heard_sudo = self.sudo()  # sudo: nobody writes what the person says; whose words they are was checked
        for penalty_sudo in heard_sudo:  # what he said before it was changed stays above it
            said = "\n\n".join(filter(None, (penalty_sudo.answer, answer)))
            penalty_sudo._stamp({"answer": said, "date_answered": fields.Datetime.now()})
        heard_sudo._ops_log("answered", **logged)
        heard_sudo._submit_heard()
        return True

    # ------------------------------------------------------------------
    # Changed afterwards
    # ------------------------------------------------------------------
    @contextmanager
    def _changing_what_is_asked(self, vals):
        """Other grounds, another document or a higher amount are heard again; a lower one is not."""
        before = {penalty: penalty._get_asked() for penalty in self} if vals.keys() & ASKED else {}
        yield
        changed = self.filtered(
            lambda penalty: (
                penalty in before
                and ("evidence" in vals or penalty._is_asked_more(before[penalty]))  # a file is not compared
            )
        )
        changed._hear_again()

    def _get_asked(self):
        return self.amount, (self.reason, self.computation, self.evidence_name, self.currency_id)

    def _is_asked_more(self, before):
        amount, said = self._get_asked()
        return said != before[1] or self.currency_id.compare_amounts(amount, before[0]) > 0

    def _hear_again(self):
        """The person was told of something else than what is asked now: his time to answer begins anew, and
        so does his head's who answers jointly.

        Clause: R16, H7
        """
        # sudo: the shares are closed to who changes the case; that he may was checked by the case
        told_sudo = self.sudo() | self._get_shares()
        told_sudo = told_sudo.filtered(
            lambda penalty: penalty.date_hearing and penalty.kind != "reward" and penalty.state in TO_SUBMIT
        )
        if told_sudo:
            told_sudo._stamp({"date_answered": False})
            message = self.env._("A case about you was changed: say what you have to say to it now.")
            told_sudo._open_hearing(message)

    def _is_heard(self):
        """Tell whether the person answered, or had the time for it; a reward needs no hearing."""
        now = fields.Datetime.now()
        return (
            self.kind == "reward"
            or bool(self.date_answered)
            or (bool(self.date_hearing) and self.date_hearing <= now)
        )

    def _get_submit_blockers(self):
        blockers = [*super()._get_submit_blockers(), *self._get_share_submit_blockers()]
        if not self._is_heard():
            until = format_datetime(self.env, self.date_hearing, dt_format="short")
            blockers.append(
                self.env._(
                    "%(person)s may answer until %(until)s; nothing is decided before he has (R16).",
                    person=self._person_name(),
                    until=until,
                )
            )
        return blockers

    def _submit_heard(self):
        """Ask for the decisions on what was heard; what lacks something stays with whoever proposed it."""
        for penalty in self.filtered(lambda penalty: not penalty._get_submit_blockers()):
            try:
                with self.env.cr.savepoint():
                    penalty.write({"state": "submitted"})
            except UserError as error:  # nobody can decide it: an answer must not be lost for that
                penalty._ops_log("failed", comment=str(error))

    @api.model
    def _cron_hear(self):
        """Each night: heads as they are now, and on to the decision where the time to answer has passed."""
        self.env["ops.headed"]._refresh_all_people()
        heard = self._hear_due()
        self.env["ir.cron"]._commit_progress(len(heard), remaining=0)

    @api.model
    def _hear_due(self):
        """Ask for the decisions where the time to answer has passed; two jobs take different cases."""
        domain = (
            Domain("state", "=", "draft")
            & Domain("date_hearing", "<=", fields.Datetime.now())
            & Domain("company_id", "in", list(self.env["res.company"]._ops_companies_on()))
        )
        # sudo: the job works for all companies
        due_sudo = self.sudo().search(domain, order="id").try_lock_for_update().filtered_domain(domain)
        due_sudo._submit_heard()
        return due_sudo
