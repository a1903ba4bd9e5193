from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.states import TO_SUBMIT
from .ops_help_request import DEPARTMENT_CODES


class OpsHelpRequest(models.Model):
    """Answering: who may, what an answer needs, and where it goes."""

    _inherit = "ops.help.request"

    def _check_answer(self, vals):
        """Let only the department that was asked fill in the answer, once."""
        if vals.keys() - self._answer_fields():
            raise UserError(
                self.env._("Only the answer can be filled in; the rest follows from the quotation.")
            )
        for request in self:
            request._check_department()
            if request.state != "open":
                raise UserError(
                    self.env._(
                        "%(product)s: answered already, or outdated.", product=request.product_id.display_name
                    )
                )

    @api.model
    def _answer_fields(self):
        return {
            "question",
            "answer_model",
            "answer_parameters",
            "remark",
            "vendor_id",
            "lead_days",
            "unit_cost",
            "message_follower_ids",
            "message_main_attachment_id",
        }

    def _check_department(self):
        """Refuse anybody but the department that was asked."""
        self.ensure_one()
        if self.department not in self._get_my_departments():
            labels = dict(self._fields["department"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(product)s: %(department)s answers this question (%(who)s).",
                    product=self.product_id.display_name,
                    department=labels[self.department],
                    who=self.env["tier.review"]._ops_format_deciders(self._ops_post_users(self.department)),
                )
            )

    def action_answer(self):
        """Give the answer; technical's goes onto the quotation line as its specification.

        Clause: W2.C, W2.D

        :raises UserError: the answer is incomplete, or another department was asked
        """
        for request in self:
            request._check_department()
            problem = request._get_answer_blocker()
            if problem:
                raise UserError(
                    self.env._(
                        "%(product)s: %(problem)s", product=request.product_id.display_name, problem=problem
                    )
                )
        self._stamp(
            {"state": "answered", "answered_by_id": self.env.uid, "date_answered": fields.Datetime.now()}
        )
        for department, requests in self.grouped("department").items():
            requests._meet_obligations(DEPARTMENT_CODES[department])
        for request in self:
            request._hand_over_answer()
        return True

    def _get_answer_blocker(self):
        """Return what the answer still lacks (False: nothing)."""
        self.ensure_one()
        _ = self.env._
        if self.state != "open":
            return _("answered already, or outdated.")
        if self.department == "technical":
            return not (self.answer_model and self.answer_parameters) and _(
                "Technical fills in model and parameters (W2.C)."
            )
        return not (self.lead_days and self.unit_cost) and _("Purchasing fills in lead time and cost (W2.D).")

    def _hand_over_answer(self):
        """Bring the answer to the line and tell who asked."""
        self.ensure_one()
        # sudo: departments do not write quotations; the two columns below are theirs to state
        line_sudo = self.order_line_id.sudo()
        if self.department == "purchasing":
            line_sudo._ops_take_lead_days(self.lead_days)
        elif line_sudo.order_id.ops_approval_state in TO_SUBMIT:
            line_sudo.write({"ops_specification": f"{self.answer_model}\n{self.answer_parameters}"})
        self._tell_answer()

    def _tell_answer(self):
        order_sudo = self.order_id.sudo()  # sudo: the department need not be allowed to post on the quotation
        if self.asked_by_id != self.env.user:
            order_sudo.message_notify(
                partner_ids=self.asked_by_id.partner_id.ids,
                subject=order_sudo.display_name,
                body=self.env._(
                    "%(product)s: answered by %(who)s.",
                    product=self.product_id.display_name,
                    who=self.env.user.name,
                ),
                author_id=self.env.user.partner_id.id,
            )
