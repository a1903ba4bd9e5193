from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import clean_context, format_date

from .res_company import INTEREST


class OpsInstrument(models.Model):
    """The journal entry by which a paper becomes money, or a vendor's payment (R12).

    A paper has one entry at most: of its clearing, endorsement or discount, in the journal of its kind. It
    settles the item that the receipt's payment put to notes receivable or cheques in hand, to the cent.
    """

    _inherit = "ops.instrument"

    entry_id = fields.Many2one(
        "account.move",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        stamp=True,
    )

    def _get_notes_line(self):
        """Return the open item of this paper, on sudo; none where it is settled or not booked as a paper."""
        # sudo: finance's books, whoever looks at the paper
        payment_sudo = self.sudo().receipt_id.payment_id
        account = payment_sudo.outstanding_account_id
        if account != self.company_id._ops_instrument_account(self.kind):
            account = payment_sudo.outstanding_account_id.browse()
        return payment_sudo.move_id.line_ids.filtered(
            lambda line: line.parent_state == "posted" and line.account_id == account and not line.reconciled
        )[:1]

    def _check_posting_day(self, day):
        """Refuse a day on which nothing can be posted: core would take another one without a word."""
        # sudo: when the receipt was booked
        booked = self.sudo().receipt_id.payment_id.date
        if not day or day > self.company_id._ops_today() or (booked and day < booked):
            raise UserError(
                self.env._(
                    "%(paper)s: enter a day from its receipt, %(booked)s, until today (R12).",
                    paper=self.display_name,
                    booked=format_date(self.env, booked) if booked else "-",
                )
            )
        journal = self.company_id._ops_instrument_journal(self.kind)
        locks = self.company_id._get_violated_lock_dates(day, False, journal)
        if locks:
            raise UserError(
                self.env._(
                    "%(paper)s: the books are locked on %(day)s (%(locks)s). Finance opens the period, or "
                    "enters a later day (R12).",
                    paper=self.display_name,
                    day=format_date(self.env, day),
                    locks=self.env["res.company"]._format_lock_dates(locks),
                )
            )

    def _post_clearing(self):
        """Bank ← notes: the money is on its way to the bank's statement."""
        line_sudo = self._get_notes_line()
        account = self._get_bank_account()
        self._post(line_sudo, self.date_cleared, [self._prepare_item(line_sudo, account)])

    def _post_endorsement(self):
        """Vendor's payable ← notes: he is paid with the paper."""
        line_sudo = self._get_notes_line()
        vendor = self.vendor_id.commercial_partner_id
        # sudo: as in `_post`
        account = vendor.sudo().with_company(self.company_id).property_account_payable_id
        self._post(line_sudo, self.date_used, [self._prepare_item(line_sudo, account, partner_id=vendor.id)])

    def _post_discount(self):
        """Bank and interest ← notes; what rounding leaves over is the bank's."""
        line_sudo = self._get_notes_line()
        company_currency = self.company_id.currency_id
        kept = company_currency.round(line_sudo.balance * self.interest / self.amount)
        items = [
            self._prepare_item(
                line_sudo,
                self._get_bank_account(),
                amount_currency=self.currency_id.round(self.amount - self.interest),
                balance=company_currency.round(line_sudo.balance - kept),
            )
        ]
        if not self.currency_id.is_zero(self.interest):
            interest_account = self.company_id.sudo()[INTEREST]  # sudo: settings
            items.append(
                self._prepare_item(line_sudo, interest_account, amount_currency=self.interest, balance=kept)
            )
        self._post(line_sudo, self.date_used, items)

    def _get_bank_account(self):
        """Return the account that a transfer into the bank's journal would use."""
        # sudo: as in `_post`
        lines_sudo = self.bank_journal_id.sudo().inbound_payment_method_line_ids
        own = lines_sudo.filtered(lambda line: line.code == "manual")[:1] or lines_sudo[:1]
        payment_sudo = self.sudo().receipt_id.payment_id
        return own.payment_account_id or payment_sudo._get_outstanding_account("inbound")

    def _prepare_item(self, line_sudo, account, **vals):
        """Return an item of the entry: what the paper is worth, unless said otherwise."""
        return {
            "name": self._get_entry_label(),
            "account_id": account.id,
            "partner_id": self.partner_id.id,
            "currency_id": line_sudo.currency_id.id,
            "amount_currency": line_sudo.amount_currency,
            "balance": line_sudo.balance,
            **vals,
        }

    def _get_entry_label(self):
        return f"{self.name} - {self.display_name}"

    def _post(self, line_sudo, day, items):
        """Post the entry and settle the paper's open item with it."""
        self.ensure_one()
        settling = self._prepare_item(
            line_sudo,
            line_sudo.account_id,
            amount_currency=-line_sudo.amount_currency,
            balance=-line_sudo.balance,
        )
        # sudo: the move of the paper made sure that finance, and nobody else, stands behind it
        moves_sudo = self.env["account.move"].sudo().with_context(clean_context(self.env.context))
        entry_sudo = moves_sudo.with_company(self.company_id).create(
            {
                "move_type": "entry",
                "journal_id": self.company_id._ops_instrument_journal(self.kind).id,
                "date": day,
                "ref": self._get_entry_label(),
                "line_ids": [Command.create(item) for item in (settling, *items)],
            }
        )
        entry_sudo.action_post()
        self._stamp({"entry_id": entry_sudo.id})
        own = entry_sudo.line_ids.filtered(lambda line: line.account_id == line_sudo.account_id)
        (line_sudo | own).reconcile()

    def _take_back_entry(self, reason):
        """Reverse the entry by one of today; a second time, or where core reversed it, nothing happens."""
        # sudo: as in `_post`
        entry_sudo = self.sudo().entry_id.with_context(clean_context(self.env.context))
        reversed_already = entry_sudo.reversal_move_ids.filtered(lambda move: move.state == "posted")
        if not entry_sudo or entry_sudo.state != "posted" or reversed_already:
            return
        entry_sudo._reverse_moves(
            [
                {
                    "date": self.date_bounced,
                    "ref": self.env._(
                        "%(paper)s bounced: %(reason)s", paper=self._get_entry_label(), reason=reason
                    ),
                }
            ],
            cancel=True,
        )

    def action_open_entries(self):
        """Open the entries of this paper: its payment, what became of it, reversals. Clause: R12"""
        self.ensure_one()
        # sudo: which entries; who opens them needs his own rights
        moves_sudo = self.sudo().receipt_ids.payment_id.move_id | self.sudo().entry_id
        ids = (moves_sudo | moves_sudo.reversal_move_ids).ids
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_journal_line")
        return {**action, "domain": [("id", "in", ids)], "context": {}}
