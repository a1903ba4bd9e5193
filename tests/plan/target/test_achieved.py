"""What is reached equals what the documents say, to the cent, day by day (H1)."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from ...common import clause
from ..common import PlanCase

MARCH = datetime(2026, 3, 20, 4, 0)


@tagged("post_install", "-at_install")
@freeze_time(MARCH)
class TestAchieved(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.ops_rulebook = False
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.motors, cls.small = cls.env["product.category"].create([{"name": "Motors"}, {"name": "Small"}])
        cls.small.parent_id = cls.motors
        cls.motor, cls.fan = cls.env["product.product"].create(
            [
                {"name": "Motor", "categ_id": cls.motors.id, "type": "service", "invoice_policy": "order"},
                {"name": "Fan motor", "categ_id": cls.small.id, "type": "service", "invoice_policy": "order"},
            ]
        )
        cls.dollar = cls.env.ref("base.USD")
        cls.dollar.active = True
        own = cls.company.currency_id
        cls.foreign = cls.dollar if own != cls.dollar else cls.env.ref("base.EUR")
        cls.foreign.active = True
        cls.env["res.currency.rate"].create(
            {
                "currency_id": cls.foreign.id,
                "company_id": cls.company.id,
                "name": "2026-01-01",
                "rate": 0.137931,
            }
        )
        cls.dear_list = cls.env["product.pricelist"].create(
            {"name": "Abroad", "currency_id": cls.foreign.id, "company_id": cls.company.id}
        )

    def _order(self, day, price, user=None, product=None, confirm=True, **vals):
        seller = user or self.consultant
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "user_id": seller.id,
                "team_id": self.team.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": (product or self.plain).id,
                            "product_uom_qty": 3,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **vals,
            }
        )
        if confirm:
            order.action_confirm()
            order.date_order = day
        return order

    def _target(self, **vals):
        values = {"date_from": "2026-03-01", "value": 10000, **vals}
        return self.env["ops.target"].create(values)

    def _reached(self, **vals):
        self.env.flush_all()
        self.env.invalidate_all()
        target = self._target(**vals)
        reached = round(target.achieved, 2)
        target.unlink()
        return reached

    @clause("H1", part="orders")
    def test_orders_of_every_part_of_the_key_equal_their_sum_in_sql(self):
        self._order("2026-03-03 02:00:00", 33.33)
        self._order("2026-03-31 15:59:00", 10)  # 23:59 in China
        self._order("2026-03-31 16:01:00", 1000)  # 1 April there
        self._order("2026-02-28 15:00:00", 2000)
        self._order("2026-03-04 02:00:00", 7.77, user=self.stranger, team_id=self.other_team.id)
        self._order("2026-03-05 02:00:00", 50, pricelist_id=self.dear_list.id)
        self._order("2026-03-05 02:00:00", 20, product=self.motor)
        self._order("2026-03-06 02:00:00", 30, product=self.fan)
        self._order("2026-03-06 02:00:00", 500, confirm=False)
        self._order("2026-03-07 02:00:00", 600)._action_cancel()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT user_id, SUM(amount_untaxed / currency_rate) FROM sale_order WHERE state = 'sale' AND"
            " company_id = %s AND date_order >= '2026-02-28 16:00' AND date_order < '2026-03-31 16:00'"
            " GROUP BY user_id",
            [self.company.id],
        )
        said = dict(self.env.cr.fetchall())
        self.assertEqual(self._reached(), round(sum(said.values()), 2))
        self.assertEqual(self._reached(user_id=self.consultant.id), round(said[self.consultant.id], 2))
        self.assertEqual(self._reached(user_id=self.stranger.id), 23.31)
        self.assertEqual(self._reached(team_id=self.other_team.id), 23.31)
        self.assertEqual(self._reached(category_id=self.motors.id), 150, "with the kinds below it")
        self.assertEqual(self._reached(category_id=self.small.id, user_id=self.consultant.id), 90)
        self.assertEqual(self._reached(category_id=self.small.id, user_id=self.stranger.id), 0)
        self.assertEqual(self._reached(date_from="2026-04-01"), 3000)

    @clause("H1", part="districts")
    def test_a_district_is_that_of_the_customers_file(self):
        east = self.env["ops.district"].create({"name": "East", "company_id": self.company.id})
        self.customer_file.district_id = east
        self._order("2026-03-03 02:00:00", 40)
        self._order("2026-03-03 02:00:00", 60, partner_id=self.person.id)
        self._order("2026-03-03 02:00:00", 90, partner_id=self.other_customer.id)
        self.assertEqual(self._reached(district_id=east.id), 300)

    def _invoice(self, price, day, kind="out_invoice", post=True, **vals):
        move = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": self.customer.id,
                "invoice_user_id": self.consultant.id,
                "team_id": self.team.id,
                "invoice_date": day,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": self.motor.id,
                            "quantity": 1,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **vals,
            }
        )
        if post:
            move.action_post()
        return move

    @clause("H1", part="invoices minus credit notes")
    def test_invoices_minus_credit_notes_in_the_companys_currency(self):
        self._invoice(1000, "2026-03-10")
        self._invoice(100, "2026-03-12", currency_id=self.foreign.id)
        self._invoice(300, "2026-03-15", "out_refund")
        self._invoice(77, "2026-03-15", post=False)
        self._invoice(500, "2026-04-01")
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT SUM(-l.balance) FROM account_move_line l JOIN account_move m ON m.id = l.move_id"
            " WHERE m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund')"
            " AND l.display_type = 'product' AND m.invoice_date BETWEEN '2026-03-01' AND '2026-03-31'"
            " AND m.company_id = %s",
            [self.company.id],
        )
        said = round(self.env.cr.fetchone()[0], 2)
        for vals in (
            {},
            {"user_id": self.consultant.id},
            {"team_id": self.team.id, "category_id": self.motors.id},
        ):
            with self.subTest(vals=vals):
                self.assertEqual(self._reached(measure="invoiced", **vals), said)
        self.assertEqual(self._reached(measure="invoiced", user_id=self.stranger.id), 0)

    @clause("H1", part="receipts when they are reconciled")
    def test_money_counts_once_when_it_meets_its_invoice(self):
        invoice = self._invoice(1000, "2026-03-10")
        refund = self._invoice(300, "2026-03-15", "out_refund")
        self._pay(invoice, 400, "2026-03-18")
        self._pay(invoice, 100, "2026-04-02")
        lines = (invoice | refund).line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        lines.reconcile()  # a credit note is no money
        self.assertEqual(self._reached(measure="collected"), 400)
        self.assertEqual(self._reached(measure="collected", user_id=self.consultant.id), 400)
        self.assertEqual(self._reached(measure="collected", date_from="2026-04-01"), 100)
        unused = self.env["account.payment"].create(
            {"partner_id": self.customer.id, "amount": 70, "date": "2026-03-19", "payment_type": "inbound"}
        )
        unused.action_post()
        self.assertEqual(self._reached(measure="collected"), 400, "an advance counts when it is used")
        back = self._invoice(50, "2026-03-19", "out_refund")
        self._pay(back, 50, "2026-03-19")
        self.assertEqual(self._reached(measure="collected", team_id=self.team.id), 350, "paid back")

    def _pay(self, invoice, amount, day):
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"amount": amount, "payment_date": day})._create_payments()

    @clause("H1", part="visits and new customers")
    def test_visits_and_new_customers(self):
        self.company.ops_rulebook = True
        for day in ("2026-03-03", "2026-03-04"):
            visit = self._plan(date_start=f"{day} 02:00:00")
            visit.action_register_times(f"{day} 02:00:00", f"{day} 02:30:00")
            self._say(visit).action_report()
        self._plan(channel="outbound")
        self.assertEqual(self._reached(measure="visits", user_id=self.consultant.id), 2)
        self.assertEqual(self._reached(measure="visits", user_id=self.stranger.id), 0)
        self.company.ops_rulebook = False
        newcomer = self.env["res.partner"].create({"name": "Brook Works", "is_company": True})
        branch = self.env["res.partner"].create({"name": "Mr Brook", "parent_id": newcomer.id})
        self._order("2026-03-03 02:00:00", 5, partner_id=newcomer.id)
        self._order("2026-03-05 02:00:00", 5, partner_id=branch.id, user_id=self.stranger.id)
        self._order("2026-02-05 02:00:00", 5)
        self._order("2026-03-05 02:00:00", 5)
        self.assertEqual(self._reached(measure="customers"), 1)
        self.assertEqual(self._reached(measure="customers", user_id=self.consultant.id), 1)
        self.assertEqual(self._reached(measure="customers", user_id=self.stranger.id), 0)

    @clause("H1")
    def test_a_team_sees_day_by_day_how_far_it_is_and_where_an_even_pace_would_be(self):
        self._order("2026-03-03 02:00:00", 100)
        self._order("2026-03-07 02:00:00", 200)  # a Saturday
        self._order("2026-03-09 02:00:00", 300)
        target = self._target(team_id=self.team.id, value=2200)
        target.with_user(self.leader).action_publish()
        shown = target.with_user(self.consultant)
        days = dict(zip(shown.daily["labels"], shown.daily["series"][0]["values"], strict=True))
        self.assertEqual(
            [days[day] for day in ("03-02", "03-03", "03-06", "03-09", "03-20")], [0, 300, 900, 1800, 1800]
        )
        self.assertIsNone(days["03-23"])
        self.assertNotIn("03-07", days)
        self.assertEqual(len(days), 22)
        self.assertEqual(shown.daily["series"][1]["values"][-1], 2200)
        self.assertEqual(shown.daily["series"][1]["values"][0], 100)
        self.assertAlmostEqual(shown.percent_time, 100 * 15 / 22, 1)
        self.assertEqual(shown.pace, "on_track")
        self.assertEqual(round(shown.percent), 82)

    def test_standing_follows_the_working_days(self):
        self._order("2026-03-03 02:00:00", 100)
        self.assertEqual(self._target(value=200).pace, "reached")
        self.assertEqual(self._target(value=100000, horizon="long").pace, "behind")
        self.assertEqual(self._target(date_from="2026-04-01").pace, "future")
        self.assertEqual(self._target(date_from="2026-02-01").percent_time, 100)

    def test_many_targets_cost_no_more_statements_than_few(self):
        people = self.env["res.users"].search([("share", "=", False)], limit=12)
        kinds = self.env["product.category"].create([{"name": f"Kind {number}"} for number in range(12)])
        for part, keys in (("user_id", people), ("category_id", kinds)):
            targets = self.env["ops.target"].create(
                [
                    {"date_from": date(2026, month, 1), "value": 100, part: key.id}
                    for key in keys
                    for month in range(1, 13)
                ]
            )
            counts = []
            for some in (targets[:2], targets):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                some.with_user(self.leader).mapped("pace")
                counts.append(self.env.cr.sql_log_count - before)
            with self.subTest(part=part):
                self.assertLessEqual(counts[1], counts[0], counts)
