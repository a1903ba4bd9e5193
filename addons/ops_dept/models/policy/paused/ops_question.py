from odoo import api, fields, models
from odoo.fields import Domain


class OpsQuestion(models.Model):
    """A question that stands still: nobody is late with its answer, and the limit moves."""

    _inherit = "ops.question"

    date_paused = fields.Datetime("Stands still since", readonly=True, copy=False, stamp=True)

    def _pause(self):
        """Stop the time of open questions (these are on sudo); whoever has the answer may still give it."""
        running = self.filtered(lambda question: question.state == "open" and not question.date_paused)
        if running:
            running._stamp({"date_paused": fields.Datetime.now()})
        for code, questions in running._grouped_by_clause():
            questions._pause_obligations(code)

    def _resume(self):
        """Let the time of questions run on (these are on sudo)."""
        now = fields.Datetime.now()
        paused = self.filtered(lambda question: question.state == "open" and question.date_paused)
        for (company, since), questions in paused.grouped(
            lambda question: (question.company_id, question.date_paused)
        ).items():
            for code, owed in questions._grouped_by_clause():
                owed._resume_obligations(code)
            timed = questions.filtered(lambda question, since=since: (question.date_limit or since) > since)
            limits = company.resource_calendar_id._ops_moved(timed.mapped("date_limit"), since, now, company)
            for question, limit in zip(timed, limits, strict=True):
                question._stamp({"date_limit": limit})
            questions._stamp({"date_paused": False})

    @api.depends("date_paused")
    def _compute_is_late(self):
        result = super()._compute_is_late()
        self.filtered("date_paused").is_late = False
        return result

    def _search_is_late(self, operator, value):
        domain = super()._search_is_late(operator, value)
        if domain is NotImplemented or len(set(value)) > 1:
            return domain
        runs = Domain("date_paused", "=", False)
        return domain & runs if set(value) == {True} else domain | ~runs
