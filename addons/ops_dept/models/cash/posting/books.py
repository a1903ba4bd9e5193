from odoo import fields, models

from ..receipt.ops_receipt import IN_BOOKS


class OpsReceipt(models.Model):
    """A confirmed receipt says what the books say (W5.C).

    Whoever takes its money off an invoice, moves it to another customer or reverses its entry through core
    changes what finance confirmed and what the customer was told. The receipt then says so, and by whom;
    finance confirms it as it stands now, or reverses it.
    """

    _inherit = "ops.receipt"

    books_text = fields.Text("What was changed in the books", readonly=True, copy=False, stamp=True)

    def action_accept_books(self):
        """Confirm the receipt as the books say it now; the customer is told again. Finance's.

        Clause: W5.C

        :raises UserError: by anybody but finance, or when nothing was changed
        """
        self._ops_check_sources("approved", ("loosened",))
        self._check_finance()
        for receipt in self:
            receipt._stamp(
                {"state": "approved", "books_text": False, "date_told": False, "told_by_id": False}
            )
            receipt._ops_log("accepted", clause_code="W5.C")
        return True

    # ------------------------------------------------------------------
    # The books speak
    # ------------------------------------------------------------------
    def _follow_books(self, what):
        """Take over what was changed in the books: allocations go down to what is settled, and the receipt
        is not confirmed any more.

        :param str what: the sentence that says what was changed
        """
        companies = self._ops_gated_companies()
        # sudo: whoever may change the books; the receipt follows, nobody writes it
        for receipt in self.sudo():
            if receipt.company_id.id not in companies or receipt.state not in IN_BOOKS:
                continue
            text = self.env._("%(who)s: %(what)s", who=self.env.user.name, what=what)
            receipt._lower_allocations()
            if receipt._get_core_reversal():
                receipt._follow_reversal(text)
                continue
            texts = dict.fromkeys([*(receipt.books_text or "").splitlines(), text])
            receipt._stamp({"state": "loosened", "books_text": "\n".join(texts)})
            receipt._tell_change("loosened", text)

    def _follow_reversal(self, text):
        """The whole entry was reversed through core: so is the receipt."""
        self._stamp(
            {
                "state": "reversed",
                "date_reversed": fields.Datetime.now(),
                "reversed_by_id": self.env.uid,
                "reverse_reason": text,
            }
        )
        self.payment_id.write({"state": "canceled"})
        self._tell_change("reversed", text)

    def _tell_change(self, event, text):
        self._ops_log(event, clause_code="W5.C", comment=text)
        self._ops_note(text)
        self._ops_tell_requester(f"{self.display_name}: {text}")

    def _get_core_reversal(self):
        """Return the posted entries that reverse this receipt's entry."""
        self.ensure_one()
        return self.payment_id.move_id.reversal_move_ids.filtered(lambda move: move.state == "posted")

    def _lower_allocations(self):
        """Bring the allocations down to what this money settles by the books."""
        self.ensure_one()
        settled = self._get_settled()
        gone = self.env["ops.receipt.allocation"]
        for row in self.allocation_ids:
            wanted, paid = row.amount_invoice + row.write_off, settled.get(row.move_id, 0.0)
            currency = row.invoice_currency_id
            if currency.is_zero(paid):
                gone += row
            elif currency.compare_amounts(paid, wanted) < 0:
                row._stamp(
                    {
                        "amount": self.currency_id.round(row.amount * paid / wanted),
                        "amount_invoice": currency.round(row.amount_invoice * paid / wanted),
                        "write_off": currency.round(row.write_off * paid / wanted),
                    }
                )
        gone._unlink_stamped()

    def _get_settled(self):
        """Return `{invoice: amount in its currency}` that the money of this receipt settles."""
        items = self.payment_id.move_id.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        groups = self.env["account.partial.reconcile"]._read_group(
            [("credit_move_id", "in", items.ids)], ["debit_move_id"], ["debit_amount_currency:sum"]
        )
        settled = {}
        for item, amount in groups:
            settled[item.move_id] = settled.get(item.move_id, 0.0) + amount
        return settled

    def _follow_customer(self):
        """Notice that the money was put to another customer's account."""
        for receipt in self.sudo():  # sudo: as in `_follow_books`
            items = receipt.payment_id.move_id.line_ids.filtered(
                lambda line: line.account_id.account_type == "asset_receivable"
            )
            others = items.partner_id.commercial_partner_id - receipt.partner_id
            if others:
                receipt._follow_books(
                    self.env._(
                        "the money was put to the account of %(customer)s",
                        customer=", ".join(others.mapped("display_name")),
                    )
                )
