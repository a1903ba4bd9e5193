"""What key customers produce and plan is noted again and again, or their consultant owes it (R1)."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ..common import VisitCase

MONDAY = datetime(2026, 3, 2, 2, 0)  # ten in the morning in China


@tagged("post_install", "-at_install")
class TestSituation(VisitCase):
    @classmethod
    def setUpClass(cls):
        with freeze_time(MONDAY):
            super().setUpClass()
            cls.env["ops.customer"].search([]).unlink()
            cls.key = cls.env["ops.customer"].create({"partner_id": cls.customer.id, "importance": "key"})
            cls.ordinary = cls.env["ops.customer"].create({"partner_id": cls.other_customer.id})
            cls.env.flush_all()

    def _after(self, days):
        return freeze_time(MONDAY + timedelta(days=days))

    def _night(self, days):
        """Run the nightly clock so many days later."""
        self.env.invalidate_all()
        with self._after(days), self.enter_registry_test_mode():
            self.env.ref("ops_dept.ir_cron_customer_situations").method_direct_trigger()

    def _owed(self, customer=None, **vals):
        domain = [("res_model", "=", "ops.customer"), ("res_id", "=", (customer or self.key).id)]
        return self.env["ops.obligation"].search(
            [*domain, *((name, "=", value) for name, value in vals.items())]
        )

    def _stale(self, days, user=None):
        self.env.invalidate_all()
        with self._after(days):
            return self.env["ops.customer"].with_user(user or self.leader).search([("is_stale", "=", True)])

    def _note(self, days, text, user=None):
        with self._after(days):
            self.key.with_user(user or self.consultant).action_note_situation(text)
            self.env.flush_all()
            self.env.invalidate_all()

    # --- noting it -----------------------------------------------------------

    def test_a_note_keeps_what_when_and_who_and_the_earlier_ones(self):
        self._note(0, "Two shifts, a new line")
        self._note(5, "Three shifts", self.manager)
        self.assertEqual(self.key.situation, "Three shifts")
        self.assertEqual(self.key.date_situation, (MONDAY + timedelta(days=5)).date())
        self.assertEqual(self.key.situation_user_id, self.manager)
        self.assertEqual(self.key.situation_ids.mapped("text"), ["Three shifts", "Two shifts, a new line"])

    def test_unchanged_is_one_tap(self):
        with self.assertRaisesRegex(UserError, "R1"):
            self.key.with_user(self.consultant).action_situation_unchanged()
        self._note(0, "Two shifts")
        with self._after(20):
            self.key.with_user(self.consultant).action_situation_unchanged()
            self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.key.situation, "Two shifts")
        self.assertEqual(self.key.situation_ids.mapped("is_unchanged"), [True, False])
        self.assertEqual(self.key.date_situation, (MONDAY + timedelta(days=20)).date())

    def test_the_form_offers_what_is_known(self):
        self._note(0, "Two shifts")
        action = self.key.with_user(self.consultant).action_open_situation()
        self.assertEqual(action["context"]["default_reason"], "Two shifts")
        self.env["ops.reason"].with_user(self.consultant).with_context(**action["context"]).create(
            {"reason": "Three shifts"}
        ).action_confirm()
        self.assertEqual(self.key.situation, "Three shifts")

    def test_nothing_written_is_no_note(self):
        with self.assertRaisesRegex(UserError, "R1"):
            self.key.with_user(self.consultant).action_note_situation(" ")

    def test_nobody_else_notes_it_and_nobody_changes_what_was_noted(self):
        self._note(0, "Two shifts")
        for user in (self.stranger, self.other_manager, self.auditor, self.technician):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.key.with_user(user).action_note_situation("Never heard of him")
        for user in (self.consultant, self.leader):
            note = self.key.situation_ids.with_user(user)
            for forge in (
                lambda note: note.write({"text": "Forged"}),
                lambda note: note.unlink(),
                lambda note: note.copy(),
                lambda note: note.create({"customer_id": self.key.id, "text": "x"}),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    forge(note)
            for name, value in (
                ("date_situation", "2026-03-30"),
                ("situation", "x"),
                ("date_known", "2026-03-30"),
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self.key.with_user(user).write({name: value})

    # --- stale ---------------------------------------------------------------

    def test_key_customers_become_stale_after_30_days_ordinary_ones_after_90(self):
        self.assertFalse(self._stale(30))
        self.assertEqual(self._stale(31), self.key)
        self.assertEqual(self._stale(90), self.key)
        self.assertEqual(self._stale(91), self.key + self.ordinary)
        self.ordinary.importance = "prospect"
        self.assertEqual(self._stale(400), self.key)

    def test_the_days_are_the_companys(self):
        self.company.ops_stale_key_days = 10
        self.assertEqual(self._stale(11), self.key)
        with self.assertRaisesRegex(UserError, "R1"):
            self.company.ops_stale_key_days = 0

    def test_stale_customers_are_listed_for_whose_they_are(self):
        self.assertEqual(self._stale(100, self.consultant), self.key)
        self.assertEqual(self._stale(100, self.stranger), self.ordinary)
        self.assertEqual(self._stale(100, self.other_manager), self.ordinary)
        self.assertFalse(self._stale(100, self.technician))

    # --- the duty ------------------------------------------------------------

    @clause("R1")
    def test_on_day_31_the_consultant_owes_it_once_until_the_next_note(self):
        self._night(30)
        self.assertFalse(self._owed())
        self._night(31)
        owed = self._owed()
        self.assertEqual((owed.clause_id.code, owed.owner_id, owed.state), ("R1", self.consultant, "open"))
        self.assertEqual(owed.team_id, self.team)
        self._night(31)
        self._night(45)
        self.assertEqual(self._owed(), owed)
        self.assertFalse(self._owed(self.ordinary), "ordinary customers are listed only")
        with self._after(32):
            self.key.with_user(self.consultant).action_note_situation("Two shifts")
            self.env.flush_all()
        self.assertEqual(owed.state, "met")
        self._night(62)
        self.assertEqual(self._owed(), owed)
        self._night(63)
        self.assertEqual(len(self._owed()), 2)
        with self._after(63):
            self.key.with_user(self.manager).action_situation_unchanged()
        self.assertEqual(set(self._owed().mapped("state")), {"met"})

    def test_it_stands_on_the_consultants_first_page_and_is_done_there(self):
        self._note(0, "Two shifts")
        self._night(31)
        self.env.invalidate_all()
        with self._after(31):
            cards = {
                card["key"]: card
                for card in self.env["ops.home"].with_user(self.consultant).get_home()["cards"]
            }
            (row,) = cards["situations"]["rows"]
            self.assertTrue(row["due"])
            self.assertFalse(cards["obligations"]["count"], "it stands once on the page")
            getattr(self.key.with_user(self.consultant), row["method"])()
            cards = {
                card["key"]: card
                for card in self.env["ops.home"].with_user(self.consultant).get_home()["cards"]
            }
            self.assertNotIn("situations", cards)

    def _cards(self):
        home = self.env["ops.home"].with_user(self.consultant).get_home()
        return {card["key"]: card for card in home["cards"]}

    def test_the_new_consultant_owes_it(self):
        self._night(31)
        self.customer.with_user(self.leader).user_id = self.stranger
        self.assertEqual(self._owed(state="open").owner_id, self.stranger)
        self.assertEqual(self._owed(state="waived").owner_id, self.consultant)

    def test_without_a_consultant_his_manager_owes_it(self):
        self.customer.user_id = False
        self._night(31)
        owed = self._owed()
        self.assertTrue(owed.owner_id in (self.manager, self.other_manager) or owed.group_id)

    def test_who_is_no_key_customer_any_more_is_owed_no_more(self):
        self._night(31)
        self.key.with_user(self.manager).importance = "ordinary"
        self.assertEqual(self._owed().state, "waived")

    def test_archived_customers_are_not_asked_for(self):
        self.customer.active = False
        self._night(31)
        self.assertFalse(self._owed())

    def test_switched_off_nothing_is_owed(self):
        self.company.ops_rulebook = False
        self._night(31)
        self.assertFalse(self._owed())
        self.company.ops_rulebook = True
        self.env["ops.clause"].search([("code", "=", "R1")]).with_company(self.company).is_suspended = True
        self._night(31)
        self.assertFalse(self._owed())

    def test_many_customers_cost_few_statements_each(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {number}", "user_id": self.consultant.id} for number in range(60)]
        )
        counts = []
        for some in (partners[:10], partners[10:]):
            with freeze_time(MONDAY):
                rows = [{"partner_id": partner.id, "importance": "key"} for partner in some]
                self.env["ops.customer"].create(rows)
                self.env.flush_all()
            counts.append(self._count_night())
        self.assertLessEqual(counts[1], counts[0] + 5)

    def _count_night(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._night(31)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
