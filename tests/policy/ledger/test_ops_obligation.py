"""What is owed: opened, met, late, climbing, released; and what that costs the database."""

from collections import Counter
from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import UserError

from .common import MONDAY_9, MONDAY_END, TUESDAY_END, ObligationCase


@freeze_time(MONDAY_9)
class TestOpsObligation(ObligationCase):
    # --- opening --------------------------------------------------------------

    def test_person_named_on_the_document_owes_by_the_clauses_limit(self):
        document = self._create_document()
        obligation = document._open_obligations("V1.8")
        self.assertRecordValues(
            obligation,
            [
                {
                    "clause_id": self.env.ref("ops_dept.clause_v1_8").id,
                    "owner_id": self.consultant.id,
                    "group_id": False,
                    "team_id": self.team.id,
                    "company_id": self.company.id,
                    "res_model": "ops.test.document",
                    "res_id": document.id,
                    "document_name": "Document",
                    "state": "open",
                    "date_opened": MONDAY_9,
                    "date_due": MONDAY_END,
                }
            ],
        )

    def test_post_of_the_clause_owes_when_nobody_is_named(self):
        self.team.ops_support_ids = self.support
        obligation = self._create_document()._open_obligations("R7")
        # the document's person answers for V and R clauses in these tests
        self.assertEqual(obligation.owner_id, self.consultant)
        obligation = self._create_document()._open_obligations("W3.E")
        self.assertEqual((obligation.owner_id, obligation.date_due), (self.support, MONDAY_END))

    def test_several_people_on_a_post_share_one_obligation(self):
        obligation = self._create_document()._open_obligations("W3.E")
        self.assertFalse(obligation.owner_id)
        self.assertEqual(obligation.group_id, self.env.ref("ops_dept.ops_dept_group_sales_support"))
        for user in (self.support, self.other_support):
            self.assertTrue(obligation.with_user(user).is_mine)
        self.assertFalse(obligation.with_user(self.manager).is_mine)

    def test_a_role_without_post_shares_too(self):
        obligation = self._create_document()._open_obligations("F0.1")
        # market specialists are field specialists too
        self.assertEqual(obligation.group_id, self.env.ref("ops_dept.ops_dept_group_field_specialist"))

    def test_who_owes_and_the_limit_can_be_given(self):
        document = self._create_document()
        obligation = document._open_obligations("W2.E", owners=self.manager, limit=(2, "working_hours"))
        self.assertEqual(obligation.owner_id, self.manager)
        self.assertEqual(obligation.date_due, datetime(2026, 11, 23, 3, 0))
        both = document._open_obligations("W2.E", owners=lambda record: self.manager + self.other_manager)
        self.assertEqual(both.group_id, self.env.ref("ops_dept.ops_dept_group_sales_manager"))

    def test_a_clause_without_limit_is_owed_without_due_date(self):
        obligation = self._create_document()._open_obligations("W2.E")
        self.assertFalse(obligation.date_due)
        self.ledger._mark_overdue()
        self.assertEqual(obligation.state, "open")

    def test_notice_ten_days_before_the_date_and_at_once_when_it_is_too_late(self):
        far = self._create_document(date_commitment=date(2026, 12, 18))._open_obligations("W4.A")
        self.assertEqual(far.date_due, datetime(2026, 12, 8, 10, 0))
        near = self._create_document(date_commitment=date(2026, 11, 25))._open_obligations("W4.A")
        self.assertEqual(near.date_due, MONDAY_END)

    def test_a_company_own_limit_applies(self):
        limit = self.env.ref("ops_dept.clause_limit_v1_8").with_company(self.company)
        limit.write({"number": 1, "unit": "working_days"})
        self.assertEqual(self._create_document()._open_obligations("V1.8").date_due, TUESDAY_END)

    def test_opening_twice_owes_once_and_coming_back_owes_again(self):
        document = self._create_document()
        first = document._open_obligations("V1.8")
        self.assertFalse(document._open_obligations("V1.8"))
        document._meet_obligations("V1.8")
        second = document._open_obligations("V1.8")
        self.assertTrue(second)
        self.assertNotEqual(first, second)

    def test_a_period_is_owed_once_even_when_met(self):
        document = self._create_document()
        document._open_obligations("V1.8", period="2026-11")._meet()
        self.assertFalse(document._open_obligations("V1.8", period="2026-11"))
        self.assertTrue(document._open_obligations("V1.8", period="2026-12"))

    def test_steps_of_a_clause_are_owed_apart(self):
        document = self._create_document()
        report = document._open_obligations("V5.2", step="report")
        feedback = document._open_obligations("V5.2", step="feedback")
        self.assertEqual((report.date_due, feedback.date_due), (MONDAY_END, datetime(2026, 11, 26, 10, 0)))
        document._meet_obligations("V5.2", step="report")
        self.assertEqual((report.state, feedback.state), ("met", "open"))

    # --- meeting --------------------------------------------------------------

    def test_met_in_time(self):
        document = self._create_document()
        obligation = document._open_obligations("V1.8")
        document.with_user(self.consultant)._meet_obligations("V1.8")
        self.assertRecordValues(
            obligation,
            [{"state": "met", "date_met": MONDAY_9, "met_by_id": self.consultant.id, "late_hours": 0.0}],
        )

    def test_met_late_keeps_how_late_in_working_hours(self):
        document = self._create_document()
        obligation = document._open_obligations("V1.8")
        with freeze_time(datetime(2026, 11, 24, 2, 0)):  # Tuesday 10:00
            self.ledger._mark_overdue()
            self.assertEqual(obligation.state, "late")
            document._meet_obligations("V1.8")
        self.assertEqual((obligation.state, obligation.late_hours), ("met", 1.5))
        # met before the job looked: as late
        obligation = document._open_obligations("V1.8")
        with freeze_time(datetime(2026, 11, 24, 2, 0)):
            document._meet_obligations("V1.8")
        self.assertEqual((obligation.state, obligation.late_hours), ("met", 1.5))

    def test_meeting_twice_changes_nothing(self):
        document = self._create_document()
        obligation = document._open_obligations("V1.8")
        document._meet_obligations("V1.8")
        with freeze_time(datetime(2026, 11, 25, 2, 0)):
            self.assertFalse(document._meet_obligations("V1.8"))
        self.assertEqual(obligation.date_met, MONDAY_9)

    def test_released_when_the_document_no_longer_asks(self):
        document = self._create_document()
        obligation = document._open_obligations("W2.E", owners=self.manager)
        document._release_obligations("W2.E", "Withdrawn", owners=self.other_manager)
        self.assertEqual(obligation.state, "open")
        document._release_obligations("W2.E", "Withdrawn")
        self.assertEqual((obligation.state, obligation.waive_reason), ("waived", "Withdrawn"))

    def test_missed_when_the_period_is_over(self):
        obligation = self._create_document()._open_obligations("V1.8", period="2026-11-23")
        with freeze_time(datetime(2026, 11, 24, 2, 0)):
            obligation._miss()
        self.assertEqual((obligation.state, obligation.late_hours), ("missed", 1.5))

    def test_deleting_the_document_closes_what_it_asked_for(self):
        document = self._create_document()
        met = document._open_obligations("V1.8")
        document._meet_obligations("V1.8")
        live = document._open_obligations("V5.1")
        document.unlink()
        self.assertEqual((met.state, live.state), ("met", "waived"))
        self.assertTrue(live.is_document_deleted)
        self.assertIn(live, self.env["ops.obligation"].with_user(self.consultant).search([]))
        with self.assertRaises(UserError):
            live.with_user(self.consultant).action_open_document()

    def test_documents_deleted_by_the_database_are_closed_by_the_job(self):
        document = self._create_document()
        obligation = document._open_obligations("V1.8")
        self.env.cr.execute("DELETE FROM ops_test_document WHERE id = %s", [document.id])
        self.ledger._close_orphans()
        self.assertEqual(obligation.state, "waived")

    # --- becoming late --------------------------------------------------------

    def test_overdue_ones_become_late_and_only_those(self):
        overdue = self._create_document()._open_obligations("V1.8")
        later = self._create_document()._open_obligations("R7")
        done = self._create_document()._open_obligations("V1.8")._meet()
        with freeze_time(datetime(2026, 11, 23, 9, 59)):
            self.ledger._mark_overdue()
            self.assertEqual(overdue.state, "open")
        with freeze_time(datetime(2026, 11, 23, 10, 1)):
            marked = self._mark_overdue()
            self.assertEqual(marked, [(self.consultant.id, None, self.company.id, 1)])
            self.assertEqual((overdue | later | done).mapped("state"), ["late", "open", "met"])
            self.assertEqual((overdue.escalation, overdue.date_late), (1, datetime(2026, 11, 23, 10, 1)))
            self.assertFalse(self._mark_overdue())

    def test_lateness_climbs_to_the_manager_and_the_leaders(self):
        obligation = self._create_document()._open_obligations("V1.8")
        levels = []
        for day in (24, 25, 26, 27):
            with freeze_time(datetime(2026, 11, day, 2, 0)):
                self.ledger._mark_overdue()
                self.ledger._escalate(self.company)
                obligation.invalidate_recordset()
                levels.append(obligation.escalation)
        self.assertEqual(levels, [1, 2, 2, 3])

    def _digest_subject(self, lang):
        return self.ledger.with_context(lang=lang)._get_digest_words(Counter())[0]

    def test_one_digest_a_day_in_the_persons_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.consultant.write({"notification_type": "inbox", "lang": "zh_CN"})
        self.manager.write({"notification_type": "email", "lang": "en_US"})
        for _number in range(3):
            self._create_document()._open_obligations("V1.8")
        self._create_document()._open_obligations("W3.E")  # shared by support
        with freeze_time(datetime(2026, 11, 25, 2, 0)):
            self.ledger._mark_overdue()
            self.ledger._escalate(self.company)
            told = self.ledger._send_digest(self.company)
            self.assertEqual(told, self.consultant + self.manager + self.support + self.other_support)
            self.assertFalse(self.ledger._send_digest(self.company))
        message = self.env["mail.message"].search(
            [
                ("partner_ids", "in", self.consultant.partner_id.ids),
                ("subject", "=", self._digest_subject("zh_CN")),
            ]
        )
        self.assertEqual(len(message), 1)
        self.assertNotEqual(message.subject, "Your obligations today")
        self.assertIn("3", message.body)
        mail = self.env["mail.mail"].search(
            [("email_to", "=", self.manager.email_formatted), ("subject", "=", "Your obligations today")]
        )
        self.assertEqual(len(mail), 1)

    def test_jobs_run_and_may_run_again(self):
        self.consultant.write({"notification_type": "inbox", "lang": "en_US"})
        obligation = self._create_document()._open_obligations("V1.8")
        subject = [("subject", "=", "Your obligations today")]
        with freeze_time(datetime(2026, 11, 24, 2, 0)), self.enter_registry_test_mode():
            for _round in range(2):
                self.env.ref("ops_dept.ir_cron_obligation_overdue").method_direct_trigger()
                self.env.ref("ops_dept.ir_cron_obligation_digest").method_direct_trigger()
                obligation.invalidate_recordset()
                self.assertEqual((obligation.state, obligation.escalation), ("late", 1))
                told = self.env["mail.message"].search(
                    [*subject, ("partner_ids", "in", self.consultant.partner_id.ids)]
                )
                self.assertEqual(len(told), 1)

    def test_digest_costs_the_same_for_few_and_for_many(self):
        def send(day, number):
            for _number in range(number):
                self._create_document()._open_obligations("V1.8")
                self._create_document(user_id=self.other_consultant.id)._open_obligations("V1.8")
            with freeze_time(datetime(2026, 11, day, 2, 0)):
                self.ledger._mark_overdue()
                return self._count_queries(lambda: self.ledger._send_digest(self.company))

        send(24, 1)  # warm
        self.assertEqual(send(25, 1), send(26, 20))

    def test_no_digest_on_days_off(self):
        self._create_document()._open_obligations("V1.8")
        with freeze_time(datetime(2026, 11, 28, 2, 0)):  # a Saturday
            self.assertFalse(self.ledger._send_digest(self.company))

    # --- the switch -----------------------------------------------------------

    def test_switch_off_costs_nothing(self):
        self.company.ops_rulebook = False
        self.company.ops_date_paused = False
        self.env.registry.clear_cache()
        self.env["res.company"].search([]).write({"ops_rulebook": False})
        self.env["res.company"].search([]).ops_date_paused = False
        documents = self.Document.create([{"company_id": self.company.id} for _n in range(5)])
        self.env.registry.clear_cache()
        documents._open_obligations("V1.8")  # fills the two cached answers
        documents._meet_obligations("V1.8")

        def both():
            documents._open_obligations("V1.8")
            documents._meet_obligations("V1.8")

        self.assertEqual(self._count_queries(both), 0)
        self.assertFalse(
            self.ledger.search([("res_id", "in", documents.ids), ("res_model", "=", documents._name)])
        )

    def test_nothing_becomes_late_while_switched_off_and_the_time_is_given_back(self):
        documents = [self._create_document() for _number in range(3)]
        end_of_day = documents[0]._open_obligations("V1.8")
        next_day = documents[1]._open_obligations("R7")
        late = documents[2]._open_obligations("V1.8")
        late.date_due = datetime(2026, 11, 20, 10, 0)
        self.ledger._mark_overdue()
        with freeze_time(datetime(2026, 11, 23, 8, 0)):  # Monday 16:00, two hours before the end of the day
            self.company.ops_rulebook = False
        with freeze_time(datetime(2026, 11, 26, 2, 0)):
            self.assertFalse(self._mark_overdue())
            self.assertEqual(end_of_day.state, "open")
            self.company.ops_rulebook = True  # Thursday 10:00
            self.assertEqual(end_of_day.date_due, datetime(2026, 11, 26, 4, 0))  # 12:00
            self.assertEqual(next_day.date_due, datetime(2026, 11, 27, 4, 0))
            late._meet(datetime(2026, 11, 26, 3, 0))
        # six hours on Monday before the pause, one on Thursday after it
        self.assertAlmostEqual(late.late_hours, 7.0)
        self.assertFalse(self.company.ops_date_paused)

    def test_what_is_done_while_switched_off_is_noted(self):
        document = self._create_document()
        obligation = document._open_obligations("V1.8")
        self.company.ops_rulebook = False
        document._meet_obligations("V1.8")
        self.assertEqual(obligation.state, "met")
        self.assertFalse(document._open_obligations("V5.1"))

    def test_a_clause_switched_off_asks_for_nothing(self):
        document = self._create_document()
        obligation = document._open_obligations("V1.8")
        self.env.ref("ops_dept.clause_v1_8").with_company(self.company).is_active = False
        self.assertEqual(obligation.state, "waived")
        self.assertFalse(document._open_obligations("V1.8"))

    # --- batches --------------------------------------------------------------

    def test_two_and_twenty_documents_cost_the_same(self):
        def create(number):
            return self.Document.create(
                [
                    {"company_id": self.company.id, "team_id": self.team.id, "user_id": self.consultant.id}
                    for _n in range(number)
                ]
            )

        warm = create(2)
        warm._open_obligations("V1.8")
        warm._open_obligations("W3.E")
        warm._meet_obligations("V1.8", date=datetime(2026, 11, 24, 2, 0))
        costs = {}
        for size in (2, 20):
            documents = create(size)
            costs[size] = (
                self._count_queries(lambda docs=documents: docs._open_obligations("V1.8")),
                self._count_queries(lambda docs=documents: docs._open_obligations("W3.E")),
                self._count_queries(lambda docs=documents: docs._meet_obligations("V1.8", date=TUESDAY_END)),
                self._count_queries(lambda docs=documents: docs._release_obligations("W3.E", "x")),
            )
            self.assertEqual(len(self.ledger.search([("res_id", "in", documents.ids)])), 2 * size)
        self.assertEqual(costs[2], costs[20])
