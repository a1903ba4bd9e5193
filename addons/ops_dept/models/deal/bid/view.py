from odoo import api, fields, models
from odoo.tools import format_datetime

from .ops_bid import BEFORE_DECISION


class OpsBid(models.Model):
    """What the form of a bid says and offers, in the words of a bid."""

    _inherit = "ops.bid"

    def _ops_get_status_text(self):
        self.ensure_one()
        _ = self.env._
        if self.ops_gate_error:
            return super()._ops_get_status_text()
        if self.state == "draft" and self.date_report_due and not self.date_reported:
            late = self.date_report_due < fields.Datetime.now()
            due = format_datetime(self.env, self.date_report_due, dt_format="short")
            return (
                _("The report was due %(due)s: report it now.", due=due)
                if late
                else _("Report it until %(due)s.", due=due)
            )
        if self.state == "refused":
            return self._get_declined_text()
        if self.state == "approved" and self.kind == "consultation":
            return _("We take it on. Next: tell the customer, and note what he was told.")
        if self.state == "approved":
            return _("We take part. Next: make the quotation.")
        if self.state == "cancel":
            return _("Cancelled: %(reason)s", reason=self.result_reason or _("no reason was noted"))
        if self.state == "lost":
            return self._get_lost_text()
        return super()._ops_get_status_text()

    def _get_declined_text(self):
        return self.env._(
            "%(who)s decided not to take part: %(reason)s With new facts it can be reported again.",
            **self._ops_get_refusal(),
        )

    def _get_lost_text(self):
        if self.is_winner_unknown:
            return self.env._("Lost: %(reason)s", reason=self.result_reason)
        return self.env._(
            "Lost to %(winner)s at %(price)s: %(reason)s",
            winner=self.winner,
            price=self.currency_id.format(self.winner_price),
            reason=self.result_reason,
        )

    def _offers_move(self, target):
        offered = super()._offers_move(target)
        if target == "cancel" and self.state in BEFORE_DECISION and self.ops_is_on:
            return offered and self.can_decide
        return offered

    @api.model
    def _get_submit_label(self):
        return self.env._("Report to Manager")

    @api.model
    def _complete_form(self, arch):
        """The shared buttons in the words of a bid; cancelling asks for its reason in its own small form."""
        result = super()._complete_form(arch)
        for button in arch.findall("header/button"):
            if button.get("name") == "action_cancel":
                button.attrib.pop("confirm", None)
            elif button.get("name") == "action_reset":
                button.set("string", self.env._("Reopen"))
            elif button.get("name") == "action_ops_approve":
                button.set("string", self.env._("Take Part"))
            elif button.get("name") == "action_ops_open_approve":
                button.set("string", self.env._("Take Part with Comment"))
            elif button.get("name") == "action_ops_open_refuse":
                button.set("string", self.env._("Decline"))
        return result
