from datetime import timedelta

from freezegun import freeze_time
from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ...common import clause
from ..common import create_role
from ..discipline.common import MONDAY_9, DisciplineCase

RECORDS = ("ops.violation", "ops.penalty")


@tagged("post_install", "-at_install")
@freeze_time(MONDAY_9 + timedelta(hours=2))
class TestOpsViolation(DisciplineCase):
    """A fact with its evidence: who notes it, who sees it, what becomes of it."""

    @clause("M7.7")
    def test_telephone_manners_with_item_and_evidence(self):
        """The head notes it with its item and a recording; the person sees it; no fine is possible."""
        items = self._clause("M7.7").item_ids
        self.assertEqual(len(items), 4, "Mandarin, manners, private long-distance, premium line")
        with self._assert_refused("M7.7"):
            self._note("M7.7")
        with self._assert_refused("evidence"):
            self._note("M7.7", item_id=items[0].id, evidence=False)
        violation = self._note("M7.7", item_id=items[0].id)
        self.assertRecordValues(
            violation,
            [
                {
                    "item_id": items[0].id,
                    "employee_id": self.employee.id,
                    "user_id": self.consultant.id,
                    "head_id": self.manager.id,
                    "reporter_id": self.manager.id,
                    "source": "hand",
                    "state": "noted",
                }
            ],
        )
        mine = violation.with_user(self.consultant)
        self.assertTrue(mine.is_mine)
        self.assertEqual(mine.evidence, violation.evidence)
        with self._assert_refused("M7.7"):
            violation.with_user(self.manager).action_propose_case()
        with self._assert_refused("M7.7", ValidationError):
            self.env["ops.penalty"].with_user(self.manager).create(
                {
                    "employee_id": self.employee.id,
                    "kind": "fine",
                    "line_ids": [(0, 0, {"violation_id": violation.id, "amount": 50})],
                }
            )

    @clause("V1.4")
    def test_protocol_and_brand_by_hand(self):
        item = self._clause("V1.4").item_ids[:1]
        violation = self._note("V1.4", user=self.leader, item_id=item.id)
        self.assertEqual((violation.item_id, violation.state), (item, "noted"))
        self.assertFalse(violation._get_kind(), "no consequence unless the company says so")

    def test_another_clauses_item_is_refused(self):
        with self._assert_refused("V1.4"):
            self._note("V1.4", item_id=self._clause("M7.7").item_ids[0].id)
        with self._assert_refused("R1"):
            self._note("R1", item_id=self._clause("M7.7").item_ids[0].id)

    def test_what_by_hand_needs(self):
        cases = {
            "say what happened": {"description": " "},
            "evidence": {"evidence": False},
            "still to come": {"date": MONDAY_9 + timedelta(days=1)},
            "names the person": {"employee_id": False},
        }
        for words, vals in cases.items():
            with self.subTest(words), self._assert_refused(words):
                self._note(user=self.leader, **vals)

    def test_a_linked_document_is_evidence(self):
        lead = self.env["crm.lead"].create(
            {"name": "Lost", "user_id": self.consultant.id, "team_id": self.team.id}
        )
        violation = self._note(evidence=False, document_ref=f"crm.lead,{lead.id}")
        self.assertEqual((violation.res_model, violation.res_id), ("crm.lead", lead.id))
        self.assertEqual(violation.document_name, lead.display_name)
        self.assertEqual(violation.with_user(self.manager).document_ref, lead)
        self.assertEqual(violation.with_user(self.manager).action_open_document()["res_id"], lead.id)

    def test_a_document_that_the_reporter_may_not_read_is_no_evidence(self):
        lead = self.env["crm.lead"].create(
            {"name": "Theirs", "user_id": self.other_manager.id, "team_id": self.other_team.id}
        )
        with self.assertRaises(AccessError):
            self._note(evidence=False, document_ref=f"crm.lead,{lead.id}")

    def test_only_a_clause_in_force(self):
        self._clause("R1").is_active = False
        with self._assert_refused("R1 is not in force"):
            self._note("R1")
        self._clause("R1").is_active = True
        self.company.ops_rulebook = False
        with self._assert_refused("not in force"):
            self._note("R1")

    def test_only_head_and_leader_note(self):
        self._note(user=self.leader)
        for user in (self.consultant, self.colleague, self.other_manager, self.auditor, self.rule_admin):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._note(user=user)
        with self.assertRaises(AccessError):
            self._note(user=self.manager, employee_id=self.boss_employee.id)

    def test_who_heads_nobody_is_offered_no_new_one(self):
        team = self.env["crm.team"].create({"name": "Led", "user_id": self.plain_user.id})
        heads_without_role = (self.plain_user, self.technician)
        offered = {
            user: {model: self.env[model].with_user(user).has_access("create") for model in RECORDS}
            for user in (self.consultant, self.auditor, self.manager, self.leader, *heads_without_role)
        }
        for user, found in offered.items():
            self.assertEqual(set(found.values()), {user in self.manager | self.leader}, user.login)
        team.member_ids = self.colleague
        self._create_employee(self.env["res.users"], name="Old Wang").parent_id = self._create_employee(
            self.technician
        )
        for user in heads_without_role:
            for model in RECORDS:
                self.assertTrue(self.env[model].with_user(user).has_access("create"), (user.login, model))
        newcomer = create_role(self.env, "ops_new", "consultant")
        self.assertFalse(newcomer.employee_ids)
        team.member_ids = newcomer
        self.assertTrue(self.env["ops.penalty"].with_user(self.plain_user).has_access("create"))
        arch = self.env["ops.penalty"].with_user(self.consultant).get_view(view_type="form")["arch"]
        self.assertEqual(etree.fromstring(arch).get("create"), "False")

    def test_a_head_without_any_role_notes(self):
        """Who heads a person by his employee record alone does, too."""
        self.employee.parent_id = self._create_employee(self.plain_user)
        self.assertEqual(self._note(user=self.plain_user).head_id, self.plain_user)

    def test_the_form_saves(self):
        form = Form(self.env["ops.violation"].with_user(self.manager))
        form.employee_id = self.employee
        form.clause_id = self._clause("R1")
        form.description = "Did not know the customer's plans"
        form.evidence = self._prepare_violation()["evidence"]
        self.assertEqual(form.save().state, "noted")

    def test_facts_stay(self):
        violation = self._note()
        for user in (self.manager, self.leader, self.consultant):
            for vals in ({"description": "Something else"}, {"state": "dismissed"}, {"date_seen": False}):
                with self.subTest(user=user.login, vals=vals), self.assertRaises(UserError):
                    violation.with_user(user).write(vals)
        with self.assertRaises(UserError):
            violation.with_user(self.leader).unlink()
        for state in ("in_case", "dismissed"):
            with self.subTest(state), self.assertRaises(UserError):
                violation.sudo().write({"state": state})
        with self.assertRaises(UserError):
            self._note(state="dismissed")
        with self.assertRaises(UserError):
            self._note(source="duty")

    def test_the_person_sees_it_and_comments(self):
        violation = self._note()
        mine = violation.with_user(self.consultant)
        cards = {
            card["key"]: card for card in self.env["ops.home"].with_user(self.consultant).get_home()["cards"]
        }
        self.assertEqual([row["id"] for row in cards["violations"]["rows"]], violation.ids)
        mine.action_see()
        self.assertTrue(violation.date_seen)
        cards = [card["key"] for card in self.env["ops.home"].with_user(self.consultant).get_home()["cards"]]
        self.assertNotIn("violations", cards)
        with self._assert_refused("R16"):
            mine.action_comment(" ")
        mine.action_comment("I was at the trade fair")
        self.assertEqual(violation.comment, "I was at the trade fair")
        for user in (self.manager, self.leader):
            with self.subTest(user.login), self.assertRaises(AccessError):
                violation.with_user(user).action_comment("He says nothing")

    def test_dismissed_by_who_stands_above_with_a_reason(self):
        violation = self._note()
        with self.assertRaises(AccessError):
            violation.with_user(self.consultant).action_dismiss("It was not me")
        with self.assertRaises(UserError):
            violation.with_user(self.manager).action_dismiss("no")
        violation.with_user(self.manager).action_dismiss("The customer had moved away")
        self.assertRecordValues(
            violation,
            [
                {
                    "state": "dismissed",
                    "dismiss_reason": "The customer had moved away",
                    "dismissed_by_id": self.manager.id,
                }
            ],
        )
        logged = self.env["ops.log"].search([("model", "=", "ops.violation"), ("res_id", "=", violation.id)])
        self.assertEqual(set(logged.mapped("event")), {"noted", "dismissed"})

    def test_a_refused_click_is_no_violation(self):
        before = self.env["ops.violation"].search_count([])
        order = self.env["sale.order"].create({"partner_id": self.customer.id, "user_id": self.consultant.id})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            order.with_user(self.consultant).action_confirm()
        self.assertEqual(self.env["ops.violation"].search_count([]), before)

    def test_the_head_of_today_sees_it_from_tomorrow(self):
        violation = self._note()
        self.employee.parent_id = self._create_employee(self.other_manager)
        self.env["ops.violation"]._refresh_people()
        self.assertEqual(violation.head_id, self.other_manager)
        self.assertTrue(violation.with_user(self.other_manager).has_access("read"))
        self.assertFalse(violation.with_user(self.manager).has_access("read"))
