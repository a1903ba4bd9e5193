from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..case.helpdesk_ticket import RUNNING
from .ops_question import ESCALATION


class HelpdeskTicket(models.Model):
    """The way of an escalation, as it stands on the case: who raised it, who answers, until when, the answer.

    Clause: R14
    """

    _inherit = "helpdesk.ticket"

    ops_escalation_ids = fields.Many2many(
        "ops.question", string="Escalation", compute="_compute_ops_escalation_ids", groups="base.group_user"
    )
    ops_escalation_text = fields.Char(
        "Raised to", compute="_compute_ops_escalation_text", groups="base.group_user"
    )
    ops_is_raised = fields.Boolean(
        "Raised, not answered yet",
        compute="_compute_ops_is_raised",
        search="_search_ops_is_raised",
        groups="base.group_user",
    )

    @api.depends("ops_step")
    def _compute_ops_escalation_ids(self):
        steps = self._ops_filter_cases()._origin._ops_get_steps().grouped("res_id")
        for case in self:
            case.ops_escalation_ids = steps.get(case._origin.id, False)

    @api.depends("ops_escalation_ids")
    @api.depends_context("lang", "tz")
    def _compute_ops_escalation_text(self):
        for case in self:
            last = case.ops_escalation_ids[-1:].sudo()  # sudo: names of colleagues
            case.ops_escalation_text = last.state == "open" and case._ops_say_with_whom(last)

    def _ops_say_with_whom(self, step):
        if step.date_paused or not step.date_limit:
            return self.env._("Raised: with %(who)s.", who=step.with_whom)
        until = format_datetime(self.env, step.date_limit, dt_format="short")
        return self.env._("Raised: with %(who)s, answer until %(until)s.", who=step.with_whom, until=until)

    @api.depends("ops_escalation_ids")
    def _compute_ops_is_raised(self):
        for case in self:
            case.ops_is_raised = "open" in case.ops_escalation_ids.mapped("state")

    def _search_ops_is_raised(self, operator, value):
        if operator != "in" or len(set(value)) > 1:
            return NotImplemented
        # sudo: which cases were raised; the user's own rules decide which of them he finds
        steps_sudo = self.env["ops.question"].sudo()
        raised = steps_sudo.search(self._ops_get_steps_domain() & Domain("state", "=", "open")).mapped(
            "res_id"
        )
        return Domain("id", "in" if set(value) == {True} else "not in", raised)

    def _ops_get_steps(self):
        """Return the steps of these cases, first to last, on sudo: who reads a document reads what was asked
        about it.
        """
        questions_sudo = self.env["ops.question"].sudo()  # sudo: as above
        if not self:
            return questions_sudo
        return questions_sudo.search(
            self._ops_get_steps_domain() & Domain("res_id", "in", self.ids), order="id"
        )

    @api.model
    def _ops_get_steps_domain(self):
        kind_id = self.env["ir.model.data"]._xmlid_to_res_id(ESCALATION)
        return Domain("res_model", "=", self._name) & Domain("kind_id", "=", kind_id)

    # ------------------------------------------------------------------
    # Its end
    # ------------------------------------------------------------------
    def _ops_move(self, target):
        """Nobody answers any more what was raised of a case that is done or ended."""
        result = super()._ops_move(target)
        if target not in RUNNING:
            why = self.env._("The case is at “%s”.", self._ops_state_label(target))
            (self._ops_get_steps() | self._ops_get_awaited_questions())._end(why)
        return result
