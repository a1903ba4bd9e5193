import textwrap

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..home.ops_home import Part

# More open questions of one person than this are counted by themselves.
MOST = 200


class OpsHome(models.AbstractModel):
    """Questions on the first page: those that I answer, and mine that wait for an answer."""

    _inherit = "ops.home"

    _cards = (Part(60, "_get_question_cards"),)

    @api.model
    def _get_question_cards(self):
        """Return both cards from one search; none where the rulebook is off: there nobody is asked."""
        if not self.env["res.company"]._ops_companies_on():
            return None
        is_open = Domain("state", "=", "open")
        to_me = is_open & Domain("is_to_me", "=", True)
        mine = is_open & Domain("asker_id", "=", self.env.uid)
        questions = self.env["ops.question"]
        found = questions._search_involved(to_me | mine, order="date_limit, id", limit=MOST)
        asked = found.filtered("is_to_me")
        own = found.filtered(lambda question: question.asker_id == self.env.user)
        count = len if len(found) < MOST else None
        return [
            self._get_asked_card(asked, count(asked) if count else questions.search_count(to_me), to_me),
            self._get_own_card(own, count(own) if count else questions.search_count(mine), mine),
        ]

    @api.model
    def _get_asked_card(self, questions, count, domain):
        return self._card_of(
            questions,
            count,
            domain,
            lambda question: self._get_open_question_row(
                question,
                question.sudo().asker_id.name,  # sudo: a colleague's name
                button=self.env._("Answer"),
                method="action_open_answer",
            ),
            key="asked",
            icon="fa-question-circle",
            title=self.env._("Questions to me"),
            empty=self.env._("Nobody waits for an answer of yours"),
            action="ops_dept.ops_question_action_to_me",
        )

    @api.model
    def _get_own_card(self, questions, count, domain):
        return self._card_of(
            questions,
            count,
            domain,
            lambda question: self._get_open_question_row(question, self.env._("With %s", question.with_whom)),
            key="my_questions",
            with_others=True,
            icon="fa-question-circle-o",
            title=self.env._("My questions"),
            empty=self.env._("No question of yours is open"),
            action="ops_dept.ops_question_action_mine",
        )

    @api.model
    def _get_open_question_row(self, question, who, **values):
        limit = question.date_limit
        until = limit and self.env._("Due %s", format_datetime(self.env, limit, dt_format="short"))
        return self._row(
            question,
            f"{question.kind_id.name} · {textwrap.shorten(question.question, 80, placeholder='…')}",
            " · ".join(filter(None, (who, question.document_name))),
            is_late=question.is_late,
            due=until or "",
            **values,
        )
