"""Two refusals never point at each other: the step that a sentence names is open to whom it names."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import clause
from .common import DealCase


@tagged("post_install", "-at_install")
class TestWaysOut(DealCase):
    def _amend(self, contract):
        return self._create_contract(self.env["sale.order"], parent_id=contract.id, order_ids=False)

    @clause("M7.3", part="void")
    def test_a_new_contract_after_one_that_ended(self):
        """The sentence “support issues a contract” was refused because the order belonged to the void one."""
        for end in ("void", "cancel"):
            order = self._approve(self._create_order())
            first = self._create_contract(order)
            if end == "void":
                first.with_user(self.support).action_void("Spoilt", form_returned=True)
            else:
                first.with_user(self.consultant).action_cancel("Starts anew")
            with self.assertRaisesRegex(UserError, r"support.*issues a contract"):
                order.with_user(self.support).action_confirm()
            mine = order.with_user(self.support)
            self.assertTrue(mine.ops_can_issue and mine.ops_can_record, end)
            second = self._create_contract(order)
            self.assertEqual((order.ops_contract_id, first.state), (second, end))
            self._sign_contract(second)
            mine.action_confirm()
            self.assertEqual(order.state, "sale", end)

    @clause("W3.F", part="after a void contract")
    def test_an_order_by_phone_after_a_contract_that_ended(self):
        order = self._approve(self._create_order())
        self._create_contract(order).with_user(self.support).action_void("Spoilt", form_returned=True)
        self._approve_contract(self._create_basis(order))
        order.with_user(self.support).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_what_ended_takes_no_orders_and_what_lives_keeps_them(self):
        void = self._create_contract(self._approve(self._create_order()))
        void.with_user(self.support).action_void("Spoilt", form_returned=True)
        free = self._approve(self._create_order())
        with self.assertRaisesRegex(UserError, r"Void.*issues a new contract"):
            free.with_user(self.support).ops_contract_id = void
        signed = self._sign_contract(self._create_contract(free))
        for contract in (void, self._create_contract(self._approve(self._create_order()))):
            with self.assertRaises(UserError):
                free.with_user(self.support).ops_contract_id = contract
        with self.assertRaisesRegex(UserError, rf"issues an amendment of {signed.name}"):
            free.with_user(self.support).ops_contract_id = False

    def test_a_quotation_whose_contract_ended_may_be_taken_back(self):
        """“It has its contract” named a void one, and marking it as major sent to taking it back."""
        order = self._approve(self._create_order())
        mine = order.with_user(self.manager)
        with self.assertRaisesRegex(UserError, r"Take your approval back"):
            mine.ops_major_marked = True
        contract = self._create_contract(order)
        with self.assertRaisesRegex(UserError, contract.name):
            mine.action_ops_take_back()
        contract.with_user(self.support).action_void("Spoilt", form_returned=True)
        mine.action_ops_take_back()
        with self.assertRaisesRegex(UserError, r"Refuse it, mark it"):
            mine.ops_major_marked = True
        mine.action_ops_refuse("A leader decides")
        mine.ops_major_marked = True
        self._approve(order, self.manager, self.leader)
        self.assertTrue(order.ops_is_major)

    @clause("W3.F", part="formal contract given up")
    def test_formal_contract_given_up(self):
        """The order runs on the order by phone: it is not cancelled for a contract that was never signed."""
        order = self._approve(self._create_order())
        phone = self._approve_contract(self._create_basis(order))
        order.with_user(self.support).action_confirm()
        for end in ("cancel", "void"):
            formal = self._create_contract(order.browse(), order_ids=False, replaces_ids=[(4, phone.id)])
            self.assertEqual(order.ops_contract_id, formal)
            if end == "cancel":
                formal.with_user(self.consultant).action_cancel("The customer wants none")
            else:
                formal.with_user(self.support).action_void("Spoilt", form_returned=True)
            self.assertEqual((order.state, order.ops_contract_id, phone.state), ("sale", phone, "entered"))
        formal = self._create_contract(order.browse(), order_ids=False, replaces_ids=[(4, phone.id)])
        self._sign_contract(formal)
        with self.assertRaisesRegex(UserError, rf"first cancels what runs on it: {order.name}"):
            formal.with_user(self.manager).action_cancel("The customer withdrew")
        order.with_user(self.support).action_cancel()
        formal.with_user(self.manager).action_cancel("The customer withdrew")
        self.assertEqual(formal.state, "cancel")

    def test_how_an_order_by_phone_is_changed(self):
        """It has no negotiation and no amendment, of which the sentence spoke."""
        order = self._approve(self._create_order())
        phone = self._approve_contract(self._create_basis(order))
        mine = phone.with_user(self.consultant)
        with self.assertRaisesRegex(UserError, r"opens it again"):
            mine.basis_note = "12 bearings"
        mine.action_reset()
        mine.basis_note = "12 bearings"
        self._approve_contract(phone)
        order.with_user(self.support).action_confirm()
        with self.assertRaisesRegex(UserError, r"makes out the formal contract"):
            mine.basis_note = "14 bearings"
        self.assertTrue(
            self._create_contract(order.browse(), order_ids=False, replaces_ids=[(4, phone.id)]).order_ids
        )

    @clause("W3.D", part="amendment")
    def test_how_a_signed_amendment_is_changed(self):
        """The amendment of an amendment was asked for, and refused although that one was signed."""
        contract = self._sign_contract(self._create_contract(self._approve(self._create_order())))
        amendment = self._sign_contract(self._amend(contract))
        with self.assertRaisesRegex(UserError, rf"issues an amendment of {contract.name} "):
            amendment.with_user(self.support).payment_term_id = self.term_30
        with self.assertRaisesRegex(UserError, rf"itself.*next amendment of {contract.name} "):
            self._amend(amendment)
        self.assertEqual(self._amend(contract).parent_id, contract)

    @clause("W3.D", part="cancelled")
    def test_contract_cancelled_with_an_amendment_on_its_way(self):
        """Each step names the next one; no amendment of a cancelled contract is left behind."""
        order = self._approve(self._create_order())
        contract = self._sign_contract(self._create_contract(order))
        amendment = self._amend(contract)
        order.with_user(self.support).order_line.price_unit = 90
        boss, support = contract.with_user(self.manager), amendment.with_user(self.support)
        with self.assertRaisesRegex(UserError, amendment.name):
            boss.action_cancel("Lost")
        with self.assertRaisesRegex(UserError, rf"brings {order.name} back"):
            support.action_void("Lost")
        order.with_user(self.support).order_line.price_unit = 100
        support.action_void("Lost")
        boss.action_cancel("Lost")
        self.assertEqual((contract.state, amendment.state), ("cancel", "void"))

    def test_order_of_an_amended_contract_cancelled(self):
        """What deviated is withdrawn with the order; the amendment can be given up."""
        order = self._approve(self._create_order())
        contract = self._sign_contract(self._create_contract(order))
        amendment = self._amend(contract)
        order.with_user(self.support).order_line.price_unit = 90
        order.with_user(self.support).action_cancel()
        amendment.with_user(self.support).action_void("Lost")
        contract.with_user(self.manager).action_cancel("Lost")
        self.assertEqual(contract.state, "cancel")

    @clause("W3.C", part="refused deviation")
    def test_deviation_refused_under_a_refused_contract(self):
        """Contract, quotation and deviation refuse each other until the value is taken back."""
        order = self._approve(self._create_order())
        contract = self._create_contract(order)
        contract.with_user(self.consultant).action_submit()
        contract.with_user(self.manager).action_refuse("Too early")
        mine = order.with_user(self.consultant)
        mine.order_line.price_unit = 80
        with self.assertRaisesRegex(UserError, contract.name):
            mine.action_ops_submit()
        order.sudo().ops_deviation_ids.with_user(self.manager).action_refuse("Too cheap")
        with self.assertRaisesRegex(UserError, r"Too cheap.*takes it back"):
            contract.with_user(self.consultant).action_submit()
        mine.order_line.price_unit = 100
        self._approve_contract(contract)
        self.assertEqual(contract.state, "approved")

    def test_order_cancelled_under_a_contract_being_decided(self):
        """Set back to draft it is decided anew, and its contract with it; nobody waits for the other."""
        order = self._approve(self._create_order())
        contract = self._create_contract(order)
        contract.with_user(self.consultant).action_submit()
        order.with_user(self.support).action_cancel()
        order.with_user(self.support).action_draft()
        with self.assertRaisesRegex(UserError, r"withdraws the request"):
            order.with_user(self.consultant).ops_contract_id = False
        contract.with_user(self.consultant).action_withdraw()
        with self.assertRaisesRegex(UserError, rf"Quotation {order.name}.*submits it"):
            contract.with_user(self.consultant).action_submit()
        self._approve(order)
        self._sign_contract(contract)
        order.with_user(self.support).action_confirm()
        self.assertEqual(order.state, "sale")

    @clause("W4.C", part="refusals name the release")
    def test_goods_that_another_release_holds(self):
        """Whoever asks for more is told which release holds them, and how they come free."""
        order = self._confirm(self._create_order())
        release = self._release_all(order)
        mine = order.with_user(self.support)
        with self.assertRaisesRegex(UserError, rf"{release.name}.*cancel the release.*W4\.C"):
            mine.action_ops_request_release()
        lines = [(0, 0, {"order_line_id": order.order_line.id, "quantity": 1})]
        other = mine.env["ops.release"].create({"order_id": order.id, "line_ids": lines})
        with self.assertRaisesRegex(UserError, rf"held by: .*{release.name}.*W4\.C"):
            other.action_submit()
        release.with_user(self.support).action_cancel()
        other.action_submit()
        self.assertEqual(other.state, "submitted")

    def test_who_may_not_is_refused_all_the_same(self):
        order = self._approve(self._create_order())
        first = self._create_contract(order)
        first.with_user(self.support).action_void("Spoilt", form_returned=True)
        for user in (self.consultant, self.manager):
            self.assertFalse(order.with_user(user).ops_can_issue)
            with self.assertRaises(AccessError):
                self._create_contract(order, user=user)
