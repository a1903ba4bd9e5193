"""What the customer owes stands on the card before the door, as far as one may read his invoices."""

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import clause
from ...visit.visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestArrears(VisitCase):
    def _invoice(self, due, seller):
        self.company.ops_rulebook = False
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_user_id": seller.id,
                "invoice_date": "2026-01-10",
                "invoice_date_due": due,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    (0, 0, {"product_id": self.plain.id, "quantity": 1, "price_unit": 300, "tax_ids": False})
                ],
            }
        )
        invoice.action_post()
        self.company.ops_rulebook = True
        return invoice

    def _shown(self, visit, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return visit.with_user(user or self.consultant).customer_html or ""

    @clause("P1.2", part="arrears")
    @clause("M5.6", part="arrears before the door")
    def test_what_is_overdue_is_summed_and_what_is_not_due_left_out(self):
        visit = self._plan()
        self._invoice("2026-03-10", self.consultant)
        self.assertNotIn("300.00", self._shown(visit), "not due yet")
        self._invoice("2026-02-10", self.consultant)
        self._invoice("2026-02-20", self.consultant)
        for user in (self.consultant, self.leader):
            self.assertIn("600.00", self._shown(visit, user), user.login)
        self.assertIn("on 2 invoices, since", self._shown(visit))

    def test_a_colleagues_invoice_stays_closed(self):
        visit = self._plan()
        self._invoice("2026-02-10", self.stranger)
        self.assertNotIn("300.00", self._shown(visit))
        self.assertIn("300.00", self._shown(visit, self.leader))
