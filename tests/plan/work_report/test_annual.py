"""The annual summary of a specialist: asked in December, met by its filing, suggestions answered."""

from datetime import datetime

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...common import clause, patch_rows
from ...form_changes import FormCase
from ..people import SpecialistCase

DECEMBER = datetime(2026, 12, 1, 1, 0)
IN_TIME = datetime(2026, 12, 14, 2, 0)
JANUARY = datetime(2027, 1, 5, 2, 0)


class AnnualCase(SpecialistCase):
    def _open_year(self, moment=DECEMBER):
        with freeze_time(moment):
            self.env["ops.obligation"]._open_periods(self.company)
        return self._owed()

    def _owed(self, user=None):
        return self._duties("M7.4", owner_id=(user or self.market).id, period="2026", step=False)

    def _summary(self, user=None, suggestions=("More demo kits",), **vals):
        return (
            self.env["ops.work.report"]
            .with_user(user or self.market)
            .create(
                {
                    "kind": "annual",
                    "year": 2026,
                    "text": "The north grew, the south did not",
                    "suggestion_ids": [(0, 0, {"text": text}) for text in suggestions],
                    **vals,
                }
            )
        )

    def _handed(self, **vals):
        with freeze_time(IN_TIME):
            summary = self._summary(**vals)
            summary.action_hand_in()
        return summary


