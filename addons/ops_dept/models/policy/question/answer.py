from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ....tools.actions import open_records
from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsQuestion(models.Model):
    """What becomes of a question: answered, passed on to somebody else, withdrawn."""

    _inherit = "ops.question"

    _reasons = {
        "answer": Reason(
            action="action_answer",
            question=_lt("Your answer"),
            button=_lt("Answer"),
            follows=_lt("Whoever asked is told; who reads the document reads the answer, too."),
            lacking=_lt("write the answer (H8)."),
            shown=("kind_id", "question", "asker_id", "date_limit"),
            form="ops.question.answer",
            target="answered",
            field="answer",
        ),
        "pass_on": Reason(
            action="action_pass_on",
            question=_lt("Who answers instead, and why?"),
            button=_lt("Pass On"),
            follows=_lt("It is asked anew; the way it took stays visible."),
            lacking=_lt("say why somebody else answers (H8)."),
            shown=("kind_id", "question", "asker_id", "date_limit"),
            form="ops.question.pass.on",
            target="passed",
            field="reason",
        ),
        "withdraw": Reason(
            action="action_withdraw",
            question=_lt("Why is no answer needed any more?"),
            button=_lt("Withdraw"),
            follows=_lt("Nobody owes an answer any more."),
            lacking=_lt("say why no answer is needed any more (H8)."),
            shown=("question", "with_whom"),
            target="withdrawn",
            field="reason",
        ),
    }

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------
    def action_open_answer(self):
        """Ask for the answer, in a small form."""
        return self._ask_reason("answer")

    def action_answer(self, answer, date_promised=False, decision=False):
        """Answer; what was owed is met, also after its time.

        Clause: H8

        :param str answer: the words
        :param date_promised: a date, where the kind of question asks for one
        :param decision: "yes" or "no", where the kind of question asks for it
        :raises AccessError: for who was not asked
        :raises UserError: without an answer, or when it is not open any more
        """
        self.check_access("read")
        # sudo: whoever was asked answers, without a right to write; asked by `_check_answer`
        return self.sudo()._ops_move_because(
            "answer", answer, date_promised=date_promised or False, decision=decision or False
        )

    def _check_answer(self):
        for question in self:
            if not question._may_answer():
                raise AccessError(
                    self.env._(
                        "%(question)s: %(who)s was asked and answers (H8).",
                        question=question.display_name,
                        who=question.with_whom,
                    )
                )
            if question.kind_id.asks_date and not question.date_promised:
                raise UserError(
                    self.env._(
                        "%(question)s: promise a date with your answer (H8).", question=question.display_name
                    )
                )
            if question.kind_id.asks_decision and not question.decision:
                raise UserError(
                    self.env._("%(question)s: say yes or no (H8).", question=question.display_name)
                )

    def _prepare_answer_vals(self):
        return {"answered_by_id": self.env.uid, "date_answered": fields.Datetime.now()}

    def _do_answer(self):
        for code, questions in self._grouped_by_clause():
            questions._meet_obligations(code)
        for question in self:
            question._tell(
                question.asker_id,
                self.env._("%(who)s answered: %(answer)s", who=self.env.user.name, answer=question.answer),
            )
            if question.decision:
                question._get_document_sudo()._ops_question_decided(question)

    # ------------------------------------------------------------------
    # Passing on
    # ------------------------------------------------------------------
    def action_open_pass_on(self):
        """Ask who answers instead, and why."""
        return self._ask_reason("pass_on")

    def action_pass_on(self, reason, post=False, user_id=False):
        """Let somebody else answer; the limit counts anew, unless it was set by hand.

        Clause: H8

        :param str reason: why, kept on the question
        :param str post: who is asked instead
        :param int user_id: or a person
        :return: the new questions
        """
        self.check_access("read")
        reason = self._take_reason("pass_on", reason)
        person = self.env["res.users"].browse(user_id or ()).exists()
        for question in self:
            question._check_asked_person(person)
            question._check_new_person(post, person)
        # sudo: as in `action_answer`; asked by `_check_pass_on`
        self.sudo()._ops_move_because("pass_on", reason)
        return self.sudo()._ask_on(post, person).sudo(False)

    def _check_new_person(self, post, person):
        self.ensure_one()
        if not (post or person):
            raise UserError(
                self.env._(
                    "%(question)s: say who answers instead, a post or a person (H8).",
                    question=self.display_name,
                )
            )
        # sudo: who asked and who was asked
        if person and person in self.sudo().asked_ids | self.sudo().asker_id:
            raise UserError(
                self.env._(
                    "%(question)s: %(who)s asked it or has it already. Choose somebody else (H8).",
                    question=self.display_name,
                    who=person.name,
                )
            )

    def _check_pass_on(self):
        for question in self:
            if not question._may_answer():
                raise AccessError(
                    self.env._(
                        "%(question)s: %(who)s was asked and may pass it on (H8).",
                        question=question.display_name,
                        who=question.with_whom,
                    )
                )

    def _prepare_pass_on_vals(self):
        return {"passed_by_id": self.env.uid}

    def _do_pass_on(self):
        self._release_answers(self.env._("Passed on to somebody else."))

    def _prepare_following(self, post, person):
        """Return the values of the question that takes the place of this one."""
        self.ensure_one()
        return {
            **{name: self[name] for name in ("res_model", "res_id", "question")},
            "kind_id": self.kind_id.id,
            "asker_id": self.asker_id.id,
            "post": not person and post,
            "asked_id": person.id,
            "date_limit": self.kind_id._get_deadline(self.company_id) or self.date_limit,
            "previous_id": self.id,
            "root_id": (self.root_id or self).id,
        }

    # ------------------------------------------------------------------
    # Withdrawing
    # ------------------------------------------------------------------
    def action_open_withdraw(self):
        """Ask why no answer is needed any more."""
        return self._ask_reason("withdraw")

    def action_withdraw(self, reason=""):
        """Take a question back. Clause: H8

        :raises UserError: without a reason
        """
        self.check_access("read")
        # sudo: as in `action_answer`; asked by `_check_withdraw`
        return self.sudo()._ops_move_because("withdraw", reason)

    def _check_withdraw(self):
        for question in self:
            if not question._may_withdraw():
                raise AccessError(
                    self.env._(
                        "%(question)s: withdrawn by %(who)s, who asked, or by a leader (H8).",
                        question=question.display_name,
                        who=question.asker_id.name,
                    )
                )

    def _do_withdraw(self):
        self._release_answers(self.env._("The question was withdrawn."))

    def _release_answers(self, why):
        for code, questions in self._grouped_by_clause():
            questions._release_obligations(code, why)

    def _grouped_by_clause(self):
        """Return (code, questions) of those whose kind has a clause."""
        owed = self.filtered("kind_id.clause_id")
        return [(clause.code, each) for clause, each in owed.grouped(lambda q: q.kind_id.clause_id).items()]

    # ------------------------------------------------------------------
    # Opening
    # ------------------------------------------------------------------
    def action_open_document(self):
        """Open what the question is about, for who may read it."""
        self.ensure_one()
        self.check_access("read")
        if self.is_document_deleted or self.res_model not in self._get_document_models():
            raise UserError(
                self.env._("%(question)s: there is no document (any more).", question=self.display_name)
            )
        document = self.env[self.res_model].browse(self.res_id)
        document.check_access("read")
        return open_records(document)
