"""Somebody is asked about a document and answers, passes it on, or need not answer any more."""

from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import QuestionCase

MONDAY_9 = datetime(2026, 11, 23, 9, 0)


@tagged("post_install", "-at_install")
class TestOpsQuestion(QuestionCase):
    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------
    @freeze_time(MONDAY_9)
    def test_asked_in_a_few_taps_and_stands_with_the_post_on_the_team(self):
        self.company.resource_calendar_id.tz = "UTC"
        action = self.order.with_user(self.consultant).action_ops_ask()
        view = self.env["ir.ui.view"].browse(action["views"][0][0])
        form = Form(self.env["ops.question"].with_user(self.consultant).with_context(action["context"]), view)
        self.assertEqual((form.kind_id, form.post), (self.help_kind, "technical"))
        self.assertEqual(form.date_limit, datetime(2026, 11, 24, 17, 0))  # one working day, as the kind says
        form.question = "Which seal does it need?"
        question = form.save()
        self.assertRegex(question.name, r"^TW-2026-\d{5}$")
        self.assertRecordValues(
            question,
            [
                {
                    "state": "open",
                    "asker_id": self.consultant.id,
                    "date_asked": MONDAY_9,
                    "asked_ids": self.technician.ids,
                    "company_id": self.company.id,
                    "document_name": self.order.display_name,
                }
            ],
        )
        self.order.invalidate_recordset()
        self.assertEqual(self.order.with_user(self.consultant).ops_question_count, 1)
        opened = self.order.with_user(self.consultant).action_ops_open_asked()
        self.assertEqual(opened["res_id"], question.id)

    def test_a_person_instead_of_a_post(self):
        question = self._ask(asked_id=self.clerk.id)
        self.assertEqual((question.post, question.asked_ids), (False, self.clerk))

    def test_who_asks_does_not_answer_himself(self):
        """The only leader asks the leaders: the general manager answers."""
        self.assertEqual(self._ask(user=self.leader, post="leader").asked_ids, self.gm)
        with self.assertRaisesRegex(UserError, "cannot ask yourself"):
            self._ask(asked_id=self.consultant.id)

    def test_what_cannot_be_asked_is_refused_and_says_why(self):
        stranger = self.env["res.users"].create(
            {
                "name": "Elsewhere",
                "login": "elsewhere",
                "company_id": self.env["res.company"].create({"name": "Other"}).id,
                "company_ids": [Command.set(self.env["res.company"].search([("name", "=", "Other")]).ids)],
            }
        )
        for vals, why in (
            ({"question": "  "}, "write what you ask"),
            ({"date_limit": "2020-01-01 00:00:00"}, "in the past"),
            ({"date_limit": "1920-01-01 00:00:00"}, "Enter a day between"),
            ({"asked_id": stranger.id}, "does not work in"),
            ({"post": False, "kind_id": self._create_kind(post=False).id}, "say who is asked"),
            ({"res_model": "res.partner"}, "asked about a document"),
            ({"res_model": "ops.question"}, "asked about a document"),
            ({"res_id": 0}, "asked about a document"),
        ):
            with self.subTest(vals), self.assertRaisesRegex(UserError, why):
                self._ask(**vals)

    def _create_kind(self, **vals):
        return self.env["ops.question.kind"].with_user(self.rule_admin).create({"name": "Kind", **vals})

    def test_nobody_asks_about_what_he_may_not_read(self):
        values = {"res_model": "sale.order", "res_id": self.order.id, "question": "What is it?"}
        for user in (self.colleague, self.clerk):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.env["ops.question"].with_user(user).create(values)

    def test_who_has_no_role_asks_nothing(self):
        plain = self.env["res.users"].create(
            {"name": "Plain", "login": "plain", "group_ids": [self.env.ref("base.group_user").id]}
        )
        with self.assertRaises(AccessError):
            self._ask_as(plain)

    def _ask_as(self, user):
        values = {"res_model": "sale.order", "res_id": self.order.id, "question": "What is it?"}
        return self.env["ops.question"].with_user(user).create(values)

    def test_nobody_forges_who_asked_or_what_came_of_it(self):
        for vals in (
            {"asker_id": self.manager.id},
            {"asked_ids": [Command.set(self.consultant.ids)]},
            {"state": "answered"},
            {"answer": "Yes."},
            {"involved_ids": [Command.set(self.colleague.ids)]},
            {"company_id": self.company.id},
        ):
            with self.subTest(vals), self.assertRaises(UserError):
                self._ask(**vals)
            with self.subTest(vals), self.assertRaises(UserError):
                self._ask_with_defaults(vals)

    def _ask_with_defaults(self, vals):
        """As an import or a program does, which puts into the context what is refused among the values."""
        context = {f"default_{name}": value for name, value in vals.items()}
        question = self.env["ops.question"].with_user(self.consultant).with_context(**context)
        question = question.create(
            {
                "res_model": "sale.order",
                "res_id": self.order.id,
                "question": "What?",
                "kind_id": self.help_kind.id,
            }
        )
        if vals.keys() & {"company_id"}:
            raise UserError("left out")  # it is not taken over, which is as good as refused
        return question

    def test_what_was_asked_stays_and_is_never_deleted(self):
        question = self._ask()
        for user in (self.consultant, self.technician, self.leader):
            for vals in ({"question": "Other words"}, {"state": "answered"}, {"asked_id": self.clerk.id}):
                with self.subTest(user.name, vals=vals), self.assertRaises(UserError):
                    question.with_user(user).write(vals)
            with self.assertRaises(AccessError):
                question.with_user(user).unlink()
        question.with_user(self.technician).action_answer("The green one.")
        with self.assertRaisesRegex(UserError, "keeps what was decided"):
            question.sudo().write({"question": "Other words"})
        with self.assertRaisesRegex(UserError, "is kept"):
            question.sudo().unlink()

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------
    def test_answered_by_who_was_asked_and_the_asker_is_told(self):
        question = self._ask()
        for user in (self.consultant, self.manager, self.leader):
            with self.subTest(user.name), self.assertRaisesRegex(AccessError, "was asked and answers"):
                question.with_user(user).action_answer("I say so.")
        with self.assertRaisesRegex(UserError, "write the answer"):
            question.with_user(self.technician).action_answer("  ")
        action = question.with_user(self.technician).action_open_answer()
        form = Form(self.env[action["res_model"]].with_user(self.technician).with_context(action["context"]))
        form.reason = "The green one."
        form.save().action_confirm()
        self.assertRecordValues(
            question,
            [{"state": "answered", "answer": "The green one.", "answered_by_id": self.technician.id}],
        )
        told = self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", self.consultant.partner_id.id),
                ("mail_message_id.res_id", "=", question.id),
            ]
        )
        self.assertIn("The green one.", told.mail_message_id.body)
        with self.assertRaisesRegex(UserError, "stands at"):
            question.with_user(self.technician).action_answer("The blue one.")

    def test_who_stands_in_for_duties_answers_meanwhile(self):
        question = self._ask(asked_id=self.clerk.id)
        today = fields.Date.context_today(self.clerk)
        self.env["ops.absence"].with_user(self.clerk).create(
            {
                "user_id": self.clerk.id,
                "deputy_id": self.accountant.id,
                "date_from": today,
                "date_to": today,
                "scope": "duties",
            }
        )
        deputys = self.env["ops.question"].with_user(self.accountant)
        self.assertIn(question, deputys.search([("is_to_me", "=", True)]).sudo())
        self.assertNotIn(question, deputys.with_user(self.keeper).search([("is_to_me", "=", True)]).sudo())
        cards = self.env["ops.home"].with_user(self.accountant).get_home()["cards"]
        self.assertEqual(next(card for card in cards if card["key"] == "asked")["count"], 1)
        question.with_user(self.accountant).action_answer("He is away; it is the green one.")
        self.assertEqual(question.answered_by_id, self.accountant)

    def test_superuser_mode_is_nobody_who_was_asked(self):
        question = self._ask().sudo()
        with self.assertRaises(AccessError):
            question.write({"state": "answered"})
        with self.assertRaises(UserError):
            question.with_user(self.technician).sudo().write({"state": "answered"})

    def test_a_kind_may_ask_for_a_date(self):
        kind = self._create_kind(post="purchasing", asks_date=True, limit_number=1)
        question = self._ask(kind_id=kind.id).with_user(self.purchaser)
        with self.assertRaisesRegex(UserError, "promise a date"):
            question.action_answer("Will come.")
        question.action_answer("Will come.", "2030-01-15")
        self.assertEqual(question.date_promised, fields.Date.to_date("2030-01-15"))

    # ------------------------------------------------------------------
    # What is owed
    # ------------------------------------------------------------------
    def _owed(self, question):
        return self.env["ops.obligation"].search(
            [("res_model", "=", "ops.question"), ("res_id", "=", question.id)]
        )

    def test_without_clause_or_limit_nothing_is_owed(self):
        self.assertFalse(self._owed(self._ask()))
        self.assertFalse(self._owed(self._ask(kind_id=self.escalation.id, date_limit=False)))

    def test_with_clause_and_limit_the_answer_is_owed_until_then(self):
        question = self._ask(kind_id=self.escalation.id, date_limit="2030-05-06 02:30:00")
        owed = self._owed(question)
        self.assertRecordValues(
            owed,
            [
                {
                    "owner_id": self.manager.id,
                    "date_due": datetime(2030, 5, 6, 2, 30),
                    "state": "open",
                    "team_id": self.team.id,
                }
            ],
        )
        self.assertEqual(owed.clause_id.code, "R14")
        question.with_user(self.manager).action_answer("I drive there.")
        self.assertEqual(owed.state, "met")

    def test_withdrawn_nothing_is_owed_any_more(self):
        question = self._ask(kind_id=self.escalation.id)
        owed = self._owed(question)
        with self.assertRaisesRegex(AccessError, "withdrawn by Consultant"):
            question.with_user(self.manager).action_withdraw("No.")
        with self.assertRaisesRegex(UserError, "say why no answer is needed"):
            question.with_user(self.consultant).action_withdraw()
        question.with_user(self.consultant).action_withdraw("I found it.")
        self.assertEqual((question.state, owed.state), ("withdrawn", "waived"))
        other = self._ask()
        other.with_user(self.leader).action_withdraw("It is solved.")
        self.assertEqual((other.state, other.reason), ("withdrawn", "It is solved."))

    def test_a_switched_off_clause_asks_but_nothing_is_owed(self):
        self.escalation.clause_id.with_user(self.rule_admin).is_active = False
        question = self._ask(kind_id=self.escalation.id, date_limit="2030-05-06 02:30:00")
        self.assertEqual((question.asked_ids, len(self._owed(question))), (self.manager, 0))

    # ------------------------------------------------------------------
    # Passing on
    # ------------------------------------------------------------------
    def test_passed_on_with_a_reason_and_the_way_stays_visible(self):
        first = self._ask(kind_id=self.escalation.id)
        asked = first.with_user(self.manager)
        for args, why in (
            (("  ", "general_manager"), "say why somebody else"),
            (("Above me",), "say who answers instead"),
            (("Above me", False, self.consultant.id), "asked it or has it already"),
            (("Above me", False, self.manager.id), "cannot ask yourself"),
        ):
            with self.subTest(args), self.assertRaisesRegex(UserError, why):
                asked.action_pass_on(*args)
        with self.assertRaisesRegex(AccessError, "may pass it on"):
            first.with_user(self.consultant).action_pass_on("Ask him", "general_manager")
        action = asked.action_open_pass_on()
        form = Form(self.env[action["res_model"]].with_user(self.manager).with_context(action["context"]))
        form.post, form.reason = "general_manager", "The maker answers to him alone."
        form.save().action_confirm()
        second = self.env["ops.question"].search([("previous_id", "=", first.id)])
        self.assertRecordValues(
            first + second,
            [
                {"state": "passed", "passed_by_id": self.manager.id, "asked_ids": self.manager.ids},
                {"state": "open", "passed_by_id": False, "asked_ids": self.gm.ids},
            ],
        )
        self.assertEqual((second.asker_id, second.question), (self.consultant, first.question))
        self.assertRegex(second.name, "^TW-")
        self.assertEqual(self._owed(first).state, "waived")
        self.assertEqual(self._owed(second).owner_id, self.gm)
        for user in (self.consultant, self.manager, self.gm):
            self.assertEqual(second.with_user(user).chain_ids, first + second, user.name)
        second.with_user(self.gm).action_answer("I call the maker.")
        self.assertEqual(first.with_user(self.consultant).chain_ids.mapped("state"), ["passed", "answered"])

    def test_several_passed_on_at_once_keep_their_own_people(self):
        """Each question has its own chain; one statement looks for all of them, however many there are."""

        def passed_on(number):
            questions = self.env["ops.question"]
            for _number in range(number):
                questions |= self._ask(kind_id=self.escalation.id)
            clerks = self._ask(asked_id=self.clerk.id)
            self.env.flush_all()
            self.env.invalidate_all()
            with self._noted_statements() as noted:
                following = questions.with_user(self.manager).action_pass_on("Above me", "general_manager")
            chains = [text for text in noted if 'FROM "ops_question"' in text and '"root_id" IN' in text]
            return following, clerks, len(chains)

        _following, _clerks, few = passed_on(2)
        following, clerks, many = passed_on(6)
        self.assertGreater(few, 0)
        self.assertEqual((len(following), many), (6, few))
        self.assertEqual(len(following.root_id), 6)
        for question in following:
            self.assertEqual(question.chain_ids, question.previous_id + question)
            self.assertLessEqual(self.manager | self.gm | self.consultant, question.sudo().involved_ids)
            self.assertNotIn(self.clerk, question.sudo().involved_ids)
        self.assertFalse(clerks.chain_ids)

    @contextmanager
    def _noted_statements(self):
        """Note the statements that are made."""
        noted, execute = [], type(self.env.cr).execute

        def note(cr, query, *args, **kwargs):
            noted.append(getattr(query, "code", None) or str(query))
            return execute(cr, query, *args, **kwargs)

        with patch.object(type(self.env.cr), "execute", note):
            yield noted

    def test_passed_on_by_who_may_not_read_the_document(self):
        question = self._ask(asked_id=self.clerk.id)
        question.with_user(self.clerk).action_pass_on("I do not know.", "warehouse")
        following = self.env["ops.question"].search([("previous_id", "=", question.id)])
        self.assertEqual(following.asked_ids, self.keeper)
        self.assertFalse(following.with_user(self.clerk).document_name)
        self.assertTrue(following.with_user(self.keeper).has_access("read"))

    # ------------------------------------------------------------------
    # What goes away
    # ------------------------------------------------------------------
    def test_the_document_is_deleted_and_nobody_waits_for_an_answer(self):
        question = self._ask(kind_id=self.escalation.id)
        owed = self._owed(question)
        self.order.with_user(self.env.user).sudo().unlink()
        self.assertEqual((question.state, question.is_document_deleted), ("withdrawn", True))
        self.assertEqual(owed.state, "waived")
        with self.assertRaisesRegex(UserError, "there is no document"):
            question.with_user(self.consultant).action_open_document()

    def test_somebody_leaves_and_the_post_or_his_head_has_it(self):
        to_post, to_him = self._ask(kind_id=self.escalation.id), self._ask(asked_id=self.colleague.id)
        self.team.user_id = self.other_manager
        self.manager.active = False
        self.colleague.active = False
        self.assertEqual(to_post.asked_ids, self.other_manager)
        self.assertEqual(
            self._owed(to_post).filtered(lambda o: o.state == "open").owner_id, self.other_manager
        )
        self.assertEqual(to_him.asked_ids, self.other_manager)
        to_him.with_user(self.other_manager).action_answer("He has left; I answer.")

    # ------------------------------------------------------------------
    # Kinds
    # ------------------------------------------------------------------
    def test_a_new_kind_is_a_row_and_each_change_is_logged(self):
        kind = self._create_kind(post="office", limit_number=2, limit_unit="working_hours")
        self.assertEqual(self._ask(kind_id=kind.id).asked_ids, self.clerk)
        with self.assertRaises(AccessError):
            kind.with_user(self.leader).limit_number = 5
        kind.with_user(self.rule_admin).limit_number = 5
        log = self.env["ops.log"].search([("model", "=", kind._name), ("res_id", "=", kind.id)])
        self.assertIn(("2", "5"), [(row.value_from, row.value_to) for row in log])
        with self.assertRaises(ValidationError):
            kind.with_user(self.rule_admin).limit_number = -1
