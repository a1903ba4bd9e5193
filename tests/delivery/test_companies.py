"""A document belongs to the company of what it comes from, whichever the user works in first."""

from odoo.tests import Form, tagged

from ..common import clause
from .common import ReleaseCase


@tagged("post_install", "-at_install")
@clause("W4.C", part="companies")
class TestCompanies(ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Ours in the North"})
        for name in ("consultant", "support", "manager"):
            getattr(cls, name).company_ids = [(4, cls.other.id)]

    def _both(self, records):
        """Both companies are ticked, the other one first."""
        return records.with_context(allowed_company_ids=[self.other.id, self.company.id])

    def test_release_of_an_order(self):
        order = self._running()
        action = self._both(order.with_user(self.support)).action_ops_request_release()
        releases = self._both(self.env["ops.release"].with_user(self.support))
        with Form(releases.with_context(**action["context"])) as form:
            self.assertEqual(form.company_id, self.company)
        form.record.action_submit()
        self.assertEqual((form.record.company_id, form.record.state), (self.company, "submitted"))
        # from the list of the order's releases, and with the order chosen by hand
        action = self._both(order.with_user(self.support)).action_ops_open_releases()
        self.assertEqual(Form(releases.with_context(**action["context"])).company_id, self.company)
        with Form(releases) as form:
            self.assertEqual(form.company_id, self.other)
            form.order_id = order
            self.assertEqual(form.company_id, self.company)

    def test_release_created_by_a_client(self):
        order = self._running()
        releases = self._both(self.env["ops.release"].with_user(self.support))
        self.assertEqual(releases.create({"order_id": order.id}).company_id, self.company)

    def test_bid_of_an_opportunity(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Pumps",
                "type": "opportunity",
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "user_id": self.consultant.id,
            }
        )
        bids = self._both(self.env["ops.bid"].with_user(self.consultant))
        for action in (
            self._both(lead.with_user(self.consultant)).action_ops_new_bid(),
            self._both(lead.with_user(self.consultant)).action_ops_open_bids(),
        ):
            self.assertEqual(Form(bids.with_context(**action["context"])).company_id, self.company)
        self.assertEqual(bids.create({"lead_id": lead.id}).company_id, self.company)

    def test_quotation_of_a_bid(self):
        bid = (
            self.env["ops.bid"]
            .with_user(self.consultant)
            .create({"title": "Pumps", "partner_id": self.customer.id, "team_id": self.team.id})
        )
        context = self._both(bid)._prepare_quotation_context()
        quotations = self._both(self.env["sale.order"].with_user(self.consultant))
        self.assertEqual(Form(quotations.with_context(**context)).company_id, self.company)

    def test_contract_of_a_quotation(self):
        order = self._approve(self._create_order())
        action = self._both(order.with_user(self.support)).action_ops_issue_contract()
        contracts = self._both(self.env["ops.contract"].with_user(self.support))
        with Form(contracts.with_context(**action["context"])) as form:
            self.assertEqual(form.company_id, self.company)
        self.assertEqual(form.record.company_id, self.company)

    def test_invoice_request_of_a_release_and_an_order(self):
        order = self._running()
        release = self._release(order)
        self._ship(self._picking(order))
        for origin in (release, order):
            action = getattr(
                self._both(origin.with_user(self.support)),
                "action_request_invoice" if origin == release else "action_ops_request_invoice",
            )()
            requests = self._both(self.env["ops.invoice.request"].with_user(self.support))
            self.assertEqual(Form(requests.with_context(**action["context"])).company_id, self.company)

    def test_receipt_of_an_order(self):
        order = self._running()
        action = self._both(order.with_user(self.support)).action_ops_register_receipt()
        receipts = self._both(self.env["ops.receipt"].with_user(self.support))
        self.assertEqual(Form(receipts.with_context(**action["context"])).company_id, self.company)
