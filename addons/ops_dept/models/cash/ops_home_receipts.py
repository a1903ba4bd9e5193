from odoo import api, fields, models
from odoo.fields import Domain

from .ops_receipt import FINANCE, SUPPORT


class OpsHome(models.AbstractModel):
    _inherit = "ops.home"

    @api.model
    def _get_cards(self):
        """Add the receipts on which the next step is mine; for finance, those that could not be posted."""
        cards = super()._get_cards()
        if self.env["ops.receipt"]._ops_may_submit():
            cards.append(self._get_receipts_card())
        if self.env.user.has_group(FINANCE):
            cards.append(self._get_unposted_card())
        return cards

    @api.model
    def _get_receipts_card(self):
        """Customers to tell, requests refused or not submitted: support's of its teams, else my own."""
        domain = Domain("state", "in", ("draft", "refused", "approved"))
        if not self.env.user.has_group(SUPPORT):
            domain &= Domain("salesperson_id", "=", self.env.uid)
        return self._card(
            "ops.receipt",
            domain,
            "state, date_received, id",
            self._get_receipt_row,
            key="receipts",
            icon="fa-money",
            title=self.env._("Receipts: customers to tell, requests to submit"),
            empty=self.env._("Every customer has been told"),
            action="ops_dept.ops_receipt_action_next",
        )

    @api.model
    def _get_unposted_card(self):
        return self._card(
            "ops.receipt",
            Domain("ops_gate_error", "!=", False),
            "ops_date_submitted, id",
            self._get_receipt_row,
            key="receipts_unposted",
            icon="fa-exclamation-triangle",
            title=self.env._("Receipts that could not be posted"),
            empty=self.env._("Every confirmed receipt is in the books"),
            action="ops_dept.ops_receipt_action_unposted",
        )

    @api.model
    def _get_receipt_row(self, receipt):
        _ = self.env._
        steps = {
            "draft": _("Not submitted yet"),
            "refused": _("Refused: correct it and submit again"),
            "approved": _("Confirmed: tell the customer"),
        }
        return self._row(
            receipt,
            f"{receipt.name} · {receipt.partner_id.display_name}",
            receipt.ops_gate_error or steps.get(receipt.state, ""),
            amount=receipt.currency_id.format(receipt.amount),
            since=fields.Datetime.to_string(receipt.ops_date_approved),
            is_late=receipt.state == "refused" or bool(receipt.ops_gate_error),
        )
