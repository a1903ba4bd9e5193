"""The deal in plain Odoo, and the books that two ways of doing a deal leave."""

import contextlib

from odoo.tests import Form

from .deal_player import DealPlayer


class Undo(Exception):
    """Ends a way of doing the deal, and takes back what it left."""


class CoreCase(DealPlayer):
    """Plays a deal under the rulebook and in plain Odoo, from the same stock and books, and compares."""

    # ------------------------------------------------------------------
    # In plain Odoo: the switch is off, one person does it all
    # ------------------------------------------------------------------
    def _order_plainly(self, products):
        order = self._create_order(
            self.env.ref("base.user_admin"),
            products,
            payment_term_id=self.term_30.id,
            user_id=self.consultant.id,
        )
        order.action_confirm()
        return order

    def _ship_plainly(self, order, quantities=()):
        picking = order.picking_ids.filtered(lambda picking: picking.state == "assigned")
        for move, quantity in zip(picking.move_ids, quantities, strict=False):
            move.quantity = quantity
        action = picking.button_validate()
        if isinstance(action, dict):
            Form(self.env[action["res_model"]].with_context(**action["context"])).save().process()

    def _invoice_plainly(self, order, quantities=()):
        wizard = self.env["sale.advance.payment.inv"].with_context(
            active_model="sale.order", active_ids=order.ids
        )
        known = order.invoice_ids
        wizard.create({}).create_invoices()
        move = order.invoice_ids - known
        for line, quantity in zip(move.invoice_line_ids, quantities, strict=False):
            line.quantity = quantity
        move.action_post()
        return move

    def _pay_plainly(self, move, amount, write_off_account=None):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        vals = {"journal_id": self.bank.id, "amount": amount}
        if write_off_account:
            vals.update(payment_difference_handling="reconcile", writeoff_account_id=write_off_account.id)
        wizard.create(vals).action_create_payments()

    def _advance_plainly(self, amount):
        payment = self.env["account.payment"].create(
            {
                "partner_id": self.customer.id,
                "amount": amount,
                "journal_id": self.bank.id,
                "payment_type": "inbound",
            }
        )
        payment.action_post()
        return payment

    # ------------------------------------------------------------------
    # Comparing
    # ------------------------------------------------------------------
    def _assert_same_books(self, ruled, plain):
        before = self._books()
        under_rulebook = self._play(ruled, on=True)
        in_plain_odoo = self._play(plain, on=False)
        for subject, found in under_rulebook.items():
            with self.subTest(subject):
                self.assertNotEqual(found, before[subject])
                self.assertEqual(found, in_plain_odoo[subject])

    def _play(self, deal, on):
        """Play the deal in a savepoint, return the books it leaves and take it back."""
        books = {}
        with contextlib.suppress(Undo), self.env.cr.savepoint():
            self._switch(on)
            self._at("2026-03-02 07:00:00")
            deal()
            books.update(self._books())
            raise Undo
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        return books

    def _books(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return {
            "trial balance": self._trial_balance(),
            "partner ledger": self._partner_ledger(),
            "pieces": self._pieces(),
            "valuation": self._valuation(),
            "invoices": self._invoices(),
        }

    def _posted(self, groupby, aggregates):
        lines = self.env["account.move.line"]
        domain = [("company_id", "=", self.company.id), ("parent_state", "=", "posted")]
        return lines._read_group(domain, groupby, aggregates)

    def _trial_balance(self):
        """Return debit and credit per account."""
        return {
            account.code: (round(debit, 2), round(credit, 2))
            for account, debit, credit in self._posted(["account_id"], ["debit:sum", "credit:sum"])
        }

    def _partner_ledger(self):
        """Return balance and what is open per partner and account."""
        groups = self._posted(["partner_id", "account_id"], ["balance:sum", "amount_residual:sum"])
        return {
            (partner.name, account.code): (round(balance, 2), round(left, 2))
            for partner, account, balance, left in groups
            if partner
        }

    def _pieces(self):
        """Return what lies where, and how much of it is reserved."""
        groups = self.env["stock.quant"]._read_group(
            [("product_id", "in", (self.plain | self.key | self.difficult).ids)],
            ["product_id", "location_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        return {
            (product.name, location.complete_name): (quantity, reserved)
            for product, location, quantity, reserved in groups
        }

    def _valuation(self):
        """Return quantity, value and cost per product, and the value of each of its moves."""
        found = {}
        for product in (self.plain | self.key | self.difficult).with_company(self.company):
            moves = self.env["stock.move"].search([("product_id", "=", product.id), ("state", "=", "done")])
            found[product.name] = (
                product.qty_available,
                round(product.total_value, 2),
                round(product.standard_price, 6),
                sorted((move.is_out, move.quantity, round(move.value, 2)) for move in moves),
            )
        return found

    def _invoices(self):
        moves = self.env["account.move"].search(
            [("move_type", "=", "out_invoice"), ("company_id", "=", self.company.id)]
        )
        return sorted(
            (
                move.amount_untaxed,
                move.amount_tax,
                move.amount_total,
                move.amount_residual,
                move.payment_state,
            )
            for move in moves
        )
