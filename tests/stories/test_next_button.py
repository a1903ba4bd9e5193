"""Who opens a document finds the next step of his role as its first button, along the whole deal."""

from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .deal_player import DealPlayer


@tagged("post_install", "-at_install")
class TestNextButton(DealPlayer):
    """On a phone only the first visible button of the header shows: it has to be the right one."""

    def test_first_button_from_inquiry_to_quotation(self):
        lead = self.inquire()
        self._expect(lead, consultant="action_ops_new_bid", support="action_ops_new_bid")
        bid = self.receive_bid(lead)
        self._expect(bid, consultant="action_ops_submit", support="action_ops_submit")
        following = "action_ops_open_next_bid"
        self._expect(lead, consultant=following, support=following)
        self.report_bid(bid)
        self._expect(bid, consultant="action_ops_withdraw", manager="action_ops_approve")
        self._expect(lead, consultant=following, manager=following)
        self.approve(bid, self.manager)
        self._expect(bid, leader="action_ops_approve")
        self.approve(bid, self.leader)
        self._expect(bid, consultant="action_new_quotation")
        self._expect(lead, consultant="action_sale_quotations_new")
        order = self.quote(bid, [(self.key, 30, 8000), (self.difficult, 2, 3000.10)])
        self._expect(order, consultant="action_ops_ask_technical")
        self.ask_technical(order)
        self._expect(order, technician="action_ops_open_questions")
        self.answer_technical(order)
        self._expect(order, consultant="action_ops_submit")
        self.submit_quotation(order)
        self._expect(order, consultant="action_ops_withdraw", purchaser="action_ops_open_questions")
        self.answer_purchasing(order)
        self._expect(order, purchaser="action_ops_approve")
        self.approve(order, self.purchaser)
        self._expect(order, manager="action_ops_approve")
        self._decide(order)
        paper = str(self.env.ref("ops_dept_reports.report_ops_quotation").id)
        self._expect(order, consultant=paper, support="action_ops_issue_contract")

    def test_first_button_from_contract_to_money(self):
        order = self.quote_freely([(self.plain, 10, 99.99)])
        self.submit_quotation(order)
        self._decide(order)
        contract = self.issue_contract(order)
        self._expect(contract, consultant="action_ops_submit", support="action_ops_submit")
        self.answer_feasibility(contract)
        self.negotiate(contract, "The price")
        self.lower_price(order, 0, 90)
        self._expect(contract, manager="action_confirm_deviations", leader="action_confirm_deviations")
        self.confirm_deviations(contract)
        self.submit_contract(contract)
        self._expect(contract, manager="action_ops_approve")
        self._decide(contract)
        self._expect(contract, consultant="action_sign", support="action_sign")
        self.state_signature(contract, "2026-03-02 07:00:00")
        self.sign(contract)
        self._expect(contract, support="action_enter")
        self.enter(order)
        self._expect(contract, support="action_request_release")
        self._expect(order, support="action_ops_request_release")

        release = self.request_release(order, "2026-03-03")
        self._expect(release, support="action_ops_submit")
        self.submit_release(release)
        self._expect(contract, support="action_archive_original")
        self._expect(release, support="action_ops_withdraw", manager="action_ops_approve")
        self._decide(release)
        self._expect(release, keeper="action_open_deliveries")
        self._expect(self.next_transfer(order), keeper="button_validate")
        self.ship(self.next_transfer(order))
        self._expect(order, support="action_ops_request_invoice")
        slip = str(self.env.ref("ops_dept_reports.report_ops_release").id)
        self._expect(release, support="action_request_invoice", consultant=None, manager=slip)

        request = self.request_invoice(order)
        self._expect(request, support="action_ops_submit")
        self.submit_invoice_request(request)
        for decider in ("manager", "purchaser", "accountant"):
            self._expect(request, **{decider: "action_ops_approve"})
            self.approve(request, getattr(self, decider))
        self._expect(request, support="action_hand_over", clerk="action_hand_over")
        self._expect(release, support=slip)
        move = request.sudo().move_id
        self._expect(request, consultant="action_register_receipt", accountant="action_register_receipt")
        self.hand_over_invoice(request)
        self._expect(request, support="action_register_receipt", clerk=None)
        self._expect(move, support="action_ops_register_receipt", accountant="action_ops_register_receipt")
        receipt = self.register_receipt(move)
        self._expect(receipt, support="action_ops_submit")
        self.submit_receipt(receipt)
        self._expect(receipt, support="action_ops_withdraw", accountant="action_ops_approve")
        self._expect(request, support=None, accountant=None)
        self._decide(receipt)
        self._expect(receipt, support="action_tell", consultant="action_tell")

    def test_departments_that_answer_are_offered_no_end_of_the_contract(self):
        order = self.quote_freely([(self.plain, 10, 99.99)])
        self.submit_quotation(order)
        self._decide(order)
        contract = self.issue_contract(order)
        for user in (self.purchaser, self.technician):
            self.assertFalse(contract.with_user(user).can_end, user.name)

    # ------------------------------------------------------------------
    # The form as a role sees it
    # ------------------------------------------------------------------
    def _expect(self, record, **buttons):
        """Expect as first button what is named for each role."""
        for role, button in buttons.items():
            with self.subTest(document=record._name, role=role, button=button):
                self.assertEqual(self._first_button(record.with_user(getattr(self, role))), button)

    def _first_button(self, record):
        """Return the name of the first button that the record's user sees in the header."""
        record.invalidate_recordset()
        arch = etree.fromstring(record.get_view(view_type="form")["arch"])
        for button in arch.xpath("//header//button"):
            condition = button.get("invisible") or "False"
            if not safe_eval(condition, {"context": {}, **self._read_for(record, condition)}):
                return button.get("name")
        return None

    def _read_for(self, record, condition):
        """Return the values that a condition names, as a form holds them."""
        names = compile(condition, "invisible", "eval").co_names
        names = [name for name in names if name in record._fields]
        [values] = record.read(names, load="")
        return values
