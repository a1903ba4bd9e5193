"""The return rate: what customers complained about, of what was delivered, as each role may count it."""

from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...service.goods.common import GoodsCase

FEBRUARY, MONDAY = "2026-02-09 02:00:00", "2026-03-02 02:00:00"


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestReturnRate(GoodsCase):
    """Counted by hand: the consultant delivered ten bearings and five seals, four bearings came back; his
    colleague delivered ten bearings in February and ten in March, one was exchanged.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first_vendor = cls.env["res.partner"].create({"name": "Bearing Works", "is_company": True})
        cls.env["product.supplierinfo"].create(
            [
                {
                    "partner_id": vendor.id,
                    "product_tmpl_id": cls.plain.product_tmpl_id.id,
                    "sequence": sequence,
                    "price": price,
                }
                for vendor, sequence, price in ((cls.vendor, 7, 1), (cls.first_vendor, 2, 9))
            ]
        )
        cls.seal = cls._create_product("Seal", 20)
        cls._stock(cls.seal, 100)
        cls.env["product.supplierinfo"].create(
            {"partner_id": cls.vendor.id, "product_tmpl_id": cls.seal.product_tmpl_id.id, "price": 3}
        )
        cls.rates = cls.env["ops.return.analysis"]

    def _play(self):
        self._returned("return", 4)
        self._delivered(self.seal, 5)
        with freeze_time(FEBRUARY):
            self._delivered_by(self.colleague)
        exchanged = self._delivered_by(self.colleague)
        self._returned("exchange", 1, exchanged)

    def _delivered_by(self, user):
        """Return an order that somebody else sold; the customer is his meanwhile."""
        self.customer.user_id = user
        with patch.object(type(self), "consultant", user):
            return self._delivered()

    def _rows(self, by, user=None, domain=()):
        """Return group → (delivered, complained about, rate, cases)."""
        measures = ["delivered:sum", "complained:sum", "rate:avg", "ticket_id:count_distinct"]
        groups = self.rates.with_user(user or self.leader)._read_group(
            [("partner_id", "=", self.customer.id), *domain], [by], measures
        )
        return {
            getattr(key, "id", key) if by != "date:month" else key.month: (
                delivered,
                complained,
                rate if rate is None or rate is False else round(rate, 1),
                cases,
            )
            for key, delivered, complained, rate, cases in groups
        }

    def test_rate_of_several_is_of_their_sums(self):
        self._play()
        self.assertEqual(
            self._rows("product_id"), {self.plain.id: (30, 5, 16.7, 2), self.seal.id: (5, 0, 0.0, 0)}
        )
        self.assertEqual(
            self._rows("maker_id"), {self.first_vendor.id: (30, 5, 16.7, 2), self.vendor.id: (5, 0, 0.0, 0)}
        )
        self.assertEqual(
            self._rows("user_id"),
            {self.consultant.id: (15, 4, 26.7, 1), self.colleague.id: (20, 1, 5.0, 1)},
        )
        self.assertEqual(self._rows("date:month"), {2: (10, 0, 0.0, 0), 3: (25, 5, 20.0, 2)})
        self.assertEqual(self._rows("company_id"), {self.company.id: (35, 5, 14.3, 2)})

    def test_what_the_pivot_asks(self):
        self._play()
        measures = ["rate:avg", "ticket_id:count_distinct"]
        by_set = self.rates.with_user(self.leader).formatted_read_grouping_sets(
            [("partner_id", "=", self.customer.id)], [[], ["product_id"]], measures
        )
        self.assertAlmostEqual(by_set[0][0]["rate:avg"], 100 * 5 / 35)
        self.assertEqual(sorted(row["ticket_id:count_distinct"] for row in by_set[1]), [0, 2])

    def test_only_what_is_confirmed_and_ours_counts(self):
        order = self._delivered()
        line = {"product_id": self.plain.id, "quantity": 2, "order_line_id": order.order_line.id}
        asked = self._asked("return", lines=[line], ops_order_id=order.id)
        self.assertEqual(self._rows("product_id"), {self.plain.id: (10, 0, 0.0, 0)})
        asked.with_user(self.manager).action_ops_approve()
        self.assertEqual(self._rows("product_id"), {self.plain.id: (10, 2, 20.0, 1)})
        asked.with_user(self.support).action_ops_withdraw_case("Found it himself")
        self.assertEqual(self._rows("product_id"), {self.plain.id: (10, 0, 0.0, 0)})
        self._confirmed("repair", lines=[{"product_id": self.plain.id, "quantity": 3, "is_foreign": True}])
        self._confirmed("after_sales")
        self.assertEqual(self._rows("product_id"), {self.plain.id: (10, 0, 0.0, 0)})

    def test_what_is_sent_again_is_not_delivered_twice(self):
        case, _order = self._returned("exchange", 4)
        self._received(case)
        self._line(case, "technician").action_judge("faulty")
        self._line(case, "keeper").action_scrap()
        self._carry(case, "scrap")
        self._line(case, "support").action_replace()
        self._carry(case, "replace")
        self.assertEqual(self._rows("product_id"), {self.plain.id: (10, 4, 40.0, 1)})

    def test_who_counts_whose(self):
        self._play()
        whole = {self.plain.id: (30, 5, 16.7, 2), self.seal.id: (5, 0, 0.0, 0)}
        for user in (
            self.manager,
            self.support,
            self.technician,
            self.purchaser,
            self.accountant,
            self.leader,
            self.auditor,
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._rows("product_id", user), whole)
        self.assertEqual(
            self._rows("product_id", self.consultant),
            {self.plain.id: (10, 4, 40.0, 1), self.seal.id: (5, 0, 0.0, 0)},
        )
        self.assertEqual(self._rows("product_id", self.colleague), {self.plain.id: (20, 1, 5.0, 1)})
        for user in (self.other_manager, self.keeper, self.clerk):
            self.assertEqual(self._rows("product_id", user), {}, user.login)
        foreign = self.rates.search([("user_id", "=", self.colleague.id)], limit=1)
        with self.assertRaises(AccessError):
            foreign.with_user(self.consultant).read(["delivered"])

    def test_nobody_writes_it_and_each_row_opens_its_source(self):
        self._play()
        rows = self.rates.with_user(self.manager).search([])
        for call in (lambda: rows.write({"delivered": 1}), rows.unlink):
            with self.assertRaises(AccessError):
                call()
        opened = {row.action_open_source()["res_model"] for row in rows}
        self.assertEqual(opened, {"helpdesk.ticket", "sale.order"})

    def test_one_statement_however_much_there_is(self):
        self._play()
        self._rows("product_id")
        for _times in range(2):
            self.env.invalidate_all()
            with self.assertQueryCount(1):
                self._rows("product_id")
            self._delivered_by(self.consultant)
            self._rows("product_id")
