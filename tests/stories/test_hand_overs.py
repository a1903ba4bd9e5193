"""The next person is told by the one before: whose first page names document and act, step by step."""

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .deal_player import DealPlayer

PEOPLE = (
    "consultant",
    "support",
    "manager",
    "leader",
    "purchaser",
    "technician",
    "accountant",
    "keeper",
    "clerk",
)


@tagged("post_install", "-at_install")
class TestHandOvers(DealPlayer):
    """After each act of a deal exactly one card of whoever acts next names the document, with its button."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.plain | cls.key | cls.difficult).invoice_policy = "delivery"  # one act after the other

    def test_the_line_from_inquiry_to_customer_told(self):
        lead = self.inquire()
        self._expect(lead, consultant=("inquiries", "New Bid", "action_ops_new_bid"))
        bid = self.receive_bid(lead)
        self._expect(bid, consultant=("bids", "Report", ""))
        self._expect(lead)
        self.report_bid(bid)
        self._expect(bid, manager=("approvals", "", ""))
        self._decide(bid)
        self._expect(bid, consultant=("bids", "New Quotation", "action_new_quotation"))
        order = self._walk_quotation(bid)
        contract = self._walk_contract(order)
        self._walk_delivery(order, contract)
        self._walk_money(order)

    def _walk_quotation(self, bid):
        order = self.quote(bid, [(self.key, 30, 8000), (self.difficult, 2, 3000), (self.plain, 10, 99)])
        self._expect(order, consultant=("quotations", "Ask Technical", ""))
        self._expect(bid)
        self.ask_technical(order)
        question = self._questions(order, self.technician, "technical")
        self._expect(question, technician=("questions", "Answer", ""))
        self._expect(order, elsewhere={"consultant": "quotations_elsewhere"})
        self.answer_technical(order)
        self._expect(order, consultant=("quotations", "Submit", ""))
        self.submit_quotation(order)
        question = self._questions(order, self.purchaser, "purchasing")
        self._expect(question, purchaser=("questions", "Answer", ""))
        self._expect(order, elsewhere={"consultant": "requests"})  # not to approve before it is answered
        self.answer_purchasing(order)
        for decider in ("purchaser", "manager", "leader"):
            self._expect(order, elsewhere={"consultant": "requests"}, **{decider: ("approvals", "", "")})
            self.approve(order, getattr(self, decider))
        draw = ("to_contract", "Issue Contract", "action_ops_issue_contract")
        self._expect(order, consultant=("quotations", "Send", ""), support=draw)
        self.send_quotation(order)
        ask = ("quotations", "Ask for Contract", "action_ops_ask_contract")
        self._expect(order, consultant=ask, support=draw)
        order.with_user(self.consultant).action_ops_ask_contract()
        self._expect(order, support=draw, elsewhere={"consultant": "quotations_elsewhere"})
        return order

    def _walk_contract(self, order):
        contract = self.issue_contract(order)
        self._expect(order)
        self._expect(contract, consultant=("contracts", "Fill In", ""))
        self.answer_feasibility(contract)
        self._expect(contract, consultant=("contracts", "Submit", ""))
        self.negotiate(contract, "The price")
        self.lower_price(order, 0, 7900)
        self._expect(contract.deviation_ids, manager=("deviations", "Decide", ""))
        self.confirm_deviations(contract)
        self.submit_contract(contract)
        for decider in ("technician", "manager", "leader"):
            self._expect(contract, elsewhere={"consultant": "requests"}, **{decider: ("approvals", "", "")})
            self.approve(contract, getattr(self, decider))
        self._expect(contract, consultant=("contracts", "Sign", ""))
        self.state_signature(contract, "2026-03-02 07:00:00")
        self.sign(contract)
        self._expect(contract, support=("contracts", "Enter", ""))
        self._expect(order)
        return contract

    def _walk_delivery(self, order, contract):
        self.enter(order)
        request = ("to_release", "Request Release", "action_ops_request_release")
        self._expect(order, support=request)
        self._expect(contract, support=("contracts", "Archive", ""))
        self.archive(contract)
        self._expect(contract)
        release = self.request_release(order, "2026-03-03")
        self._expect(order, support=request)
        self.submit_release(release)
        self._expect(order)
        self._expect(release, manager=("approvals", "", ""), elsewhere={"support": "requests"})
        self._decide(release)
        self._expect(
            release, keeper=("to_ship", "Ship", "action_open_deliveries"), clerk=("to_ship", "Open It", "")
        )
        self.ship(self.next_transfer(order))
        self._expect(release, clerk=("notes_to_hand_in", "Hand In Note", ""))
        self.hand_in_note(release)
        self._expect(
            release,
            support=("notes_to_take", "Take Over", "action_take_note"),
            elsewhere={"clerk": "notes_handed"},
        )
        self.take_note(release)
        self._expect(release)

    def _walk_money(self, order):
        self._expect(order, support=("to_invoice", "Request Invoice", "action_ops_request_invoice"))
        request = self.request_invoice(order)
        self._expect(order)
        self._expect(request, support=("invoice_requests", "Submit", ""))
        self.submit_invoice_request(request)
        for decider in ("manager", "purchaser", "accountant"):
            self._expect(request, elsewhere={"support": "requests"}, **{decider: ("approvals", "", "")})
            self.approve(request, getattr(self, decider))
        hand_over = ("invoices_to_sign", "Hand Over", "")
        self._expect(request, support=hand_over, clerk=hand_over)
        move = request.sudo().move_id
        self._expect(move)
        self.hand_over_invoice(request)
        self._expect(request)
        collect = ("to_collect", "Register Receipt", "action_ops_register_receipt")
        self._expect(move, support=collect, consultant=collect)
        receipt = self.register_receipt(move)
        self._expect(move)
        self._expect(receipt, support=("receipts", "Submit", ""), consultant=("receipts", "Submit", ""))
        self.submit_receipt(receipt)
        self._expect(receipt, accountant=("approvals", "", ""), elsewhere={"support": "requests"})
        self._decide(receipt)
        tell = ("receipts", "Tell Customer", "")
        self._expect(receipt, support=tell, consultant=tell)
        self.tell_customer(receipt)
        self._expect(receipt)
        self._expect(move)

    # ------------------------------------------------------------------
    # What comes back
    # ------------------------------------------------------------------
    def test_what_is_refused_is_back_with_who_asked(self):
        order = self.quote_freely([(self.plain, 10, 99.99)])
        self.submit_quotation(order)
        order.with_user(self.manager).action_ops_refuse("Too low")
        self._expect(order, consultant=("quotations", "Correct", ""))
        self.submit_quotation(order)
        self._decide(order)
        contract = self.issue_contract(order)
        self.answer_feasibility(contract)
        self.submit_contract(contract)
        contract.with_user(self.manager).action_ops_refuse("Other terms")
        self._expect(contract, consultant=("contracts", "Correct", ""))
        self.submit_contract(contract)
        self._decide(contract)
        self.state_signature(contract, "2026-03-02 07:00:00")
        self.sign(contract)
        self.enter(order)
        release = self.request_release(order, "2026-03-03")
        self.submit_release(release)
        release.with_user(self.manager).action_ops_refuse("Not paid")
        self._expect(order, support=("to_release", "Request Release", "action_ops_request_release"))
        self.submit_release(release)
        self._decide(release)
        self.ship(self.next_transfer(order))
        request = self.request_invoice(order)
        self.submit_invoice_request(request)
        request.with_user(self.manager).action_ops_refuse("Another title")
        self._expect(order)
        self._expect(request, support=("invoice_requests", "Correct", ""))

    def test_order_by_phone_still_owes_its_contract(self):
        order = self.quote_freely([(self.plain, 10, 99.99)])
        self.submit_quotation(order)
        self._decide(order)
        basis = self.record_phone_order(order)
        self._expect(basis, consultant=("contracts", "Submit", ""))
        self.submit_contract(basis)
        self._expect(basis, manager=("approvals", "", ""), elsewhere={"consultant": "requests"})
        self._decide(basis)
        self._expect(basis, support=("contracts", "Enter", ""))
        self.enter(order)
        self._expect(basis, support=("contracts", "Issue Contract", "action_issue_formal"))
        self.issue_formal(basis)
        self._expect(basis)

    def test_inquiry_that_nobody_has_waits_for_the_manager(self):
        lead = self.inquire()
        lead.sudo().user_id = False
        self._expect(lead, manager=("inquiries", "Assign", ""))

    # ------------------------------------------------------------------
    # Asking for the contract
    # ------------------------------------------------------------------
    def test_support_is_asked_for_the_contract_once(self):
        order = self.quote_freely([(self.plain, 10, 99.99)])
        with self.refused(r"not approved.*M7\.3"):
            order.with_user(self.consultant).action_ops_ask_contract()
        self.submit_quotation(order)
        self._decide(order)
        with self.refused("never by hand"):
            order.with_user(self.consultant).write({"ops_date_contract_asked": "2026-03-02"})
        order.with_user(self.consultant).action_ops_ask_contract()
        asked = self.env.ref("ops_dept.mail_activity_type_contract")
        self.assertRecordValues(
            order.activity_ids, [{"user_id": self.support.id, "activity_type_id": asked.id}]
        )
        self.assertIn("was asked on", order.with_user(self.consultant).ops_basis_text)
        with self.refused(r"Support\) was asked on.*M7\.3"):
            order.with_user(self.consultant).action_ops_ask_contract()
        contract = self.issue_contract(order)
        self.assertFalse(order.activity_ids)
        with self.refused(rf"has its contract: {contract.name}"):
            order.with_user(self.consultant).action_ops_ask_contract()

    def test_a_new_approval_asks_anew(self):
        order = self.quote_freely([(self.plain, 10, 99.99)])
        self.submit_quotation(order)
        self._decide(order)
        order.with_user(self.consultant).action_ops_ask_contract()
        self.lower_price(order, 0, 80)
        self.assertFalse(order.ops_date_contract_asked)
        self.assertFalse(order.activity_ids)
        self._expect(order, consultant=("quotations", "Submit", ""))

    def test_only_who_sells_asks(self):
        order = self.quote_freely([(self.plain, 10, 99.99)])
        self.submit_quotation(order)
        self._decide(order)
        self.assertTrue(order.with_user(self.consultant).ops_can_ask_contract)
        self.assertFalse(order.with_user(self.support).ops_can_ask_contract)
        for user in (self.technician, self.keeper, self.accountant):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                order.with_user(user).action_ops_ask_contract()

    # ------------------------------------------------------------------
    # First pages
    # ------------------------------------------------------------------
    def _expect(self, records, elsewhere=None, **acts):
        """Expect these cards, and no other, to name these records on the first pages.

        :param elsewhere: `{role: key of the card of what others do}`
        :param acts: `role=(key of the card, button, action)` of who acts next
        """
        self.env.flush_all()
        self.env.invalidate_all()
        for role in PEOPLE:
            user = getattr(self, role)
            page = self.env["ops.home"].with_user(user).get_home()
            found, waiting = [], []
            for card in page["cards"]:
                if role in acts:
                    self._assert_list_is_card(card, user)
                for row in card["rows"]:
                    if (row["model"], row["res_id"]) in {(each._name, each.id) for each in records}:
                        key = card["key"]
                        if card["with_others"]:
                            waiting.append(key)
                        else:
                            found.append((key, row["button"], row["method"]))
            with self.subTest(records=records, role=role):
                self.assertEqual(found, [acts[role]] if role in acts else [])
                if role in (elsewhere or {}):
                    self.assertEqual(waiting, [elsewhere[role]])

    def _assert_list_is_card(self, card, user):
        """Behind a card's title lies the list of what it counts."""
        action = self.env["ir.actions.act_window"].with_user(user)._for_xml_id(card["action"])
        domain = safe_eval(action["domain"] or "[]", {"uid": user.id})
        found = self.env[action["res_model"]].with_user(user).search_count(domain)
        if card["key"] in ("obligations", "questions", "approvals", "to_ship"):
            # these lists also have what stands in another card, what comes later and what is done
            self.assertGreaterEqual(found, card["count"], card["key"])
        else:
            self.assertEqual(found, card["count"], (card["key"], user.name))
