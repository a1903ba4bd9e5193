"""Rounds of a negotiation: with whom, about what, told the same day, guided (W3.A, W3.B, R4)."""

from freezegun import freeze_time
from psycopg2.errors import NotNullViolation

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...common import clause
from ..contract_common import ContractCase

MONDAY = "2026-03-09 02:00:00"
TUESDAY = "2026-03-10 03:00:00"


@tagged("post_install", "-at_install")
class TestRounds(ContractCase):
    def _owed(self, contract):
        return self._obligations(contract).filtered(lambda owed: owed.clause_id.code == "W3.B")

    @clause("W3.A")
    def test_a_round_says_when_with_whom_about_what(self):
        with freeze_time(MONDAY):
            contract = self._contract()
            self._negotiate(contract, persons="Ms Buyer", points="Delivery in two parts")
            self._negotiate(contract, persons="Ms Buyer, Mr Chief", points="60 days after delivery")
        self.env.invalidate_all()
        rounds = contract.with_user(self.manager).round_ids
        self.assertEqual(rounds.mapped("points"), ["60 days after delivery", "Delivery in two parts"])
        self.assertEqual(rounds[0].persons, "Ms Buyer, Mr Chief")
        self.assertEqual(rounds.user_ids, self.consultant.with_env(rounds.env))
        self.assertEqual(contract.state, "negotiating")
        with self.assertRaises(NotNullViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._negotiate(contract, points=False)

    @clause("W3.B")
    def test_the_manager_hears_the_same_day_and_a_major_one_asks_the_leader(self):
        with freeze_time(MONDAY):
            contract = self._contract()
            first = self._negotiate(contract)
        self.assertEqual(self._notified(contract, "two parts"), self.manager)
        self.assertFalse(first.is_late)
        self.assertFalse(self._owed(contract), "told in time, nothing was owed")
        with freeze_time(TUESDAY):
            same_day = self._negotiate(contract, date="2026-03-10 01:00:00", points="Price again")
            late = self._negotiate(contract, date="2026-03-09 09:00:00", points="By telephone, forgotten")
        self.assertEqual((same_day.is_late, late.is_late), (False, True))
        owed = self._owed(contract)
        self.assertEqual((owed.owner_id, owed.state), (self.consultant, "met"))
        self.assertGreater(owed.late_hours, 0)
        self.assertEqual(self._notified(contract, "forgotten"), self.manager, "late is told all the same")
        contract.with_user(self.manager).major_marked = True
        with freeze_time(TUESDAY):
            asked = self._negotiate(contract, question="May we grant 60 days?", points="60 days")
            self.assertEqual(contract.activity_ids.user_id, self.leader)
            with self.assertRaises(AccessError):
                asked.with_user(self.manager).answer = "Yes"
            asked.with_user(self.leader).answer = "45 days at most"
        self.assertEqual(asked.answered_by_id, self.leader)
        self.assertEqual(asked.with_user(self.consultant).answer, "45 days at most")
        self.assertFalse(contract.activity_ids)

    def test_lateness_is_no_matter_with_the_clause_off(self):
        with freeze_time(MONDAY):
            contract = self._contract()
        self.env["ops.clause"].search([("code", "=", "W3.B")]).is_suspended = True
        with freeze_time(TUESDAY):
            late = self._negotiate(contract, date="2026-03-09 09:00:00")
        self.assertFalse(late.is_late)
        self.assertFalse(self._owed(contract))

    @clause("R4", part="guidance on the rounds")
    def test_the_manager_guides_and_who_negotiates_reads_it(self):
        contract = self._contract()
        negotiation = self._negotiate(contract)
        for user in (self.consultant, self.support):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                negotiation.with_user(user).guidance = "Give in"
        contract.with_user(self.consultant).action_submit()
        negotiation.with_user(self.manager).guidance = "Hold the price, give on delivery"
        self.assertEqual(negotiation.guided_by_id, self.manager)
        self.assertEqual(self._notified(contract, "give on delivery"), self.consultant)
        self.assertEqual(negotiation.with_user(self.consultant).guidance, "Hold the price, give on delivery")
        self.assertFalse(negotiation.answer, "guidance is no answer of the leader")
