"""The settings of cheques and bills (R12)."""

from odoo import fields, models


def _related(name):
    """Return a field that shows a setting of the company."""
    return fields.Many2one(related=f"company_id.{name}", readonly=False)


class ResConfigSettings(models.TransientModel):
    """The settings of cheques and bills: a journal for each kind, the accounts (R12)."""

    _inherit = "res.config.settings"

    ops_cheque_journal_id = _related("ops_cheque_journal_id")
    ops_draft_journal_id = _related("ops_draft_journal_id")
    ops_bank_bill_journal_id = _related("ops_bank_bill_journal_id")
    ops_commercial_bill_journal_id = _related("ops_commercial_bill_journal_id")
    ops_notes_account_id = _related("ops_notes_account_id")
    ops_cheques_account_id = _related("ops_cheques_account_id")
    ops_discount_account_id = _related("ops_discount_account_id")
