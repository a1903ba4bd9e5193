"""A colleague's customer: his head is asked, and with yes he is given away, with what is owed about him."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..common import VisitCase

WHY = "He asked for me, I sold him the line"


@tagged("post_install", "-at_install")
class TestTakeOver(VisitCase):
    def setUp(self):
        super().setUp()
        self.kind = self.env.ref("ops_dept.ops_question_kind_take_over")

    def _ask(self, user=None, partner=None):
        partner = (partner or self.other_customer).with_user(user or self.consultant)
        partner.action_ops_take_over(WHY)
        return self.env["ops.question"].search([("kind_id", "=", self.kind.id)], limit=1)

    @clause("V2.1")
    def test_the_head_says_yes_and_the_customer_changes_hands(self):
        question = self._ask()
        self.assertEqual((question.asked_ids, question.asker_id), (self.other_manager, self.consultant))
        self.assertIn(WHY, question.question)
        owed = self._file(self.other_customer, importance="key").sudo()
        owed._open_obligations("R1")
        question.with_user(self.other_manager).action_answer("Yes, he is yours", decision="yes")
        self.assertEqual(self.other_customer.user_id, self.consultant)
        self.assertEqual(owed._live_obligations("R1").owner_id, self.consultant)

    def test_with_no_everything_stays(self):
        question = self._ask()
        question.with_user(self.other_manager).action_answer("He stays", decision="no")
        self.assertEqual((self.other_customer.user_id, question.decision), (self.stranger, "no"))

    def test_the_form_asks_for_yes_or_no(self):
        question = self._ask().with_user(self.other_manager)
        action = question.action_open_answer()
        form = Form(
            self.env[action["res_model"]].with_user(self.other_manager).with_context(action["context"])
        )
        form.reason = "Yes"
        form.decision = "yes"
        form.save().action_confirm()
        self.assertEqual(self.other_customer.user_id, self.consultant)

    def test_neither_yes_nor_no_is_no_answer(self):
        with self.assertRaisesRegex(UserError, "yes or no"):
            self._ask().with_user(self.other_manager).action_answer("Perhaps")

    def test_nobody_else_decides(self):
        question = self._ask()
        for user in (self.consultant, self.stranger, self.manager, self.support):
            with self.subTest(user=user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                question.with_user(user).action_answer("Yes", decision="yes")

    def test_it_is_asked_by_its_button_only(self):
        """Nobody asks a friend instead of the head."""
        with self.assertRaisesRegex(UserError, "button of its own"):
            self.env["ops.question"].with_user(self.consultant).create(
                {
                    "res_model": "ops.customer",
                    "res_id": self._file().id,
                    "kind_id": self.kind.id,
                    "question": "Mine?",
                    "asked_id": self.support.id,
                }
            )

    def test_who_asks_learns_nothing_of_the_file(self):
        customer = self._file(self.other_customer)
        question = self._ask().with_user(self.consultant)
        self.assertFalse(question.document_name)
        with self.assertRaises(AccessError):
            customer.with_user(self.consultant).read(["importance"])

    def test_a_customer_without_a_file_gets_one(self):
        self.assertFalse(self.env["ops.customer"]._get_of(self.other_customer))
        self._ask()
        self.assertTrue(self.env["ops.customer"]._get_of(self.other_customer))

    def test_who_has_him_or_sells_nothing_does_not_ask(self):
        for user in (self.stranger, self.technician, self.accountant):
            with self.subTest(user=user.login), self.assertRaisesRegex(UserError, "V2.1"):
                self._ask(user)
        self.other_customer.user_id = False
        with self.assertRaisesRegex(UserError, "no consultant"):
            self._ask()

    def test_twice_is_once(self):
        self._ask()
        with self.assertRaisesRegex(UserError, "already"):
            self._ask()

    def test_who_has_changed_hands_since_is_not_given_away_by_the_former_head(self):
        question = self._ask(self.support)
        self.other_customer.user_id = self.consultant
        with self.assertRaisesRegex(UserError, "anew"):
            question.with_user(self.other_manager).action_answer("Yes", decision="yes")

    def test_a_reason_is_needed_and_the_switch_decides(self):
        partner = self.other_customer.with_user(self.consultant)
        with self.assertRaisesRegex(UserError, "V2.1"):
            partner.action_ops_take_over(" ")
        self.assertTrue(partner.ops_can_take_over)
        self.company.ops_rulebook = False
        partner.invalidate_recordset(["ops_can_take_over"])
        self.assertFalse(partner.ops_can_take_over)
