import textwrap

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..home.ops_home import Part


class OpsHome(models.AbstractModel):
    """Questions on the first page: those that I answer, and mine that wait for an answer."""

    _inherit = "ops.home"

    _cards = (Part(60, "_get_question_cards"),)

    @api.model
    def _get_question_cards(self):
        """Return both cards; none where the rulebook is off: there nobody is asked."""
        if not self.env["res.company"]._ops_companies_on():
            return None
        is_open = Domain("state", "=", "open")
        return [
            self._get_asked_card(is_open & Domain("is_to_me", "=", True)),
            self._get_own_card(is_open & Domain("asker_id", "=", self.env.uid)),
        ]

    @api.model
    def _get_asked_card(self, domain):
        return self._card(
            "ops.question",
            domain,
            "date_limit, id",
            lambda question: self._get_open_question_row(
                question,
                question.sudo().asker_id.name,  # sudo: a colleague's name
                button=self.env._("Answer"),
                method="action_open_answer",
            ),
            self.env["ops.question"]._find_involved,
            key="asked",
            icon="fa-question-circle",
            title=self.env._("Questions to me"),
            empty=self.env._("Nobody waits for an answer of yours"),
            action="ops_dept.ops_question_action_to_me",
        )

    @api.model
    def _get_own_card(self, domain):
        return self._card(
            "ops.question",
            domain,
            "date_limit, id",
            lambda question: self._get_open_question_row(question, self.env._("With %s", question.with_whom)),
            self.env["ops.question"]._find_involved,
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
