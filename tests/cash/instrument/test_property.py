"""In whatever order papers are confirmed, used, bounced and returned, no cent is lost (R12)."""

import random

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import PIXEL, clause
from ..instrument_common import DAY, MORNING, InstrumentCase

KINDS = ("cheque", "draft", "bank_bill", "commercial_bill")
RUNS, STEPS = 6, 22


@tagged("post_install", "-at_install")
@freeze_time(MORNING)
class TestProperty(InstrumentCase):
    @clause("R12")
    def test_any_order(self):
        for seed in range(RUNS):
            with self.subTest(seed=seed), self.env.cr.savepoint() as point:
                self._play(random.Random(seed))
                point.rollback()
                self.env.invalidate_all()

    def _play(self, chance):
        self.invoices = self._create_posted_invoice(amount=1000.37) | self._create_posted_invoice(
            amount=777.77
        )
        self.total = sum(self.invoices.mapped("amount_total"))
        self.before = self._sums()
        amounts = [333.33, 0.01, 666.67, 500.05]
        self.papers = [
            self._paper(
                kind, number=f"{kind}{number}", amount=amount, date_due=DAY if "bill" in kind else False
            )
            for number, (kind, amount) in enumerate(zip(KINDS, amounts, strict=True))
        ]
        done = []
        for _step in range(STEPS):
            acts = [(paper, name) for paper in self.papers for name in self._possible(paper)]
            if not acts:
                break
            paper, name = chance.choice(acts)
            getattr(self, f"_act_{name}")(paper)
            done.append((paper.number, name))
            self._compare(done)

    def _possible(self, paper):
        """Return what can be done with a paper where it is."""
        booked = paper.receipt_id.state in ("approved", "told")
        if paper.state == "received":
            return ["hand", "return_early"]
        if paper.state == "handed":
            used = ["deposit", "endorse"] + (["discount"] if paper._is_bill() else [])
            return [*(used if booked else ["confirm"]), "give_back"]
        if paper.state == "bounced":
            return ["give_back"]
        if paper.state in ("deposited", "endorsed", "discounted"):
            return ["clear", "bounce"]
        return ["bounce"] if paper.state == "cleared" else []

    def _act_hand(self, paper):
        self._hand(paper)

    def _act_return_early(self, paper):
        paper.with_user(self.support).action_give_back(PIXEL, "Mr Wu")

    def _act_confirm(self, paper):
        self._confirm_receipt(self._enter_receipt(paper))

    def _act_deposit(self, paper):
        self._as_finance(paper).action_deposit(self.bank.id)

    def _act_endorse(self, paper):
        self._as_finance(paper).action_endorse(self.vendor.id)

    def _act_discount(self, paper):
        self._as_finance(paper).action_discount(self.bank.id, round(paper.amount / 37, 2))

    def _act_clear(self, paper):
        self._as_finance(paper).action_clear()

    def _act_bounce(self, paper):
        self._as_finance(paper).action_bounce("not covered")

    def _act_give_back(self, paper):
        self._as_finance(paper).action_give_back(PIXEL, "Mr Wu")

    def _compare(self, done):
        """Compare residuals, open items and the trial balance with what the papers say."""
        self.env.invalidate_all()
        booked = [paper for paper in self.papers if paper.receipt_id.state in ("approved", "told")]
        in_hand = [paper for paper in booked if paper.state in ("handed", "deposited")]
        at_bank = [
            paper.amount - paper.interest
            for paper in booked
            if paper.bank_journal_id and (paper.state in ("cleared", "discounted"))
        ]
        endorsed = [paper.amount for paper in booked if paper.vendor_id]
        interest = [paper.interest for paper in booked]
        paid = sum(paper.amount for paper in booked)
        expected = {
            self.receivable: -paid,
            self.notes: sum(paper.amount for paper in in_hand if paper._is_bill()),
            self.cheques: sum(paper.amount for paper in in_hand if not paper._is_bill()),
            self.transit: sum(at_bank),
            self.interest: sum(interest),
            self.vendor.property_account_payable_id: sum(endorsed),
        }
        now = self._sums()
        for account, amount in expected.items():
            change = now.get(account, 0) - self.before.get(account, 0)
            self.assertAlmostEqual(change, amount, places=2, msg=f"{account.name}: {done}")
        self.assertAlmostEqual(sum(now.values()), 0, places=2)
        owed = sum(self.invoices.mapped("amount_residual"))
        self.assertAlmostEqual(owed, self.total - paid, places=2, msg=str(done))
        lines = self.env["account.move.line"].search(
            [("account_id", "in", (self.notes | self.cheques).ids), ("parent_state", "=", "posted")]
        )
        residual = sum(lines.mapped("amount_residual"))
        self.assertAlmostEqual(residual, sum(paper.amount for paper in in_hand), places=2, msg=str(done))
