"""A customer with whom everything has happened once, from the inquiry to the ticket."""

from ..cash.common import CashCase
from ..cash.receipt_common import ReceiptCase

SAID = "They want ten bearings a month"
SHOWN = {
    **{name: {} for name in ("date", "kind", "phase", "number", "title", "state_text", "amount", "icon")},
    **{name: {"fields": {"display_name": {}}} for name in ("partner_id", "contact_id", "user_id")},
    "currency_id": {"fields": {"display_name": {}}},
}


class TimelineCase(CashCase, ReceiptCase):
    """Each document is made as its role makes it; a visit and a call have been handed in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.user_id = cls.consultant
        cls.person = cls.env["res.partner"].create({"name": "Mr Shen", "parent_id": cls.customer.id})

    def _live(self):
        """Let everything happen once, and return kind → document."""
        visit = self._talk()
        call = self._talk(channel="outbound")
        lead = (
            self.env["crm.lead"]
            .with_user(self.consultant)
            .create({"name": "Bearings", "partner_id": self.person.id, "type": "opportunity"})
        )
        quotation = self._create_order(client_order_ref="For next year")
        order = self._run()
        invoice = self._invoice(order)
        receipt = self._create_receipt([(invoice, 500)], payer_reference="Bank 4711")
        self._submit_receipt(receipt)
        ticket = self.env["helpdesk.ticket"].create(
            {
                "name": "A bearing is hot",
                "description": "It is",
                "partner_id": self.person.id,
                "company_id": self.company.id,
            }
        )
        credit = self._credit(invoice)
        return {
            "visit": visit,
            "call": call,
            "inquiry": lead,
            "quotation": quotation,
            "order": order,
            "contract": order.ops_contract_id,
            "release": order.sudo().ops_release_ids,
            "delivery": order.sudo().picking_ids,
            "invoice": invoice,
            "credit_note": credit,
            "receipt": receipt,
            "ticket": ticket,
        }

    def _talk(self, user=None, **vals):
        """Return a visit or call that was handed in."""
        user = user or self.consultant
        visit = (
            self.env["ops.visit"]
            .with_user(user)
            .create(
                {
                    "partner_id": self.customer.id,
                    "contact_id": self.person.id,
                    "date_start": "2026-03-02 02:00",
                    **vals,
                }
            )
        )
        visit.sudo()._stamp({"state": "reported", "talk": SAID, "result": "interested"})
        return visit

    def _credit(self, invoice):
        """Return a posted credit note of an invoice: posted with the switch off, it has a gate of its own."""
        self._switch(False)
        credit = invoice.sudo()._reverse_moves([{"invoice_date": "2026-03-05", "date": "2026-03-05"}])
        credit.invoice_line_ids[:1].quantity = 1
        credit.action_post()
        self._switch(True)
        return credit

    def _rows(self, user, domain=None):
        """Return the customer's timeline as somebody sees it."""
        timeline = self.env["ops.timeline"].with_user(user)
        return timeline.search(domain or [("partner_id", "=", self.customer.id)])
