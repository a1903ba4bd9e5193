"""A contract is signed, entered in time and archived; it is lost or amended by the rules (W3.D, W3.E, R7)."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ..contract_common import ContractCase

MONDAY_10 = datetime(2026, 11, 23, 2, 0)  # 10:00 in Shanghai


@tagged("post_install", "-at_install")
class TestContractSigning(ContractCase):
    @clause("W3.D")
    def test_signing_names_every_open_point_and_who_confirms_it(self):
        order = self._create_order()
        contract = self._create_contract(order, feasible_technique=False, feasible_installation="no")
        as_consultant = contract.with_user(self.consultant)
        with self.assertRaises(UserError) as caught:
            as_consultant.action_sign()
        message = str(caught.exception)
        for point in (
            "W3.D",
            r"the sales manager (Manager) confirms it",
            f"Quotation {order.name}: The consultant or sales support submits it",
            "Salesperson (Consultant): ask and fill in what is feasible: Technique (M7.6)",
            "Installation is not feasible according to Support",
            "attach the scan of the signed contract (M7.6)",
        ):
            self.assertIn(point, message)
        self._approve(order)
        as_consultant.write({"feasible_technique": "conditions", "feasible_installation": "yes"})
        with self.assertRaisesRegex(UserError, "Technique: state the conditions"):
            as_consultant.action_submit()
        as_consultant.feasible_technique_note = "with our own drives"
        as_consultant.action_submit()
        with self.assertRaisesRegex(UserError, r"being decided, next: Sales manager: contract: Manager"):
            as_consultant.action_sign()
        # four eyes: the salesman confirms none of it himself
        with self.assertRaisesRegex(UserError, r"Manager.*W3\.D"):
            as_consultant.action_ops_approve()
        contract.with_user(self.manager).action_ops_approve()
        with self.assertRaisesRegex(UserError, "attach the scan"):
            as_consultant.action_sign()
        self._with_evidence(contract)
        as_consultant.action_sign()
        self.assertRecordValues(
            contract, [{"state": "signed", "register_state": "used", "signed_by_id": self.consultant.id}]
        )

    @clause("W3.E", part="obligation")
    @clause("R7", part="obligation")
    def test_entry_is_owed_from_the_signature_and_its_lateness_is_measured(self):
        with freeze_time(MONDAY_10):
            contract = self._sign_contract(self._contract())
            owed = self._obligations(contract)
        self.assertEqual(
            [(o.clause_id.code, o.owner_id, o.date_opened, o.date_due, o.state) for o in owed],
            [
                ("W3.E", self.support, MONDAY_10, datetime(2026, 11, 23, 10, 0), "open"),
                ("R7", self.support, MONDAY_10, datetime(2026, 11, 24, 10, 0), "open"),
            ],
        )
        with freeze_time(datetime(2026, 11, 25, 2, 30)):  # Wednesday 10:30
            contract.with_user(self.support).action_enter()
        self.assertEqual((contract.state, contract.order_ids.state), ("entered", "sale"))
        self.assertEqual(
            [(o.state, o.met_by_id, o.late_hours) for o in owed],
            [("met", self.support, 10.5), ("met", self.support, 1.5)],
            "working hours since the due times",
        )

    @clause("W3.E", part="entered in time")
    @clause("R7", part="entered in time")
    def test_contract_entered_the_same_day_is_not_late(self):
        with freeze_time(MONDAY_10):
            contract = self._sign_contract(self._contract())
        with freeze_time(MONDAY_10 + timedelta(hours=6)):
            contract.order_ids.with_user(self.support).action_confirm()
        owed = self._obligations(contract)
        self.assertEqual([(o.state, o.late_hours) for o in owed], [("met", 0.0), ("met", 0.0)])
        self.assertEqual((contract.state, contract.date_entered), ("entered", MONDAY_10 + timedelta(hours=6)))

    def test_clock_starts_at_the_time_stated(self):
        with freeze_time(MONDAY_10):
            contract = self._approve_contract(self._contract())
        with freeze_time(MONDAY_10 + timedelta(days=1)):
            self._sign_contract(contract, date_signed=MONDAY_10 + timedelta(hours=2))
            owed = self._obligations(contract)
        dues = [datetime(2026, 11, 23, 10, 0), datetime(2026, 11, 24, 10, 0)]
        self.assertEqual(owed.mapped("date_due"), dues, "from Monday, not from when it was recorded")

    def test_signature_lies_between_the_approval_and_now(self):
        contract = self._approve_contract(self._contract())
        for moment in (timedelta(days=-1), timedelta(days=1)):
            self._with_evidence(contract, date_signed=fields.Datetime.now() + moment)
            with self.assertRaisesRegex(UserError, r"between its approval.*W3\.D"):
                contract.with_user(self.consultant).action_sign()

    @clause("W3.D", part="signed now or today")
    def test_signing_states_now_and_the_day_is_enough(self):
        three = timedelta(hours=3)
        for stated, signed in (
            (False, MONDAY_10 + three),
            (MONDAY_10 - three, MONDAY_10),  # chosen: today, before the approval
            (MONDAY_10 + 2 * three, MONDAY_10 + three),  # chosen: today, later than now
            (MONDAY_10 + timedelta(hours=1), MONDAY_10 + timedelta(hours=1)),
        ):
            with self.subTest(stated=stated):
                with freeze_time(MONDAY_10):
                    contract = self._approve_contract(self._contract())
                with freeze_time(MONDAY_10 + three):
                    self._with_evidence(contract, date_signed=stated).with_user(self.consultant).action_sign()
                self.assertEqual((contract.state, contract.date_signed), ("signed", signed))

    def test_contract_of_two_orders_is_entered_with_the_last(self):
        orders = self._approve(self._create_order()) | self._approve(self._create_order())
        contract = self._sign_contract(self._create_contract(orders))
        orders[0].with_user(self.support).action_confirm()
        self.assertEqual(contract.state, "signed")
        with self.assertRaisesRegex(UserError, rf"{orders[1].name}.*W3\.E"):
            contract.with_user(self.support).write({"state": "entered"})
        orders[1].with_user(self.support).action_confirm()
        self.assertEqual(contract.state, "entered")

    @clause("M7.6", part="archive")
    def test_original_is_archived_with_its_place(self):
        contract = self._sign_contract(self._contract())
        listed = [("state", "in", ("signed", "entered")), ("kind", "=", "formal")]
        self.assertIn(contract, self.env["ops.contract"].search(listed))
        contract.with_user(self.support).action_enter()
        as_support = contract.with_user(self.support)
        with self.assertRaisesRegex(UserError, r"where the original is kept.*M7\.6"):
            as_support.action_archive_original()
        as_support.archive_place = "Cabinet 3"
        with self.assertRaisesRegex(AccessError, r"M7\.6"):
            contract.with_user(self.consultant).action_archive_original()
        as_support.action_archive_original()
        self.assertTrue(contract.date_archived)
        self.assertNotIn(contract, self.env["ops.contract"].search(listed))

    # ------------------------------------------------------------------
    # Lost, amended
    # ------------------------------------------------------------------
    def test_deal_lost_after_signing_is_cancelled_by_the_manager(self):
        contract = self._sign_contract(self._contract())
        number = contract.name
        with self.assertRaisesRegex(AccessError, r"sales manager \(Manager\).*W3\.D"):
            contract.with_user(self.support).action_cancel("the customer went bankrupt")
        contract.with_user(self.manager).action_cancel("the customer went bankrupt")
        self.assertRecordValues(
            contract,
            [
                {
                    "state": "cancel",
                    "name": number,
                    "register_state": "used",
                    "end_reason": "the customer went bankrupt",
                    "ended_by_id": self.manager.id,
                }
            ],
        )
        owed = self._obligations(contract)
        self.assertEqual(set(owed.mapped("state")), {"waived"})
        with self.assertRaisesRegex(UserError, r"no basis yet.*W3\.F"):
            contract.order_ids.with_user(self.support).action_confirm()
        with self.assertRaisesRegex(UserError, r"was signed.*W3\.D"):
            contract.with_user(self.consultant).action_reset()

    def test_order_cancelled_after_signing_may_not_come_back_different(self):
        contract = self._stage_entered(self._contract())
        order = contract.order_ids
        order.with_user(self.support)._action_cancel()
        order.with_user(self.support).action_draft()
        with self.assertRaisesRegex(UserError, r"W3\.C, W3\.D"):
            order.with_user(self.support).order_line.price_unit = 1

    def test_amendment_is_a_numbered_child_behind_the_same_gate(self):
        contract = self._stage_entered(self._contract())
        order = self._approve(self._create_order())
        with self.assertRaisesRegex(AccessError, r"M7\.3"):
            self._create_contract(order, user=self.consultant, parent_id=contract.id)
        amendment = self._create_contract(order, parent_id=contract.id)
        second = self._create_contract(self.env["sale.order"], parent_id=contract.id)
        self.assertEqual([amendment.name, second.name], [f"{contract.name}-1", f"{contract.name}-2"])
        with self.assertRaisesRegex(UserError, r"W3\.D"):
            order.with_user(self.support).action_confirm()
        self._sign_contract(amendment)
        order.with_user(self.support).action_confirm()
        self.assertEqual(amendment.state, "entered")
        with self.assertRaisesRegex(UserError, r"is an amendment itself.*W3\.D"):
            self._create_contract(self.env["sale.order"], parent_id=second.id)
