"""One satisfaction number, made of what is shown beside it (M1.5)."""

from datetime import datetime, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...common import clause
from ..service_case import RatedCase


@tagged("post_install", "-at_install")
class TestSatisfaction(RatedCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls.customer_file.with_user(cls.consultant)
        cls.env["sale.order"].search([("partner_id", "child_of", cls.customer.id)]).state = "cancel"

    def _order(self, days_ago, partner=None, **vals):
        """Let the customer have ordered so many days ago."""
        order = self.env["sale.order"].create({"partner_id": (partner or self.customer).id, **vals})
        order.flush_recordset()
        day = datetime.now() - timedelta(days=days_ago)
        self.env.cr.execute(
            "UPDATE sale_order SET state = 'sale', date_order = %s WHERE id = %s", (day, order.id)
        )
        order.invalidate_recordset()
        return order

    def _number(self):
        self.mine.invalidate_recordset()
        level = self.mine.satisfaction_level
        return None if level == "none" else self.mine.satisfaction

    def _lines(self):
        return (self.mine.satisfaction_parts or "").split("\n")

    @clause("M1.5")
    def test_one_number_shows_its_parts(self):
        """Cases 5 and 3 → 4 → 75 points × 40; visit 1 → 0 × 30; one repeat order of four → 25 × 30."""
        self.assertEqual((self._number(), self.mine.satisfaction_text), (None, "No rating yet"))
        self.assertEqual(
            self._lines(),
            [
                "Ratings of cases: none yet (would count 40)",
                "Ratings of visits: none yet (would count 30)",
                "Repeat orders: none yet (would count 30)",
            ],
        )
        self._rate(self._case(), 5)
        self._rate(self._case(), 3)
        self._rate(self._reported(), 1)
        self._order(100)
        self._order(10, self.person)
        self.assertEqual(self._number(), 38)
        self.assertEqual((self.mine.satisfaction_text, self.mine.satisfaction_level), ("38 of 100", "low"))
        self.assertEqual(
            self._lines(),
            [
                "Ratings of cases: 4.0 of 5 on average, 2 in 12 months → 75 points, count 40",
                "Ratings of visits: 1.0 of 5 on average, 1 in 12 months → 0 points, count 30",
                "Repeat orders: 1 in 12 months, one every 90 days → 25 points, count 30",
            ],
        )
        self.assertEqual(self.customer.with_user(self.consultant).ops_satisfaction, "38 of 100")
        self.company.write({"ops_weight_cases": 100, "ops_weight_visits": 0, "ops_weight_orders": 0})
        self.assertEqual(self._number(), 75, "weights are the company's")

    @clause("M1.5", part="the number")
    def test_parts_with_nothing_in_them_do_not_count(self):
        self._rate(self._case(), 5)
        self.assertEqual(self._number(), 100, "neither a visit nor an order")
        self._order(30)
        self.assertEqual(self._number(), 100, "who ordered once had no time to come again")
        self._order(500)
        self.assertEqual(self._number(), 68, "one repeat order of four: (100 × 40 + 25 × 30) ÷ 70")

    @clause("M1.5", part="the number")
    def test_orders_alone_and_old_ratings_make_no_number(self):
        for days in (20, 40, 60, 80, 100):
            self._order(days)
        self.assertIsNone(self._number())
        self.assertIn(
            "Repeat orders: 4 in 12 months, one every 20 days → 100 points, count 30", self._lines()
        )
        rating = self._rate(self._case(), 5)
        self.assertEqual(self._number(), 100)
        rating.flush_recordset()
        self.env.cr.execute(
            "UPDATE rating_rating SET rated_on = now() - interval '13 months' WHERE id = %s", (rating.id,)
        )
        rating.invalidate_recordset()
        self.assertIsNone(self._number())
        self.company.ops_weight_visits = 0
        self._rate(self._reported(), 5)
        self.assertIsNone(self._number(), "what does not count makes no number")

    def test_who_came_no_more_has_no_points_for_it(self):
        self._rate(self._case(), 5)
        self._order(400)
        self.assertIn(
            "Repeat orders: 0 in 12 months → 0 points, count 30", self._lines() if self._number() else []
        )
        self.assertEqual(self._number(), 57)

    def test_other_companies_and_asked_only_do_not_count(self):
        other = self.env["res.company"].create({"name": "Second Ltd", "ops_rulebook": True})
        self._rate(self._case(company_id=other.id), 1)
        self._asked(self._case())
        self.assertIsNone(self._number())

    @clause("M1.5", part="the number")
    def test_customers_are_found_by_it(self):
        other = self._file(self.other_customer)
        self._rate(self._case(), 1)
        files = self.env["ops.customer"]
        both = self.customer_file | other.with_env(self.env)

        def found(*condition):
            return files.search([condition, ("id", "in", both.ids)])

        self.assertEqual(found("satisfaction_level", "=", "low"), self.customer_file)
        self.assertEqual(found("satisfaction_level", "=", "none"), other.with_env(self.env))
        self.assertEqual(found("satisfaction_level", "!=", "low"), other.with_env(self.env))
        self.assertEqual(found("satisfaction_level", "in", ["low", "none"]), both)
        self.assertFalse(found("satisfaction_level", "=", "high"))
        self.assertEqual(found("satisfaction", "<", 50), self.customer_file)
        self.assertEqual(found("satisfaction", "=", 0), self.customer_file)
        self.assertFalse(found("satisfaction", ">=", 50))

    def test_before_the_door_it_is_said_with_the_last_words(self):
        self._rate(self._case(), 1, "漏水没修好")
        visit = self._plan()
        self.assertIn("0 of 100", visit.customer_html)
        self.assertIn("漏水没修好", visit.customer_html)

    def test_twenty_cost_what_two_cost(self):
        partners = self.env["res.partner"].create(
            [
                {"name": f"C{number}", "is_company": True, "user_id": self.consultant.id}
                for number in range(20)
            ]
        )
        files = self.env["ops.customer"].create([{"partner_id": partner.id} for partner in partners])
        for partner in partners[:10]:
            self._rate(self._case(partner_id=partner.id), 5)
            self._order(10, partner)
        counts = []
        for some in (files[:2], files):
            self.env.flush_all()
            self.env.invalidate_all()
            mine = some.with_user(self.consultant)
            before = self.env.cr.sql_log_count
            mine.mapped("satisfaction_parts")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)

    def test_weights_lie_in_their_bounds(self):
        for vals in (
            {"ops_weight_cases": 101},
            {"ops_weight_visits": -1},
            {"ops_weight_cases": 0, "ops_weight_visits": 0, "ops_weight_orders": 0},
            {"ops_repeat_orders": 0},
        ):
            with self.subTest(vals), self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.company.write(vals)
