"""Where cheques, drafts and bills are booked is a setting of the company (R12)."""

from odoo import fields, models

from .ops_instrument import BILLS, KINDS

JOURNALS = {
    "cheque": "ops_cheque_journal_id",
    "draft": "ops_draft_journal_id",
    "bank_bill": "ops_bank_bill_journal_id",
    "commercial_bill": "ops_commercial_bill_journal_id",
}
NOTES, CHEQUES, INTEREST = "ops_notes_account_id", "ops_cheques_account_id", "ops_discount_account_id"
OPEN_ITEMS = "[('account_type', '=', 'asset_current'), ('reconcile', '=', True)]"


def _journal(label):
    """Return a setting: the journal of a kind of papers."""
    return fields.Many2one(
        "account.journal",
        label,
        check_company=True,
        domain=[("type", "in", ("bank", "cash"))],
        help="Where finance books these papers; no bank statement comes for it (R12).",
    )


class ResCompany(models.Model):
    """Where cheques, drafts and bills are booked: a journal for each kind, and the accounts (R12)."""

    _inherit = "res.company"

    ops_cheque_journal_id = _journal("Journal of cheques")
    ops_draft_journal_id = _journal("Journal of bank drafts")
    ops_bank_bill_journal_id = _journal("Journal of bank acceptance bills")
    ops_commercial_bill_journal_id = _journal("Journal of commercial acceptance bills")
    ops_notes_account_id = fields.Many2one(
        "account.account",
        "Notes receivable",
        check_company=True,
        domain=OPEN_ITEMS,
        help="Bills that are not paid yet; allows reconciliation (R12).",
    )
    ops_cheques_account_id = fields.Many2one(
        "account.account",
        "Cheques in hand",
        check_company=True,
        domain=OPEN_ITEMS,
        help="Cheques and drafts that are not paid yet; allows reconciliation (R12).",
    )
    ops_discount_account_id = fields.Many2one(
        "account.account",
        "Interest on discounted bills",
        check_company=True,
        domain="[('internal_group', '=', 'expense')]",
        help="What the bank keeps of a bill that it pays before its day (R12).",
    )

    def _ops_instrument_journals(self):
        """Return the journals of all kinds of papers, in which no other money is received."""
        journals = self.env["account.journal"]
        for name in JOURNALS.values():
            journals |= self.sudo()[name]  # sudo: settings
        return journals

    def _ops_instrument_journal(self, kind):
        return self.sudo()[JOURNALS[kind]]  # sudo: settings

    def _ops_instrument_account(self, kind):
        return self.sudo()[NOTES if kind in BILLS else CHEQUES]  # sudo: settings

    def _ops_instrument_lacking(self, kind):
        """Return what must be set before papers of this kind are booked, in sentences (none: nothing)."""
        self.ensure_one()
        names = (JOURNALS[kind], NOTES if kind in BILLS else CHEQUES)
        lacking = self._ops_settings_lacking(names)
        account = self._ops_instrument_account(kind)
        if account and not account.reconcile:
            lacking.append(
                self.env._(
                    "Account %(account)s holds items that are settled one by one: allow its reconciliation "
                    "(R12).",
                    account=account.display_name,
                )
            )
        return lacking

    def _ops_settings_lacking(self, names):
        """Return a sentence for each of these settings that is empty, which names it."""
        company_sudo = self.sudo()  # sudo: settings
        return [
            self.env._(
                "“%(setting)s” is empty: the administrator chooses it in the settings of the rulebook (R12).",
                setting=self._fields[name].get_description(self.env)["string"],
            )
            for name in names
            if not company_sudo[name]
        ]

    def _ops_instruments_lacking(self):
        """Return everything that is not set for papers of any kind. Read by the self-check."""
        lacking = [text for kind, _label in KINDS for text in self._ops_instrument_lacking(kind)]
        return list(dict.fromkeys([*lacking, *self._ops_settings_lacking([INTEREST])]))
