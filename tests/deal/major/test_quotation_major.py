"""Major cannot be dodged: what is sold counts, at today's rate (W2.A, W2.E, W3.D)."""

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..bid_common import BidCase


@tagged("post_install", "-at_install")
class TestMajor(BidCase):
    """The limit is 200,000; each way around it is one line, one discount or one date."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.env.ref("base.EUR")
        cls.foreign.active = True
        cls.foreign.rate_ids.unlink()
        today = fields.Date.today()
        for day, rate in (("2000-01-01", 100.0), (today, 0.1)):  # one of it was a cent, today it is ten
            cls.env["res.currency.rate"].create(
                {
                    "currency_id": cls.foreign.id,
                    "name": day,
                    "rate": rate,
                    "company_id": cls.company.id,
                }
            )
        cls.pricelist = cls.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": cls.foreign.id}
        )

    def _tiers(self, record):
        return record.sudo().review_ids.mapped("ops_clause_code")

    @clause("W2.E", part="major")
    def test_a_negative_line_takes_nothing_off(self):
        order = self._submit(
            self._create_order(products=[(self.plain, 10, 30_000), (self.plain, 1, -250_000)])
        )
        self.assertEqual(order.amount_untaxed, 50_000)
        self.assertTrue(order.ops_is_major)
        self.assertEqual(len(order.sudo().review_ids), 2)

    @clause("W2.E", part="major")
    def test_less_than_nothing_is_refused(self):
        order = self._create_order(products=[(self.plain, 1, 300_000), (self.plain, 1, -500_000)])
        with self.assertRaisesRegex(UserError, r"less than nothing.*W2\.E"):
            self._submit(order)
        order.order_line[1].price_unit = -1_000
        self._submit(order)
        self.assertTrue(order.ops_is_major)

    @clause("W2.E", part="major")
    def test_a_discount_beyond_the_price_is_refused(self):
        order = self._create_order(products=[(self.plain, 1, 100), (self.plain, 1, 300)])
        order.order_line[0].discount = 200
        with self.assertRaisesRegex(UserError, r"discount of 200 %; at most the whole price.*W2\.E"):
            self._submit(order)
        order.order_line[0].discount = 100
        self._approve(order)
        for vals in ({"discount": 100.01}, {"discount": 0, "price_unit": -900}):
            with self.assertRaisesRegex(UserError, r"W2\.E"), self.env.cr.savepoint():
                order.with_user(self.consultant).order_line[0].write(vals)
        self.assertEqual(order.ops_approval_state, "approved")

    @clause("W3.C", part="amounts")
    def test_no_deviation_brings_it_below_nothing(self):
        order = self._approve(self._create_order())
        self._create_contract(order)
        for vals in ({"discount": 150}, {"price_unit": -1}):
            with self.assertRaisesRegex(UserError, r"W2\.E"), self.env.cr.savepoint():
                order.with_user(self.consultant).order_line.write(vals)
        order.with_user(self.consultant).order_line.discount = 10
        self.assertEqual(order.ops_deviation_ids.kind, "discount")

    @clause("W2.E", part="major")
    def test_an_old_rate_is_not_asked(self):
        order = self._create_order(
            products=[(self.plain, 1, 30_000)],
            pricelist_id=self.pricelist.id,
            date_order="2000-01-02 08:00:00",
        )
        order.order_line.price_unit = 30_000
        self.assertEqual(order.currency_id, self.foreign)
        self.assertTrue(self._submit(order).ops_is_major, "30,000 are 300,000 today, 300 then")

    @clause("W3.D", part="major")
    def test_the_contract_counts_the_same_way(self):
        order = self._create_order(
            products=[(self.plain, 1, 30_000), (self.plain, 1, -15_000)],
            pricelist_id=self.pricelist.id,
            date_order="2000-01-02 08:00:00",
        )
        order.order_line[0].price_unit, order.order_line[1].price_unit = 30_000, -15_000
        self._approve(self._submit(order), self.manager, self.leader)
        contract = self._create_contract(order)
        contract.with_user(self.consultant).action_submit()
        self.assertTrue(contract.is_major)

    @clause("W2.A", part="major")
    def test_the_bid_counts_todays_rate(self):
        bid = self._create_bid(
            estimated_amount=30_000, currency_id=self.foreign.id, date_received="2000-01-02 08:00:00"
        )
        self.assertTrue(bid._ops_compute_major())

    @clause("W2.E", part="major")
    def test_growing_under_a_negative_line_asks_the_leader(self):
        """What was approved as not major becomes major with its positive lines, whatever is taken off."""
        order = self._approve(self._create_order(products=[(self.plain, 10, 15_000), (self.plain, 1, -10)]))
        self.assertFalse(order.ops_is_major)
        order.with_user(self.consultant).write(
            {
                "order_line": [
                    (1, order.order_line[0].id, {"price_unit": 25_000}),
                    (1, order.order_line[1].id, {"price_unit": -200_000}),
                ]
            }
        )
        self.assertEqual(order.ops_approval_state, "draft")
        self.assertIn("the amount is now major", order.ops_taken_back_reason)
