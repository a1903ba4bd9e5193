from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...policy.home.ops_home import Part


class OpsHome(models.AbstractModel):
    """Receipts on the first page: to enter, to collect, and those that could not be posted (W5.B, W5.C)."""

    _inherit = "ops.home"

    _cards = (
        Part(410, "_get_receipts_card", submits="ops.receipt"),
        Part(420, "_get_to_collect_card", submits="ops.receipt"),
        Part(430, "_get_unposted_card", roles=("finance",)),
    )
    _shortcuts = (Part(30, "_get_receipt_shortcut", submits="ops.receipt"),)

    @api.model
    def _get_receipt_shortcut(self):
        title = self.env._("Enter receipt")
        return self._shortcut("receipt", "fa-money", title, "ops_dept.ops_receipt_action_new")

    @api.model
    def _get_receipts_card(self):
        """Customers to tell, requests refused or not submitted: support's of its teams, else my own."""
        domain = Domain("state", "in", ("draft", "refused", "approved"))
        if not self.env.user._ops_has_role("sales_support"):
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
            Domain("ops_gate_error", "!=", False) | Domain("state", "=", "loosened"),
            "ops_date_submitted, id",
            self._get_receipt_row,
            key="receipts_unposted",
            icon="fa-exclamation-triangle",
            title=self.env._("Receipts that the books do not bear out"),
            empty=self.env._("Every confirmed receipt is in the books"),
            action="ops_dept.ops_receipt_action_unposted",
        )

    @api.model
    def _get_receipt_row(self, receipt):
        _ = self.env._
        text, button = {
            "draft": (_("Not submitted yet"), _("Submit")),
            "refused": (_("Refused: correct it and submit again"), _("Correct")),
            "approved": (_("Confirmed: tell the customer"), _("Tell Customer")),
        }.get(receipt.state, ("", _("Open It")))
        return self._row(
            receipt,
            f"{receipt.name} · {receipt.partner_id.display_name}",
            receipt.ops_gate_error or receipt.books_text or text,
            amount=receipt.currency_id.format(receipt.amount),
            tax=_("Received"),
            since=fields.Datetime.to_string(receipt.ops_date_approved),
            is_late=receipt.state in ("refused", "loosened") or bool(receipt.ops_gate_error),
            button=_("Retry") if receipt.ops_gate_error else button,
        )

    # ------------------------------------------------------------------
    # To collect
    # ------------------------------------------------------------------
    @api.model
    def _get_to_collect_card(self):
        """Invoices not paid yet, the longest due first: whoever hears of the money enters the receipt."""
        today = fields.Date.context_today(self)
        return self._card(
            "account.move",
            self.env["account.move"]._ops_to_collect_domain(),
            "invoice_date_due, id",
            lambda move: self._get_to_collect_row(move, today),
            key="to_collect",
            icon="fa-hourglass-end",
            title=self.env._("Invoices not paid: receipt to enter"),
            empty=self.env._("Every invoice is paid"),
            action="ops_dept.account_move_action_to_collect",
        )

    @api.model
    def _get_to_collect_row(self, move, today):
        due = move.invoice_date_due
        late = bool(due) and due < today
        text = self.env._("Was due on %s") if late else self.env._("Due on %s")
        return self._row(
            move,
            f"{move.name} · {move.partner_id.display_name}",
            text % format_date(self.env, due) if due else "",
            **self._taxed(move.currency_id, move.amount_residual),
            is_late=late,
            button=self.env._("Register Receipt"),
            method="action_ops_register_receipt",
        )
