"""A formal contract before its signature, as the roles' users: feasible, decided, negotiated (M7.6, W3.A)."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ...common import clause
from ..contract_common import ContractCase


@tagged("post_install", "-at_install")
class TestOpsContract(ContractCase):
    # ------------------------------------------------------------------
    # Feasibility, tiers
    # ------------------------------------------------------------------
    @clause("M7.6", part="feasibility")
    def test_contract_without_feasibility_is_not_submitted(self):
        contract = self._contract(
            feasible_delivery=False, feasible_technique=False, feasible_installation=False
        )
        with self.assertRaisesRegex(UserError, r"Delivery time, Technique, and Installation \(M7\.6\)"):
            contract.with_user(self.consultant).action_submit()
        self.assertIn("M7.6", contract.with_user(self.consultant).ops_blockers)
        contract.with_user(self.technician).write(
            {"feasible_technique": "yes", "feasible_installation": "yes"}
        )
        self.assertEqual(contract.feasible_technique_by_id, self.technician)
        contract.with_user(self.purchaser).write(
            {"feasible_delivery": "no", "feasible_delivery_note": "8 weeks"}
        )
        with self.assertRaisesRegex(
            UserError, r"Delivery time is not feasible according to Purchaser.*M7\.6"
        ):
            contract.with_user(self.consultant).action_submit()
        contract.with_user(self.purchaser).feasible_delivery = "conditions"
        contract.with_user(self.consultant).action_submit()
        self.assertEqual(contract.state, "submitted")

    def test_who_decides_on_which_contract(self):
        major = [(self.plain, 2000, 100)]
        difficult = [(self.difficult, 1, 3000)]
        for products, vals, expected in [
            (None, {}, ["sales_manager"]),
            (None, {"has_installation": True}, ["technical", "sales_manager"]),
            (difficult, {}, ["technical", "sales_manager"]),
            (major, {}, ["sales_manager", "leader"]),
            (major, {"has_installation": True}, ["technical", "sales_manager", "leader"]),
        ]:
            with self.subTest(products=products, vals=vals), self._undone():
                order = self._create_order(products=products)
                if products == difficult:
                    self._answer_technical(order)
                deciders = (self.manager, self.leader) if products == major else (self.manager,)
                contract = self._create_contract(self._approve(order, *deciders), **vals)
                contract.with_user(self.consultant).action_submit()
                reviews = contract.sudo().review_ids.sorted("sequence")
                self.assertEqual(reviews.definition_id.mapped("ops_post"), expected)
                self._approve_contract(contract)

    def test_refused_contract_is_negotiated_and_submitted_again(self):
        contract = self._stage_refused(self._contract())
        self.assertIn("liability is unlimited", contract.with_user(self.consultant).ops_status_text)
        self._negotiate(contract)
        self.assertEqual(contract.state, "negotiating")
        contract.with_user(self.consultant).liability_terms = "limited to the order"
        self._sign_contract(contract)

    def test_approved_contract_is_negotiated_again(self):
        contract = self._approve_contract(self._contract())
        contract.with_user(self.consultant).action_renegotiate()
        self.assertEqual((contract.state, contract.ops_date_approved), ("negotiating", False))
        self.assertFalse(contract.sudo().review_ids)
        with self.assertRaisesRegex(UserError, r"W3\.D"):
            contract.with_user(self.consultant).action_sign()

    def test_withdrawn_request_goes_back_to_the_negotiation(self):
        for rounds, state in [(0, "issued"), (1, "negotiating")]:
            contract = self._contract()
            for _number in range(rounds):
                self._negotiate(contract)
            contract.with_user(self.consultant).action_submit()
            with self.assertRaisesRegex(UserError, r"W3\.D"):
                contract.with_user(self.support).action_withdraw()
            contract.with_user(self.consultant).action_withdraw()
            self.assertEqual((contract.state, contract.sudo().review_ids.ids), (state, []))

    # ------------------------------------------------------------------
    # Negotiation, site
    # ------------------------------------------------------------------
    @clause("W3.A", part="rounds")
    @clause("W3.B", part="manager told, leader asked")
    def test_round_tells_the_manager_and_asks_the_leader_when_major(self):
        contract = self._contract()
        self._negotiate(contract, persons="Ms Buyer")
        self.assertEqual(
            (contract.state, self._notified(contract, "two parts")), ("negotiating", self.manager)
        )
        self.assertFalse(contract.activity_ids)
        contract.with_user(self.manager).major_marked = True
        negotiation = self._negotiate(contract, question="May we grant 60 days?")
        self.assertEqual(contract.activity_ids.user_id, self.leader)
        self.assertIn("60 days", contract.activity_ids.note)
        contract.with_user(self.consultant).action_submit()
        negotiation.with_user(self.leader).answer = "45 days at most"
        self.assertEqual(negotiation.answered_by_id, self.leader)
        self.assertTrue(negotiation.date_answered)
        self.assertFalse(contract.activity_ids, "answered")

    @clause("M7.6", part="site note")
    def test_site_note_reaches_manager_technical_and_installers(self):
        contract = self._contract(
            site_note="No crane in the hall", installer_ids=[(6, 0, self.keeper.ids)], has_installation=True
        )
        self._sign_contract(contract)
        told = self.manager | self.technician | self.keeper
        self.assertEqual(self._notified(contract, "No crane in the hall"), told)

    # ------------------------------------------------------------------
    # Who sees which
    # ------------------------------------------------------------------
    def test_own_team_and_all(self):
        contract = self._contract()
        other_support = new_test_user(self.env, "ops_other", "ops_dept.ops_dept_group_sales_support")
        self.other_team.ops_support_ids = other_support
        stranger = self._create_contract(
            self.env["sale.order"],
            user=other_support,
            user_id=self.other_manager.id,
            holder_id=self.other_manager.id,
            team_id=self.other_team.id,
        )
        for user, sees in [
            (self.consultant, contract),
            (self.manager, contract),
            (self.support, contract),
            (self.other_manager, stranger),
            (self.colleague, contract.browse()),
            (self.leader, contract | stranger),
            (self.gm, contract | stranger),
            (self.auditor, contract | stranger),
            (self.technician, contract | stranger),
            (self.accountant, contract.browse()),
            (self.keeper, contract.browse()),
            (self.clerk, contract.browse()),
        ]:
            self.assertEqual(
                self.env["ops.contract"].with_user(user).search([("id", "in", (contract | stranger).ids)]),
                sees,
                user.name,
            )
        for user in (self.keeper, self.clerk):
            self.assertFalse(contract.with_user(user).has_access("read"), user.name)
        self._sign_contract(contract)
        self.assertEqual(
            self.env["ops.contract"].with_user(self.accountant).search([("id", "=", contract.id)]), contract
        )
        contract.with_user(self.technician).read(["amount_total", "ops_blockers", "ops_status_text"])

    # ------------------------------------------------------------------
    # Switched off, speed
    # ------------------------------------------------------------------
    def test_switched_off_contracts_pass_at_once_and_orders_confirm_freely(self):
        self._switch(False)
        order = self._create_order()
        contract = self._create_contract(order, user=self.consultant)
        contract.with_user(self.consultant).action_submit()
        self.assertEqual(contract.state, "approved")
        contract.with_user(self.consultant).action_sign()
        order.with_user(self.consultant).action_confirm()
        self.assertEqual((order.state, contract.state), ("sale", "signed"))
        self.assertFalse(self._obligations(contract))

    def test_asking_for_the_basis_costs_no_query_per_order(self):
        def count(number):
            orders = self.env["sale.order"].browse(
                [self._approve(self._create_order()).id for _i in range(number)]
            )
            self._sign_contract(self._create_contract(orders))
            self.env.flush_all()
            orders = orders.with_env(self.env(user=self.support, su=False))
            orders.order_line.mapped("price_unit")
            orders.review_ids.mapped("status")
            before = self.env.cr.sql_log_count
            orders._ops_require_released("confirm")
            return self.env.cr.sql_log_count - before

        count(1)
        few, many = count(2), count(10)
        self.assertLessEqual(many, few + 1)
