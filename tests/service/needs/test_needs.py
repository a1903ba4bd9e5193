"""What customers need is logged with day and source, once, wherever it came up (M1.5)."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ...common import clause
from ..service_case import RatedCase


@tagged("post_install", "-at_install")
class TestNeeds(RatedCase):
    @clause("M1.5", part="needs")
    def test_needs_of_visits_calls_cases_and_by_hand_stand_in_one_log(self):
        facts = self.env["ops.customer.fact"].with_user(self.consultant)
        call = self._reported(fact_ids=[Command.create({"kind": "need", "text": "Ten bearings a month"})])
        visit = self._plan(fact_ids=[Command.create({"kind": "need", "text": "A second hall"})])
        self._case(user_id=self.consultant.id)
        case = self._case(user_id=self.consultant.id)
        self.consultant.group_ids += self.env.ref("helpdesk_mgmt.group_helpdesk_user_own")
        action = case.with_user(self.consultant).action_ops_note_need()
        form = Form(facts.with_context(**action["context"]), "ops_dept.ops_customer_fact_view_form")
        form.text = "A pump without leaks"
        from_case = form.save()
        by_hand = facts.create(
            {"customer_id": self.customer_file.id, "kind": "need", "text": "Oil", "way": "meeting"}
        )
        needs = facts.search([("kind", "=", "need"), ("customer_id", "=", self.customer_file.id)])
        self.assertEqual(
            {need.text: need.way for need in needs},
            {
                "Ten bearings a month": "call",
                "A second hall": "visit",
                "A pump without leaks": "case",
                "Oil": "meeting",
            },
        )
        self.assertTrue(all(need.date and need.user_id for need in needs))
        self.assertEqual(self.customer_file.with_user(self.consultant).need_count, 4)
        opened = self.customer_file.with_user(self.consultant).action_open_needs()
        self.assertEqual(facts.search_count([*opened["domain"], ("kind", "=", "need")]), 4)
        self.assertEqual(call.fact_ids.action_open_origin()["res_id"], call.id)
        self.assertEqual(visit.fact_ids.action_open_origin()["res_model"], "ops.visit")
        self.assertEqual(from_case.action_open_origin()["res_id"], case.id)
        self.assertEqual(by_hand.action_open_origin()["res_id"], self.customer_file.id)
        self.assertEqual(facts.create({"customer_id": self.customer_file.id, "text": "x"}).way, "hand")

    def test_a_case_notes_needs_of_its_own_customer_only(self):
        case = self._case()
        other = self._file(self.other_customer, user=self.stranger)
        facts = self.env["ops.customer.fact"].with_user(self.stranger)
        with self.assertRaisesRegex(UserError, "is a case of"):
            facts.create({"customer_id": other.id, "ticket_id": case.id, "text": "x"})
        case.sudo().user_id = self.stranger
        self.stranger.group_ids += self.env.ref("helpdesk_mgmt.group_helpdesk_user")
        with self.assertRaises(AccessError):
            case.with_user(self.stranger).action_ops_note_need()
        with self.assertRaisesRegex(UserError, "which customer"):
            self._case(partner_id=False).action_ops_note_need()

    def test_a_stranger_sees_no_needs_of_the_customer(self):
        self._reported(fact_ids=[Command.create({"kind": "need", "text": "Secret plans"})])
        facts = self.env["ops.customer.fact"]
        self.assertFalse(facts.with_user(self.stranger).search([("text", "=", "Secret plans")]))
        self.assertTrue(facts.with_user(self.manager).search([("text", "=", "Secret plans")]))
