"""Cheques and bills for the tests: entered by support, signed over to finance, booked by its receipt."""

from datetime import datetime

from ..common import PIXEL
from .receipt_common import ReceiptCase

# Monday, ten in the morning in China.
DAY = "2026-02-02"
MORNING = datetime(2026, 2, 2, 2, 0)


class InstrumentCase(ReceiptCase):
    """A company whose settings say where papers are booked; an open invoice of 1000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.company.ops_finance_id = cls.accountant
        cls.customer.user_id = cls.consultant
        cls.vendor = cls.env["res.partner"].create(
            {"name": "Steel Works", "is_company": True, "supplier_rank": 1}
        )
        cls.notes = cls._create_account("112100", "Notes receivable")
        cls.cheques = cls._create_account("112102", "Cheques in hand")
        cls.interest = cls._create_account("560301", "Interest", "expense", reconcile=False)
        cls.journals = {
            kind: cls.env["account.journal"].create({"name": kind, "type": "cash", "code": f"P{number}"})
            for number, kind in enumerate(("cheque", "draft", "bank_bill", "commercial_bill"))
        }
        cls.company.write(
            {f"ops_{kind}_journal_id": journal.id for kind, journal in cls.journals.items()}
            | {
                "ops_notes_account_id": cls.notes.id,
                "ops_cheques_account_id": cls.cheques.id,
                "ops_discount_account_id": cls.interest.id,
            }
        )
        cls.transit = cls._create_account("100299", "Outstanding receipts")
        cls.bank.inbound_payment_method_line_ids.payment_account_id = cls.transit

    @classmethod
    def _create_account(cls, code, name, kind="asset_current", reconcile=True):
        return cls.env["account.account"].create(
            {"code": f"OPS{code}", "name": name, "account_type": kind, "reconcile": reconcile}
        )

    def _paper(self, kind="bank_bill", user=None, **vals):
        """Enter a paper of 1000, as support unless said otherwise."""
        vals = {
            "kind": kind,
            "number": "1234 5678",
            "bank": "ICBC Xiamen",
            "partner_id": self.customer.id,
            "amount": 1000,
            "date_issue": "2026-01-20",
            "date_due": "2026-05-20" if kind.endswith("bill") else False,
            "date_received": DAY,
            **vals,
        }
        return self.env["ops.instrument"].with_user(user or self.support).create(vals).with_env(self.env)

    def _hand(self, paper, user=None):
        """Hand over with both signatures."""
        giver = user or self.support
        original = paper._originals("instrument").sudo(False)
        original.with_user(giver).action_give(self.accountant.id, PIXEL)
        original.with_user(self.accountant).action_take(PIXEL)
        self.assertEqual(paper.state, "handed")
        return paper

    def _enter_receipt(self, paper, user=None):
        """Enter the receipt with the paper's button, over the customer's open invoices."""
        action = paper.with_user(user or self.support).action_open_receipt()
        context = action["context"]
        vals = {name[8:]: value for name, value in context.items()}
        return self.env["ops.receipt"].with_user(user or self.support).create(vals).with_env(self.env)

    def _book(self, paper):
        """Hand over and let finance confirm the receipt."""
        if paper.state == "received":
            self._hand(paper)
        return self._confirm_receipt(self._enter_receipt(paper))

    def _as_finance(self, paper):
        return paper.with_user(self.accountant)
