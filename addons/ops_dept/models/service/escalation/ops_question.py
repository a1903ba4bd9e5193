from odoo import api, fields, models
from odoo.exceptions import UserError

# The last one who is asked, and what a step of the chain is.
TOP = "general_manager"
ESCALATION = "ops_dept.ops_question_kind_escalation"
TICKET = "helpdesk.ticket"


class OpsQuestion(models.Model):
    """A step of an escalation: who raised it, and that it goes up by itself when its time is over (R14)."""

    _inherit = "ops.question"

    raised_by = fields.Char("Raised by", compute="_compute_raised_by")
    can_apply = fields.Boolean(compute="_compute_can_apply", export_string_translation=False)

    @api.depends("asker_id", "previous_id.passed_by_id")
    @api.depends_context("lang")
    def _compute_raised_by(self):
        for question in self.sudo():  # sudo: names of colleagues, of questions that the user reads
            before = question.previous_id
            who = before.passed_by_id if before else question.asker_id
            question.raised_by = who.name or self.env._("By itself: not answered in time")

    @api.depends("can_answer", "post")
    def _compute_can_apply(self):
        for question in self:
            question.can_apply = question.can_answer and question._is_step() and question.post != TOP

    def _is_step(self):
        """Tell whether this is a step of a case's escalation."""
        self.ensure_one()
        kind_id = self.env["ir.model.data"]._xmlid_to_res_id(ESCALATION)
        return self.res_model == TICKET and self.kind_id.id == kind_id

    def action_open_apply(self):
        """Ask why the general manager is to decide: the sales manager applies to him. Clause: R14"""
        action = self.action_open_pass_on()
        action["context"]["default_post"] = TOP
        return action

    # ------------------------------------------------------------------
    # Asking and answering
    # ------------------------------------------------------------------
    def _check_ask(self):
        """A case is raised by its own button: that asks what was tried, and who may."""
        result = super()._check_ask()
        if self._is_step():
            raise UserError(
                self.env._(
                    "%(case)s: press “Raise” on the case and say what was tried (R14).",
                    case=self.env[TICKET].browse(self.res_id).display_name,
                )
            )
        return result

    def _begin(self):
        """What is raised while the customer is awaited stands still from the start."""
        result = super()._begin()
        steps_sudo = self.sudo().filtered(lambda question: question._is_step())  # sudo: stamps
        cases_sudo = self.env[TICKET].sudo().browse(steps_sudo.mapped("res_id"))  # sudo: whether it waits
        awaited = set(cases_sudo.filtered("ops_waiting_since").ids)
        steps_sudo.filtered(lambda question: question.res_id in awaited)._pause()
        return result

    def _do_answer(self):
        """Whoever passed it on reads the answer, too, and the case keeps it."""
        result = super()._do_answer()
        for question in self.filtered(lambda question: question._is_step()):
            words = self.env._("%(who)s answered: %(answer)s", who=self.env.user.name, answer=question.answer)
            question._tell(question.chain_ids.passed_by_id - question.asker_id, words)
            question._get_document_sudo()._ops_note(words)
        return result

    # ------------------------------------------------------------------
    # By itself
    # ------------------------------------------------------------------
    @api.model
    def _cron_go_on(self):
        """Each hour: what was not answered in time goes up; who waits too long for a customer is asked."""
        self.env["res.company"]._ops_each_on(self._go_on_in)

    @api.model
    def _go_on_in(self, company):
        if not self.env["ops.clause"]._is_in_force("R14", company):
            return
        # sudo: the job works for every company
        late_sudo = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("res_model", "=", TICKET),
                ("kind_id", "=", self.env.ref(ESCALATION).id),
                ("state", "=", "open"),
                ("date_limit", "<", fields.Datetime.now()),
                ("date_paused", "=", False),
                ("post", "!=", TOP),
            ],
            order="id",
        )
        for step in late_sudo.try_lock_for_update():
            step._go_up()
        self.env[TICKET]._ops_ask_waiting(company)

    def _go_up(self):
        """Ask the general manager what was not answered in time; where nobody else holds the post, whoever
        has it keeps it, and is late.
        """
        self.ensure_one()
        people = self._get_document_sudo()._ops_post_users(TOP, exclude=self.asker_id | self.asked_ids)
        if not people:
            return
        for code, steps in self._grouped_by_clause():
            steps._live_obligations(code)._miss()
        self._stamp({"state": "passed"})
        following = self._ask_on(TOP, self.env["res.users"])
        self._get_document_sudo()._ops_note(
            self.env._(
                "Not answered in time by %(before)s: with %(now)s now (R14).",
                before=self.with_whom,
                now=following.with_whom,
            )
        )
