from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason
from .account_move import GATED_TYPES

_lt = LazyTranslate(__name__)


class AccountMove(models.Model):
    """Finance's documented exception: a customer invoice posted without a request, with its reason (W6.C)."""

    _inherit = "account.move"

    _reasons = {
        "post_exception": Reason(
            action="action_ops_post_exception",
            question=_lt("Why is this invoice posted without a request?"),
            button=_lt("Post as Exception"),
            follows=_lt("It is posted; the reason is kept in the log and told to the company leader."),
            lacking=_lt("an exception needs its reason (W6.C)."),
            prompt=_lt("e.g. sale of scrap, there is no order"),
            shown=("ops_posting_problem",),
            is_danger=True,
        )
    }

    ops_exception_reason = fields.Text("Reason of the exception", readonly=True, copy=False, stamp=True)
    ops_exception_user_id = fields.Many2one(
        "res.users", "Exception by", readonly=True, copy=False, stamp=True
    )
    ops_can_except = fields.Boolean("Can be posted as an exception", compute="_compute_ops_can_except")

    def _compute_ops_can_except(self):
        may = self.env.user._ops_has_role("finance")
        for move in self:
            move.ops_can_except = may and bool(move.ops_posting_problem)

    def action_ops_open_exception(self):
        """Open the small form that asks for the reason."""
        self.ensure_one()
        self._ops_check_exception()
        return self._ask_reason("post_exception")

    def action_ops_post_exception(self, reason):
        """Post customer invoices that no request covers; the reason is logged and told to the leader.

        Clause: W6.C

        :param str reason: required
        :raises UserError: without a reason, or for something else than a draft customer invoice
        :raises AccessError: for everybody but finance
        """
        self._ops_check_exception()
        reason = self._take_reason("post_exception", reason)
        for move in self:
            with move._ops_with_all_order_lines() as unfiltered:
                content = unfiltered._ops_content()
            move._stamp(
                {
                    "ops_exception_reason": reason,
                    "ops_exception_user_id": self.env.uid,
                    "ops_approved_content": content,
                }
            )
        self.with_context(disable_abnormal_invoice_detection=True).action_post()
        for move in self:
            move._ops_tell_exception()
        return True

    def _ops_check_exception(self):
        if not self.env.user._ops_has_role("finance"):
            raise AccessError(self.env._("Only finance posts a customer invoice as an exception (W6.C)."))
        self.check_access("write")
        for move in self:
            if move.move_type not in GATED_TYPES or move.state != "draft":
                raise UserError(
                    self.env._(
                        "%(invoice)s is no draft customer invoice; no exception is needed (W6.C).",
                        invoice=move.display_name,
                    )
                )

    def _ops_tell_exception(self):
        """Keep the exception in the log and put it into the leader's inbox."""
        self.ensure_one()
        # sudo: nobody writes the log by hand; that the user is of finance was checked
        self.env["ops.log"].sudo()._log(
            self, "exception", clause_code="W6.C", comment=self.ops_exception_reason
        )
        leaders = self._ops_post_users("leader", exclude=self.env.user)
        # sudo: only the names of leaders, to notify them
        partners = leaders.sudo().partner_id
        if partners:
            self.message_notify(
                partner_ids=partners.ids,
                subject=self.env._("Invoice posted as an exception: %s", self.display_name),
                body=self.env._(
                    "%(who)s posted %(invoice)s of %(customer)s without an invoice request: %(reason)s",
                    who=self.env.user.name,
                    invoice=self.display_name,
                    customer=self.partner_id.display_name,
                    reason=self.ops_exception_reason,
                ),
            )
