"""A booking is handled at once: from the talk to its quotation in one tap (V5.1, P3.6)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...common import clause
from ...visit.visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestQuotationOfVisit(VisitCase):
    def _made(self, **vals):
        visit = self._plan()
        visit.action_register_times(MONDAY - timedelta(minutes=30), MONDAY)
        return self._say(visit, **vals)

    def _offer(self, visit):
        visit.offer_ids = [
            (0, 0, {"sequence": 2, "product_id": self.plain.id, "quantity": 3, "price_unit": 90}),
            (
                0,
                0,
                {"sequence": 1, "product_id": self.plain.id, "quantity": 7, "price_unit": 95, "discount": 2},
            ),
        ]
        self.env.flush_all()
        self.env.invalidate_all()

    def _quote(self, visit):
        """Open the quotation, change nothing and save it, as its consultant does."""
        action = visit.action_new_quotation()
        return Form(
            self.env["sale.order"].with_user(self.consultant).with_context(**action["context"])
        ).save()

    @clause("V5.1")
    @clause("N2.6", part="the offer lines")
    @clause("P2.6")
    def test_the_quotation_carries_the_visit_and_its_lines_in_their_order(self):
        visit = self._made(result="booking")
        self._offer(visit)
        order = self._quote(visit)
        self.assertEqual(order.ops_visit_id, visit)
        self.assertEqual(order.partner_id, self.customer)
        self.assertEqual(
            order.order_line.mapped(lambda line: (line.product_uom_qty, line.price_unit, line.discount)),
            [(7, 95, 2), (3, 90, 0)],
        )
        self.assertEqual(visit.order_count, 1)
        self.assertEqual(visit.action_open_quotations()["res_id"], order.id)
        self.assertEqual(order.action_ops_open_visit()["res_id"], visit.id)

    @clause("V5.1")
    def test_a_booking_without_quotation_is_late_at_the_end_of_the_day(self):
        visit = self._made(result="booking")
        visit.action_report()
        owed = self._owed(visit, "V5.1")
        self.assertEqual(owed.owner_id, self.consultant)
        due = self.company.resource_calendar_id._ops_deadline(MONDAY, 0, "end_of_day", company=self.company)
        self.assertEqual(owed.date_due, due)
        with freeze_time(due + timedelta(hours=1)), self.enter_registry_test_mode():
            self.env.ref("ops_dept.ir_cron_obligation_overdue").method_direct_trigger()
        owed.invalidate_recordset()
        self.assertEqual(owed.state, "late")
        self._quote(visit)
        self.assertEqual(owed.state, "met")

    def test_what_was_quoted_before_the_report_is_not_owed(self):
        visit = self._made(result="booking")
        self._quote(visit)
        visit.action_report()
        self.assertFalse(self._owed(visit, "V5.1"))
        other = self._made(result="interested")
        other.action_report()
        self.assertFalse(self._owed(other, "V5.1"))

    @clause("P3.6")
    def test_the_points_of_an_oral_agreement_are_on_the_quotation(self):
        call = self._plan(channel="inbound", caller_number="1", goal_id=False)
        call.write(
            {
                "talk": "Ten bearings by Friday",
                "result": "booking",
                "promise": "Pays on delivery",
                "commitment": "Two per cent off",
            }
        )
        self._offer(call)
        call.action_close_call()
        order = self._quote(call)
        for point in ("Ten bearings by Friday", "Pays on delivery", "Two per cent off"):
            self.assertIn(point, order.ops_agreement)
        self.assertEqual(self._owed(call, "V5.1").state, "met")

    def test_another_customers_quotation_settles_nothing(self):
        visit = self._made(result="booking")
        visit.action_report()
        foreign = self.env["sale.order"].create(
            {"partner_id": self.other_customer.id, "user_id": self.consultant.id, "team_id": self.team.id}
        )
        foreign = foreign.with_user(self.consultant)
        with self.assertRaisesRegex(UserError, "V5.1"):
            foreign.ops_visit_id = visit
        with self.assertRaisesRegex(UserError, "V5.1"):
            self.env["sale.order"].create({"partner_id": self.other_customer.id, "ops_visit_id": visit.id})
        self.assertEqual(self._owed(visit, "V5.1").state, "open")
