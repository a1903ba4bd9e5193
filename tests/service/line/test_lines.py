"""The products of a case: delivered to this customer, not twice, under warranty (W8.A, W9.A)."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..common import ServiceCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestLines(ServiceCase):
    @clause("W8.A", part="what was never delivered")
    def test_serial_of_somebody_else_is_named(self):
        strange = self.env["stock.lot"].create({"name": "SN-X", "product_id": self.pump.id})
        case = self._case("repair", [{"product_id": self.pump.id, "lot_id": strange.id}])
        with self.assertRaisesRegex(UserError, "SN-X"):
            case.action_ops_submit()
        case.ops_line_ids.write({"is_foreign": True})
        case.action_ops_submit()
        self.assertTrue(case.ops_is_foreign)

    def test_who_opens_or_reads_cases_finds_them_by_serial_number(self):
        """As in a request of its own: nothing that others read is in the cache."""
        lot = self._serial("SN-9")
        case = self._case("repair", [{"product_id": self.pump.id, "lot_id": lot.id}])
        for user in (self.support, self.consultant, self.manager, self.purchaser, self.leader, self.auditor):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.subTest(user.login):
                env = self.env(user=user)
                self.assertEqual(env["stock.lot"].name_search("SN-9"), [(lot.id, "SN-9")])
                self.assertFalse(env["stock.lot"].has_access("write"))
                found = env["helpdesk.ticket"].search([("ops_line_ids.lot_id.name", "=", "SN-9")])
                self.assertEqual(found.ids, case.ids)

    def test_what_is_refused_is_said_to_who_opens_it(self):
        strange = self.env["stock.lot"].create({"name": "SN-Y", "product_id": self.pump.id})
        case = self._case("repair", [{"product_id": self.pump.id, "lot_id": strange.id}])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "SN-Y.*W8.A"):
            case.with_env(self.env(user=self.support)).action_ops_submit()

    @clause("W9.A", part="not more than delivered")
    def test_not_more_than_delivered(self):
        order = self._delivered()
        case = self._case("return", [{"product_id": self.plain.id, "quantity": 11}])
        self.assertEqual(case.ops_line_ids.quantity_delivered, 10)
        self.assertEqual(case.ops_line_ids.order_line_id, order.order_line)
        with self.assertRaisesRegex(UserError, "W9.A"):
            case.action_ops_submit()
        case.ops_line_ids.write({"quantity": 10})
        case.action_ops_submit()
        self.assertEqual(case.ops_step, "submitted")
        with self.assertRaisesRegex(UserError, "W9.A"):
            case.ops_line_ids.write({"quantity": 1})

    @clause("W8.A", part="a serial number in one open case")
    def test_serial_in_two_open_cases(self):
        lot = self._serial()
        line = {"product_id": self.pump.id, "lot_id": lot.id}
        first = self._asked("repair", lines=[line])
        second = self._case("repair", [line])
        with self.assertRaisesRegex(UserError, first.number):
            second.action_ops_submit()
        first.with_user(self.manager).action_ops_refuse("Too old")
        second.action_ops_submit()

    @clause("W8.A", part="serial numbers are named")
    def test_serial_is_needed_where_goods_come_back(self):
        self._serial()
        case = self._case("repair", [{"product_id": self.pump.id}])
        with self.assertRaisesRegex(UserError, "serial"):
            case.action_ops_submit()

    def test_the_same_serial_number_again_within_half_a_year(self):
        lot = self._serial()
        line = {"product_id": self.pump.id, "lot_id": lot.id}
        first = self._case("repair", [line], ops_date_received="2026-03-01 02:00:00").ops_line_ids
        again = self._case("repair", [line], ops_date_received="2026-08-01 02:00:00").ops_line_ids
        much_later = self._case("repair", [line], ops_date_received="2027-08-01 02:00:00").ops_line_ids
        self.assertEqual([each.is_repeat for each in (first, again, much_later)], [False, True, False])
        found = self.env["ops.ticket.line"].with_user(self.manager).search([("is_repeat", "=", True)])
        self.assertEqual(found.sudo(False).ids, again.ids)

    def test_warranty_counts_from_the_delivery(self):
        lot = self._serial()
        case = self._case("repair", [{"product_id": self.pump.id, "lot_id": lot.id}])
        self.assertEqual(str(case.ops_line_ids.date_warranty), "2027-03-02")
        self.assertEqual(case.ops_warranty, "in")
        with freeze_time("2027-03-03 02:00:00"):
            case.invalidate_recordset()
            case.ops_line_ids.invalidate_recordset()
            self.assertEqual(case.ops_warranty, "over")

    def test_many_lines_cost_no_more_queries_than_few(self):
        self._delivered()
        counts = [self._count_queries(number) for number in (2, 30)]
        self.assertEqual(counts[0], counts[1])

    def _count_queries(self, number):
        case = self._case("return", [{"product_id": self.plain.id, "quantity": 1}] * number)
        lines = self.env["ops.ticket.line"].browse(case.ops_line_ids.ids)
        self.env.flush_all()
        self.env.invalidate_all()
        lines.mapped("quantity")
        before = self.env.cr.sql_log_count
        lines.mapped("quantity_delivered")
        return self.env.cr.sql_log_count - before
