"""Numbers over New Year: year and counter by the company's clock, and no number twice in a company."""

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools import file_path

from ...cash.common import CashCase
from ...common import clause
from ...deal.bid_common import BidCase

# Three in the morning of 1 January 2029 in Shanghai; in New York and London it is still the last of December.
NEW_YEAR = "2028-12-31 19:00:00"
CLOCKS = ("Asia/Shanghai", "America/New_York", "UTC", False)


@tagged("post_install", "-at_install")
class TestNumberYear(BidCase, CashCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def _makers(self):
        """Return how each kind of numbered document is made, by whom, and which field bears its number."""
        order, running = self._approve(self._create_order()), self._run(deliver=False)
        release = self.env["ops.release"].with_user(self.support)
        release_vals = {"order_id": running.id, "line_ids": running.sudo()._ops_prepare_release_lines()}
        receipts = self.env["ops.receipt"].with_user(self.support)
        receipt_vals = {"partner_id": self.customer.id, "amount": 1}
        requests = self.env["ops.invoice.request"].with_user(self.support)
        return {
            "bid": (self.consultant, "name", self._create_bid),
            "order by phone": (self.consultant, "name", lambda: self._create_basis(order)),
            "contract": (self.support, "name", lambda: self._create_contract(order)),
            "release": (self.support, "name", lambda: release.create(release_vals)),
            "invoice request": (
                self.support,
                "name",
                lambda: requests.create({"partner_id": self.customer.id, "order_ids": running.ids}),
            ),
            "receipt": (self.support, "name", lambda: receipts.create(receipt_vals)),
        }

    def test_many_at_once_follow_one_another(self):
        """A batch of bids takes few statements, over New Year too; a series that core counts without gaps
        gives its numbers one by one.
        """
        bids = self.env["ops.bid"].with_user(self.consultant)
        values = self._create_bid().copy_data()[0]
        series = self.env["ir.sequence"].search(
            [("code", "=", "ops.bid"), ("company_id", "=", self.company.id)]
        )
        for day, implementation in (
            ("2029-03-01 04:00:00", "standard"),
            (NEW_YEAR, "standard"),
            ("2030-03-01 04:00:00", "no_gap"),
        ):
            series.implementation = implementation
            with self.subTest(day=day), freeze_time(day):
                first, *rest = bids.create([dict(values) for _number in range(5)]).mapped("name")
                head, counter = first[:-5], int(first[-5:])
                self.assertEqual(rest, [f"{head}{counter + step:05d}" for step in range(1, 5)])

    @clause("M7.3", part="number")
    def test_year_and_counter_are_of_the_same_clock(self):
        """Whatever the user's clock is, New Year's documents begin the new year's series."""
        for kind, (user, field, make) in self._makers().items():
            numbers = []
            for day in ("2028-12-31 15:59:00", NEW_YEAR, "2029-06-01 04:00:00"):
                for clock in CLOCKS:
                    user.tz = clock
                    with freeze_time(day):
                        numbers.append(make()[field])
            with self.subTest(kind=kind):
                head = numbers[0].rpartition("2028-")[0]
                counters = [int(number[-5:]) for number in numbers]
                first = counters[0]
                self.assertEqual(numbers[:4], [f"{head}2028-{first + n:05}" for n in range(4)])
                self.assertEqual(numbers[4:], [f"{head}2029-{n:05}" for n in range(1, 9)])

    def test_the_outbound_slip_too(self):
        order = self._run(deliver=False)
        for day in (NEW_YEAR, "2029-06-01 04:00:00"):
            for clock in CLOCKS[:2]:
                self.manager.tz = clock
                with freeze_time(day):
                    release = (
                        self.env["ops.release"]
                        .with_user(self.support)
                        .create(
                            {
                                "order_id": order.id,
                                "line_ids": [(0, 0, {"order_line_id": order.order_line.id, "quantity": 1})],
                            }
                        )
                    )
                    release.action_submit()
                    release.with_user(self.manager).action_ops_approve()
        numbers = order.sudo().ops_release_ids.sorted("id").mapped("slip_number")
        self.assertEqual(numbers, [f"CK2029-0000{number}" for number in range(1, 5)])

    def test_a_date_in_the_context_decides_nothing(self):
        with freeze_time(NEW_YEAR):
            bid = self._create_bid()
            asked = self.env["ops.bid"].with_context(ir_sequence_date="2019-01-01", tz="America/New_York")
            other = asked.with_user(self.consultant).create(bid.copy_data()[0])
        self.assertEqual((bid.name, other.name), ("BID-2029-00001", "BID-2029-00002"))

    def test_a_number_in_use_is_skipped(self):
        """What was made in the hours when year and counter differed is not met again by the counter."""
        with freeze_time(NEW_YEAR):
            bids = self.env["ops.bid"].union(*(self._create_bid() for _number in range(2)))
            bids[1]._stamp({"name": "BID-2029-00003"})
            made = [self._create_bid().name for _number in range(2)]
        self.assertEqual(made, ["BID-2029-00004", "BID-2029-00005"])

    def test_no_number_twice_in_the_database(self):
        documents = [
            name
            for name, model in self.env.items()
            if hasattr(model, "_draw_numbers") and not model._abstract
        ]
        self.assertGreaterEqual(len(documents), 5)
        self.env.cr.execute("SELECT tablename, indexdef FROM pg_indexes WHERE indexdef LIKE 'CREATE UNIQUE%'")
        indexes = self.env.cr.fetchall()
        wanted = [(self.env[name]._table, "(company_id, name)") for name in documents]
        for table, columns in [*wanted, ("ops_release", "(company_id, slip_number)")]:
            self.assertTrue([row for row in indexes if row[0] == table and columns in row[1]], table)
        first, second = self._create_bid(), self._create_bid()
        with self.assertRaises(psycopg2.errors.UniqueViolation) as caught, self.env.cr.savepoint():
            second._stamp({"name": first.name})
            self.env.flush_all()
        self.assertIn("taken already", self.env["ops.bid"]._sql_error_to_message(caught.exception))

    def test_the_approver_reads_a_sentence(self):
        """A step after the approval that the database refuses is told in its constraint's words."""
        order = self._run(deliver=False)
        taken = self._release_all(order)
        other = self._run(deliver=False)
        release = (
            self.env["ops.release"]
            .with_user(self.support)
            .create({"order_id": other.id, "line_ids": other.sudo()._ops_prepare_release_lines()})
        )
        release.action_submit()
        self.patch(
            type(release),
            "_draw_numbers",
            lambda self, *args: self._stamp({"slip_number": taken.slip_number}),
        )
        release.with_user(self.manager).action_ops_approve()
        self.assertEqual(release.state, "submitted")
        self.assertEqual(release.sudo().ops_gate_error, "Each outbound slip has its own number.")

    def test_migrated_contracts_do_not_take_a_number_in_use(self):
        self.company.ops_contract_import = True
        row = ["GP-1", "signed", "2025-11-03 02:00:00", "1", str(self.customer.id), str(self.consultant.id)]
        rows = [list(row), list(row)]
        fields = ["name", "state", "date_signed", "is_migrated", "partner_id/.id", "user_id/.id"]
        result = self.env["ops.contract"].with_user(self.rule_admin).load(fields, rows)
        self.assertFalse(result["ids"])
        self.assertIn("the register has already", result["messages"][0]["message"])
        with self.assertRaises(UserError):
            self._create_contract(self.env["sale.order"], name="GP-1")

    def test_upgrade_tells_apart_what_bears_one_number(self):
        bids = self.env["ops.bid"].union(*(self._create_bid() for _number in range(3)))
        number = bids[0].name
        self.env.flush_all()
        self.env.cr.execute("DROP INDEX ops_bid_name_unique")
        self.env.cr.execute("UPDATE ops_bid SET name = %s WHERE id = ANY(%s)", [number, bids.ids])
        script = load_script(
            file_path("ops_dept/migrations/19.0.1.1.0/pre-numbers.py"), "ops_dept_pre_numbers"
        )
        with self.assertLogs("ops_dept_pre_numbers", "WARNING") as told:
            script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(bids.mapped("name"), [number, f"{number}/2", f"{number}/3"])
        self.env.cr.execute("CREATE UNIQUE INDEX ON ops_bid (company_id, name)")
        log = self.env["ops.log"].search([("model", "=", "ops.bid"), ("event", "=", "setting")], limit=2)
        self.assertEqual(set(log.mapped("res_id")), set(bids[1:].ids))
        self.assertEqual(len(told.output), 2)
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.assertEqual(self._create_bid().name, f"{number[:-5]}{int(number[-5:]) + 3:05}")
