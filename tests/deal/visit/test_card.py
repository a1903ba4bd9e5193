"""Who ordered before, even once, is thanked first, and his last orders stand on the card."""

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import clause
from ...visit.visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestCard(VisitCase):
    def _order(self, seller, is_confirmed=True):
        """Make an order of the customer from before the rulebook."""
        self.company.ops_rulebook = False
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "user_id": seller.id,
                "order_line": [(0, 0, {"product_id": self.plain.id, "product_uom_qty": 2, "price_unit": 50})],
            }
        )
        if is_confirmed:
            order.action_confirm()
        self.company.ops_rulebook = True
        return order

    def _look(self, visit, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return visit.with_user(user or self.consultant)

    @clause("V3.4")
    @clause("P1.2")
    def test_one_confirmed_order_is_enough_for_thanks_and_is_shown(self):
        thanks = self.env.ref("ops_dept.coach_existing").text
        visit = self._plan()
        self._order(self.consultant, is_confirmed=False)
        self.assertNotIn(thanks, self._look(visit).coach_html, "a quotation is no order")
        order = self._order(self.consultant)
        self.assertIn(thanks, self._look(visit).coach_html)
        shown = visit.customer_html
        self.assertIn(order.name, shown)
        self.assertIn("100.00", shown, "untaxed")
        call = self._plan(channel="outbound")
        self.assertIn(order.name, self._look(call).customer_html, "beside a call, too")
        visit.action_depart()
        self.assertIn("existing", visit.shown_card_ids.mapped("situation"))

    def test_a_colleagues_order_is_reason_to_thank_and_stays_closed(self):
        visit = self._plan()
        order = self._order(self.stranger)
        self.assertIn(self.env.ref("ops_dept.coach_existing").text, self._look(visit).coach_html)
        self.assertNotIn(order.name, visit.customer_html or "")
        self.assertIn(order.name, self._look(visit, self.leader).customer_html)
