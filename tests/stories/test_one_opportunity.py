"""One opportunity, two contracts: everything that came of it is one tap away (M1.4)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import clause
from .deal_player import DealPlayer

# What the buttons of the opportunity count and open.
DOCUMENTS = {
    "ops.bid": ("ops_bid_count", "action_ops_open_bids"),
    "ops.contract": ("ops_contract_count", "action_ops_open_contracts"),
    "ops.release": ("ops_release_count", "action_ops_open_releases"),
    "account.move": ("ops_invoice_count", "action_ops_open_invoices"),
    "ops.receipt": ("ops_receipt_count", "action_ops_open_receipts"),
}


@tagged("post_install", "-at_install")
class TestOneOpportunity(DealPlayer):
    def _play(self):
        """Return the opportunity and the documents of its two deals."""
        lead = self.inquire()
        bid = self.receive_bid(lead)
        self.report_bid(bid)
        self._decide(bid)
        first = self.running_order([(self.plain, 10, 99)], opportunity_id=lead.id)
        second = self.running_order([(self.plain, 5, 90)], opportunity_id=lead.id)
        release = self.request_release(first, "2026-03-03")
        self.submit_release(release)
        self._decide(release)
        self.ship(self.next_transfer(first))
        request = self.request_invoice(first)
        self.submit_invoice_request(request)
        self._decide(request)
        receipts = [self.register_receipt(document) for document in (first, second)]
        for receipt in receipts:
            self.submit_receipt(receipt)
            self._decide(receipt)
        found = {
            "ops.bid": bid.ids,
            "ops.contract": (first | second).sudo().ops_contract_id.ids,
            "ops.release": release.ids,
            "account.move": request.sudo().move_id.ids,
            "ops.receipt": [receipt.id for receipt in receipts],
        }
        return lead, found

    def _opened(self, lead, method):
        action = getattr(lead, method)()
        if action.get("res_id"):
            return [action["res_id"]]
        return self.env[action["res_model"]].search(action["domain"]).ids

    @clause("M1.4")
    def test_it_shows_all_that_came_of_it(self):
        lead, found = self._play()
        for reader in (self.consultant, self.manager, self.leader):
            seen = lead.with_user(reader)
            for model, ids in found.items():
                with self.subTest(reader=reader.login, model=model):
                    count, method = DOCUMENTS[model]
                    self.assertEqual(seen[count], len(ids))
                    self.assertEqual(sorted(self._opened(seen, method)), sorted(ids))
        self.assertEqual(lead.with_user(self.consultant).sale_order_count, 2)
        other = self.inquire().with_user(self.consultant)
        self.assertEqual({other[count] for count, _method in DOCUMENTS.values()}, {0})

    def test_each_sees_what_he_may_read(self):
        """Whoever shares the opportunity and not its contracts counts none."""
        lead, _found = self._play()
        lead.sudo().user_id = self.colleague
        seen = lead.with_user(self.colleague)
        self.assertEqual(seen.ops_contract_count, 0)
        with self.assertRaises(AccessError):
            lead.sudo().order_ids.ops_contract_id[0].with_user(self.colleague).read(["name"])
        form = seen.get_view(view_type="form")["arch"]
        for count, _method in DOCUMENTS.values():
            self.assertIn(f'name="{count}"', form)

    def test_two_contracts_cost_what_one_does(self):
        lead, _found = self._play()
        names = [count for count, _method in DOCUMENTS.values()]

        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lead.with_user(self.manager).read(names)
            return self.env.cr.sql_log_count - before

        statements()
        with_two = statements()
        orders = lead.sudo().order_ids
        orders[1:].copy({"opportunity_id": lead.id})
        self.assertEqual(statements(), with_two)
        self.assertLessEqual(with_two, 40)
