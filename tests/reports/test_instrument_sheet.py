"""The hand-over sheet of cheques and bills: what went to finance, signed by both, with its sum (R12)."""

from odoo.tests import tagged

from ..common import PIXEL, clause
from .common import PaperCase

SHEET = "ops_dept_reports.report_ops_instrument_sheet"


@tagged("post_install", "-at_install")
class TestInstrumentSheet(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.ops_finance_id = cls.accountant
        cls.papers = cls.env["ops.instrument"]
        for number, amount in (("1302 3500", 58000), ("3140 9026", 1200.5)):
            cls.papers |= (
                cls.env["ops.instrument"]
                .with_user(cls.support)
                .create(
                    {
                        "kind": "cheque",
                        "number": number,
                        "bank": "工商银行",
                        "partner_id": cls.customer.id,
                        "amount": amount,
                        "date_issue": cls.company._ops_today(),
                    }
                )
                .with_env(cls.env)
            )

    @clause("R12", part="paper")
    def test_both_names_the_papers_and_their_sum(self):
        original = self.papers[0]._originals("instrument").sudo(False)
        original.with_user(self.support).action_give(self.accountant.id, PIXEL)
        original.with_user(self.accountant).action_take(PIXEL)
        text = self._print_text(self._sheet(self.accountant), user=self.accountant, report=SHEET)
        words = (
            "13023500",
            "31409026",
            "工商银行",
            "BlueRiverPaper",
            "59,200.50",
            "伍万玖仟贰佰元伍角",
        )
        for word in (*words, self.support.name.replace(" ", ""), self.accountant.name.replace(" ", "")):
            self.assertIn(word, text)

    def test_what_the_reader_may_not_see_is_left_out(self):
        text = self._print_text(self._sheet(self.accountant).sudo(), user=self.clerk, report=SHEET)
        self.assertNotIn("13023500", text)

    def _sheet(self, user):
        action = self.papers.with_user(user).action_print_sheet()
        return self.env["ops.instrument.sheet"].browse(action["context"]["active_ids"])
