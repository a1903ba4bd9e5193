"""One contract, three deliveries, two invoices, four receipts, a bounced bill, a lost note."""

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from ..common import PIXEL, clause
from .core_case import CoreCase


@tagged("post_install", "-at_install")
class TestThreeDeliveries(CoreCase):
    """What stands at the end is what plain Odoo leaves of the same goods and money: to the cent by core's
    figures and by SQL of our own on the journal items.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notes, cls.cheques, cls.interest = cls.env["account.account"].create(
            [
                {"name": "Bills", "code": "OPSNR", "account_type": "asset_current", "reconcile": True},
                {"name": "Cheques", "code": "OPSCH", "account_type": "asset_current", "reconcile": True},
                {"name": "Interest", "code": "OPSIN", "account_type": "expense"},
            ]
        )
        journals = {
            kind: cls.env["account.journal"].create({"name": kind, "type": "cash", "code": f"P{number}"})
            for number, kind in enumerate(("cheque", "draft", "bank_bill", "commercial_bill"))
        }
        cls.company.write(
            {f"ops_{kind}_journal_id": journal.id for kind, journal in journals.items()}
            | {
                "ops_notes_account_id": cls.notes.id,
                "ops_cheques_account_id": cls.cheques.id,
                "ops_discount_account_id": cls.interest.id,
            }
        )

    @clause("W4.B", "W4.D", "W4.F", "W5.C", "W6.C", "R9", "R12", part="story")
    def test_the_books_agree_at_the_end(self):
        products = [(self.key, 12, 7777.77), (self.plain, 40, 99.99), (self.difficult, 3, 3000.10)]

        def ruled():
            order = self.running_order(products)
            releases = [self._deliver_part(order, part) for part in ((4, 10, 1), (3, 30, 0))]
            first = self._invoice(order)
            releases.append(self._deliver_part(order))
            second = self._invoice(order)
            self.assertEqual(len(set(releases)), 3)
            self.assertEqual(order.invoice_ids, first | second)
            self._lose_note(releases[1])
            self._collect(first, 20_000.01)
            bill = self._pay_by_paper("bank_bill", first, first.amount_residual)
            self.assertEqual(first.payment_state, "paid")
            bill.action_deposit(self.bank.id)
            bill.action_bounce("Not covered")
            self.assertEqual(first.amount_residual, round(first.amount_total - 20_000.01, 2))
            self._collect(first)
            cheque = self._pay_by_paper("cheque", second, 5_000.55)
            cheque.action_deposit(self.bank.id)
            cheque.action_clear()
            self.assertEqual((bill.state, cheque.state), ("bounced", "cleared"))
            self._assert_sql_agrees()

        def plain():
            order = self._order_plainly(products)
            for part in ((4, 10, 1), (3, 30, 0)):
                self._ship_plainly(order, part)
            first = self._invoice_plainly(order, (7, 40, 1))
            self._ship_plainly(order)
            second = self._invoice_plainly(order)
            self._pay_plainly(first, 20_000.01)
            self._pay_plainly(first, first.amount_residual)
            self._pay_plainly(second, 5_000.55)
            self._assert_sql_agrees()

        self._assert_same_books(ruled, plain)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def _deliver_part(self, order, quantities=()):
        """Release, ship, let the customer sign, take the note over."""
        release = self.request_release(order, "2026-03-10", quantities)
        self.submit_release(release)
        self._decide(release)
        self.ship(self.next_transfer(order), released_only=bool(quantities))
        clerk = release.with_user(self.clerk)
        scan = Command.create({"name": "note.png", "datas": PIXEL})
        clerk.write({"note_signed_by": "Mr Wang", "note_scan_ids": [scan]})
        clerk.action_hand_in_note()
        self.take_note(release)
        return release

    def _lose_note(self, release):
        """Support holds the signed note, loses it and says so: a violation, and nothing of the books."""
        original = self.env["ops.custody"].search(
            [("res_model", "=", "ops.release"), ("res_id", "=", release.id)]
        )
        self.assertEqual(original.holder_id, self.support)
        original.with_user(self.support).action_lose("Left in the taxi on the way to the archive")
        self.assertEqual(original.state, "lost")
        self.assertTrue(
            self.env["ops.violation"].search(
                [("clause_id.code", "=", "R9"), ("user_id", "=", self.support.id)]
            )
        )

    def _pay_by_paper(self, kind, move, amount):
        """Support enters a paper, hands it to finance by signature, and enters its receipt."""
        paper = (
            self.env["ops.instrument"]
            .with_user(self.support)
            .create(
                {
                    "kind": kind,
                    "number": f"{kind} {move.id}",
                    "bank": "ICBC Xiamen",
                    "partner_id": self.customer.id,
                    "amount": amount,
                    "date_issue": "2026-02-20",
                    "date_due": "2026-06-20" if kind == "bank_bill" else False,
                }
            )
        )
        original = paper.sudo()._originals("instrument").sudo(False)
        original.with_user(self.support).action_give(self.accountant.id, PIXEL)
        original.with_user(self.accountant).action_take(PIXEL)
        context = paper.action_open_receipt()["context"]
        vals = {name[8:]: value for name, value in context.items() if name.startswith("default_")}
        vals["allocation_ids"] = [Command.create({"move_id": move.id, "amount": amount})]
        receipt = self.env["ops.receipt"].with_user(self.support).create(vals)
        self.submit_receipt(receipt)
        self._decide(receipt)
        self.assertEqual(receipt.state, "approved", receipt.sudo().ops_gate_error)
        return paper.with_user(self.accountant)

    def _invoice(self, order):
        request = self.request_invoice(order)
        self.submit_invoice_request(request)
        self._decide(request)
        self.assertEqual(request.state, "invoiced")
        return request.sudo().move_id

    def _collect(self, document, amount=None):
        receipt = self.register_receipt(document, amount)
        self.submit_receipt(receipt)
        self._decide(receipt)
        self.assertEqual(receipt.state, "approved")

    # ------------------------------------------------------------------
    # The books: what stands at the end, not what went through
    # ------------------------------------------------------------------
    def _trial_balance(self):
        sums = super()._trial_balance().items()
        return {code: round(debit - credit, 2) for code, (debit, credit) in sums if round(debit - credit, 2)}

    def _partner_ledger(self):
        return {key: values for key, values in super()._partner_ledger().items() if any(values)}

    def _assert_sql_agrees(self):
        """Core's figures are those of the rows: trial balance, what the customer owes and how old it is, the
        value of the stock.
        """
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._get_balances(), self._trial_balance())
        moves = self.env["account.move"].search([("move_type", "=", "out_invoice"), ("state", "=", "posted")])
        ages = {}
        for move in moves.filtered("amount_residual"):
            day = str(move.invoice_date_due)
            ages[day] = round(ages.get(day, 0) + move.amount_residual, 2)
        due = self._get_open_by_day()
        self.assertTrue(due)
        self.assertEqual(due, ages)
        self.assertEqual(round(sum(due.values()), 2), round(self.customer.credit, 2))
        for product in (self.plain | self.key | self.difficult).with_company(self.company):
            self.assertAlmostEqual(self._get_stock_value(product), product.total_value, 2, product.name)

    def _select(self, query, **values):
        return self.env.execute_query(SQL(query, company=self.company.id, **values))

    def _get_balances(self):
        rows = self._select(
            """
            SELECT account.code_store ->> %(root)s, SUM(line.debit) - SUM(line.credit)
              FROM account_move_line line
              JOIN account_account account ON account.id = line.account_id
             WHERE line.parent_state = 'posted' AND line.company_id = %(company)s
          GROUP BY account.id
            """,
            root=str(self.company.root_id.id),
        )
        return {code: round(float(balance), 2) for code, balance in rows if round(balance, 2)}

    def _get_open_by_day(self):
        """Return what is left of the receivable items, by the day on which it is due."""
        rows = self._select(
            """
            SELECT line.date_maturity::text, SUM(line.amount_residual)
              FROM account_move_line line
              JOIN account_account account ON account.id = line.account_id
             WHERE line.parent_state = 'posted' AND line.company_id = %(company)s
               AND account.account_type = 'asset_receivable' AND line.partner_id = %(customer)s
          GROUP BY line.date_maturity
            """,
            customer=self.customer.id,
        )
        return {day: round(float(left), 2) for day, left in rows if round(left, 2)}

    def _get_stock_value(self, product):
        """Return what came in less what left, at the value of each move."""
        [(value,)] = self._select(
            """
            SELECT COALESCE(SUM(CASE WHEN is_in THEN value WHEN is_out THEN -value END), 0)
              FROM stock_move
             WHERE product_id = %(product)s AND state = 'done' AND company_id = %(company)s
            """,
            product=product.id,
        )
        return float(value)
