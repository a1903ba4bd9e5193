from odoo import api, fields, models
from odoo.fields import Domain

from ..case.helpdesk_ticket import RUNNING

WAITING = "ops_dept.ops_question_kind_awaited"
RESULT = "W7.D"  # what technical owes on the case itself


class HelpdeskTicket(models.Model):
    """While the customer is awaited what was raised stands still; after ten working days the salesperson is
    asked whether to go on or to end the case (R14).
    """

    _inherit = "helpdesk.ticket"

    def _ops_follow_waiting(self):
        """Let limits stand still for cases that wait now, run on for those that do not."""
        result = super()._ops_follow_waiting()
        waiting = self.filtered("ops_waiting_since")
        waiting._ops_get_steps()._pause()
        waiting._pause_obligations(RESULT)
        going_on = self - waiting
        going_on._ops_get_steps()._resume()
        going_on._resume_obligations(RESULT)
        going_on._ops_get_awaited_questions()._end(self.env._("The customer is not awaited any more."))
        return result

    def _ops_get_awaited_questions(self):
        """Return the open questions whether these cases go on, on sudo."""
        kind_id = self.env["ir.model.data"]._xmlid_to_res_id(WAITING)
        domain = Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids)
        # sudo: what the software asked, to close it or not to ask twice
        return self.env["ops.question"].sudo().search(domain & Domain("kind_id", "=", kind_id))

    @api.model
    def _ops_ask_waiting(self, company):
        """Ask once for each wait that is longer than the clause's time."""
        limit = self.env["ops.clause"]._get_limit("R14", company, "awaited")
        if not limit:
            return
        # sudo: the job works for every company
        cases_sudo = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("ops_waiting_since", "!=", False),
                ("ops_step", "in", RUNNING),
            ],
            order="id",
        )
        dues = company.resource_calendar_id._ops_deadlines(
            cases_sudo.mapped("ops_waiting_since"), *limit, company=company
        )
        now = fields.Datetime.now()
        long = cases_sudo.browse(case.id for case, due in zip(cases_sudo, dues, strict=True) if due < now)
        asked = {question.res_id: question.date_asked for question in long._ops_get_awaited_questions()[::-1]}
        for case in long:
            if case.id not in asked or asked[case.id] < case.ops_waiting_since:
                case._ops_ask_whether_on()

    def _ops_ask_whether_on(self):
        """Ask the salesperson, where there is none the manager (this is on sudo)."""
        self.ensure_one()
        salesman = self.ops_salesman_id
        here = self.with_context(lang=salesman.lang or self.env.lang)
        questions = self.env["ops.question"]._ask(
            self,
            self.env.ref(WAITING),
            here.env._(
                "The customer is awaited since %(day)s: %(word)s. Does the work go on? With no the case is "
                "withdrawn, your answer is the reason.",
                day=fields.Date.to_string(self.company_id._ops_day_of(self.ops_waiting_since)),
                word=self.ops_waiting_for_word,
            ),
            post=None if salesman.active else "sales_manager",
            person=salesman if salesman.active else None,
        )
        questions._tell_asked()

    def _ops_question_decided(self, question):
        """Yes: the time runs on. No: the case is withdrawn by who answered, with what he said."""
        result = super()._ops_question_decided(question)
        if question.kind_id == self.env.ref(WAITING):
            mine = self.with_user(question.answered_by_id)
            if question.decision == "yes":
                mine.action_ops_go_on()
            else:
                mine.action_ops_withdraw_case(question.answer)
        return result