@tagged("post_install", "-at_install")
class TestAnnual(FormCase, AnnualCase):
    @clause("M7.4")
    def test_asked_in_december_of_each_specialist_met_by_the_heads_filing_and_each_suggestion_answered(self):
        self.assertFalse(self._open_year(datetime(2026, 11, 30, 1, 0)), "not before December")
        owed = self._open_year()
        self.assertEqual((owed.state, owed.date_due), ("open", datetime(2026, 12, 31, 9, 0)))
        self.assertTrue(self._owed(self.field))
        self.assertFalse(self._owed(self.market_head) | self._owed(self.consultant))

        summary = self._handed(suggestions=("More demo kits", "A fair in the north"))
        self.assertEqual((summary.state, owed.state), ("handed", "open"), "handing in alone does not meet it")
        proposals = summary.suggestion_ids.proposal_id
        self.assertEqual(proposals.mapped("state"), ["submitted", "submitted"])
        self.assertEqual(proposals.user_id, self.market)
        filing = self._duties("M7.4", res_model="ops.work.report", res_id=summary.id)
        self.assertEqual((filing.owner_id, filing.step), (self.market_head, "file"))
        for other in (self.leader, self.manager, self.market):
            with self.assertRaises(AccessError):
                summary.with_user(other).action_file()
        with freeze_time(datetime(2026, 12, 20, 2, 0)):
            summary.with_user(self.market_head).action_file()
        self.assertEqual((summary.state, owed.state, filing.state), ("filed", "met", "met"))
        self.assertEqual(owed.met_by_id, self.market_head)
        self.assertEqual((summary.is_closed, summary.unanswered), (False, 2))

        proposals[0].with_user(self.leader).action_ops_approve("Ordered")
        proposals[1].with_user(self.leader).action_refuse("Not next year")
        self.assertTrue(summary.is_closed)
        self.assertEqual(summary.suggestion_ids.mapped("proposal_state"), ["approved", "refused"])
        self.assertIn("Not next year", summary.suggestion_ids[1].answer)

    def test_it_is_given_back_with_a_word_and_handed_in_again(self):
        self._open_year()
        summary = self._handed()
        with self.assertRaises(UserError):
            summary.with_user(self.market_head).action_give_back(" ")
        with self.assertRaises(AccessError):
            summary.with_user(self.field).action_give_back("Nonsense")
        summary.with_user(self.market_head).action_give_back("Name the figures of the north")
        self.assertEqual(
            (summary.state, summary.return_reason), ("returned", "Name the figures of the north")
        )
        with freeze_time(IN_TIME):
            summary.write(
                {"text": "The north: plus a third", "suggestion_ids": [(0, 0, {"text": "One more"})]}
            )
            summary.action_hand_in()
        self.assertEqual(
            len(summary.suggestion_ids.proposal_id), 2, "what was proposed is not proposed again"
        )

    def test_handed_in_in_time_and_filed_in_january_is_no_violation(self):
        owed = self._open_year()
        summary = self._handed(suggestions=())
        with freeze_time(JANUARY):
            self.env["ops.obligation"]._close_missed()
            owed.invalidate_recordset()
            self.assertEqual(owed.state, "missed")
            self.assertTrue(owed.violation_id)
            summary.with_user(self.market_head).action_file()
        self.assertEqual((owed.state, owed.date_met), ("met", IN_TIME))
        self.assertEqual(owed.violation_id.state, "dismissed")
        self.assertTrue(summary.is_closed)

    def test_handed_in_in_january_it_is_marked_late_and_stays_a_violation(self):
        owed = self._open_year()
        with freeze_time(JANUARY):
            self.env["ops.obligation"]._close_missed()
            summary = self._summary(suggestions=())
            self.assertEqual(self.env["ops.work.report"]._get_year_to_report(), 2026)
            summary.action_hand_in()
            summary.with_user(self.market_head).action_file()
        owed.invalidate_recordset()
        self.assertEqual((owed.state, owed.date_met, summary.is_late), ("met", JANUARY, True))
        self.assertGreater(owed.late_hours, 0)
        self.assertNotEqual(owed.violation_id.state, "dismissed")

    def test_facts_are_filled_in_and_frozen_when_it_is_handed_in(self):
        visits = self.env["ops.visit"].with_user(self.market)
        for hour in (2, 4):
            with freeze_time(datetime(2026, 5, 4, hour, 0)):
                call = visits.create(
                    {
                        "channel": "inbound",
                        "partner_id": self.customer.id,
                        "date_start": datetime(2026, 5, 4, hour),
                    }
                )
                self._say(call, reached="reached")
                call.action_report()
        with freeze_time(IN_TIME):
            summary = self._summary()
            facts = {fact.name: fact.text for fact in summary.fact_ids}
            self.assertEqual((facts["Calls noted"], facts["Customers called"]), ("2", "1"))
            self.assertEqual(facts["Visits reported"], "0")
            self.assertIn("Duties done in time", facts)
            with self.assertRaises(AccessError):
                summary.fact_ids[:1].text = "99"
            with self.assertRaises(UserError):
                summary.fact_ids = [(0, 0, {"name": "Made up", "text": "1"})]
            summary.action_fill()
            self.assertEqual(len(summary.fact_ids), len(facts))
            summary.action_hand_in()
            with self.assertRaises(UserError):
                summary.action_fill()
            with self.assertRaises(UserError):
                summary.text = "Another word"

    def test_other_rooms_add_rows_of_facts(self):
        reports = self.env.registry["ops.work.report"]
        room = {
            "_annual_facts": ((900, "_facts_of_tests"),),
            "_facts_of_tests": lambda report: [("Target", "90 %")],
        }
        patcher = patch_rows(reports, **room)
        patcher.start()
        self.env.registry.clear_cache()
        self.addCleanup(self.env.registry.clear_cache)
        self.addCleanup(patcher.stop)
        self.assertEqual(self._summary().fact_ids.filtered(lambda f: f.name == "Target").text, "90 %")

    @mute_logger("odoo.sql_db")
    def test_one_a_year_and_by_oneself(self):
        summary = self._summary()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._summary().flush_recordset()
        with self.assertRaises(AccessError):
            summary.with_user(self.market_head).action_hand_in()
        summary.text = ""
        with self.assertRaisesRegex(UserError, "M7.4"):
            summary.action_hand_in()
        action = self.env["ops.work.report"].with_user(self.market)
        with freeze_time(IN_TIME):
            self.assertEqual(action.action_open_mine().get("res_id"), summary.id)
            new = self.env["ops.work.report"].with_user(self.field).action_open_mine()
        self.assertEqual(new["context"], {"default_kind": "annual", "default_year": 2026})

    def test_without_a_head_of_specialists_the_leader_files(self):
        self.market_head.active = False
        summary = self._handed()
        summary.with_user(self.leader).action_file()
        self.assertEqual(summary.state, "filed")

    def test_who_sees_it(self):
        summary = self._summary()
        for user, sees in (
            (self.market, True),
            (self.market_head, True),
            (self.leader, True),
            (self.auditor, True),
            (self.field, False),
            (self.manager, False),
            (self.consultant, False),
        ):
            found = self.env["ops.work.report"].with_user(user).search([("id", "=", summary.id)])
            self.assertEqual(bool(found), sees, user.login)
        with self.assertRaises(AccessError):
            summary.with_user(self.auditor).text = "x"

    def test_the_first_page_leads_to_it(self):
        owed = self._open_year()
        with freeze_time(IN_TIME):
            card = next(
                card
                for card in self.env["ops.home"].with_user(self.market).get_home()["cards"]
                if card["key"] == "obligations"
            )
            row = next(row for row in card["rows"] if row["id"] == owed.id)
            self.assertEqual(row["method"], "action_write_summary")
            action = owed.with_user(self.market).action_write_summary()
            self.assertEqual(action["res_model"], "ops.work.report")
            self._summary().action_hand_in()
            cards = self.env["ops.home"].with_user(self.market_head).get_home()["cards"]
        self.assertIn("reports_to_file", [card["key"] for card in cards])

    def test_switched_off_nothing_is_owed(self):
        self.company.ops_rulebook = False
        self.assertFalse(self._open_year())
        summary = self._handed()
        self.assertEqual(summary.suggestion_ids.proposal_id.state, "approved")
        summary.with_user(self.market_head).action_file()
        self.assertTrue(summary.is_closed)

    def test_form(self):
        self._assert_no_crash(self._summary().with_env(self.env), self.market, self.market_head)
        self._assert_no_crash(self.env["ops.work.report"].with_context(default_kind="annual"), self.field)
