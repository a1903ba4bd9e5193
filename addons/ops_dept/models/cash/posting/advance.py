from odoo import models
from odoo.exceptions import UserError

from ....tools.actions import ask
from ..receipt.ops_receipt import IN_BOOKS


class OpsReceipt(models.Model):
    """What is left of a confirmed receipt: the customer's credit, used for later invoices (W5.C)."""

    _inherit = "ops.receipt"

    def _get_open_credit(self):
        """Return the receivable items of the payments that are not used up."""
        live = self.filtered(lambda receipt: receipt.state in IN_BOOKS)
        return live.payment_id.move_id.line_ids.filtered(
            lambda line: (
                line.account_id.account_type == "asset_receivable"
                and not line.reconciled
                and line.parent_state == "posted"
            )
        )

    def action_ask_assign(self):
        """Ask for which invoices the advance is used."""
        self.ensure_one()
        return ask("ops.receipt.assign", self.env._("Assign Advance"), receipt_id=self.id)

    def _assign_advance(self, moves):
        """Use the advance for invoices of the customer, in their order, as far as it goes.

        :raises UserError: nothing is left, or an invoice is not the customer's
        """
        self.ensure_one()
        self._check_books_keeper()
        # sudo: finance was checked; the trace on the request follows from what is reconciled here
        receipt = self.sudo()
        credit = receipt._get_open_credit()
        foreign = moves.filtered(
            lambda move: (
                move.commercial_partner_id != receipt.partner_id
                or move.company_id != receipt.company_id
                or move.state != "posted"
            )
        )
        if not credit or foreign:
            raise UserError(
                self.env._(
                    "%(invoice)s is no open invoice of this customer (W5.C).", invoice=foreign[0].display_name
                )
                if foreign
                else self.env._("%(receipt)s has no advance left (W5.C).", receipt=self.display_name)
            )
        before = receipt._get_advance_open()
        amounts = {}
        for move in moves.sudo():  # sudo: as above
            owed = move.amount_residual
            due = move._ops_receivable_lines().filtered(lambda line: not line.reconciled)
            (credit.filtered(lambda line: not line.reconciled) | due).reconcile()
            left = receipt._get_advance_open()
            if move.currency_id.compare_amounts(owed, move.amount_residual):
                amounts[move] = (before - left, owed - move.amount_residual)
            before = left
        receipt.invalidate_recordset(["amount_advance_open"])
        receipt.env["ops.receipt.allocation"]._record_later(receipt, amounts)
        receipt.payment_id.invoice_ids |= self.env["account.move"].union(*amounts)
        self._ops_note(
            self.env._(
                "Advance assigned to %(invoices)s.", invoices=", ".join(m.name for m in amounts) or "-"
            )
        )
