"""Who sees a question, what he learns of its document, and where it shows: forms, first page, lists."""

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import QuestionCase


@tagged("post_install", "-at_install")
class TestQuestionSight(QuestionCase):
    def _seen(self, user, domain=()):
        return self.env["ops.question"].with_user(user).search(list(domain)).sudo()

    def test_involved_or_reading_the_document_nobody_else(self):
        """Every way of reading gives the same answer: search, count, groups, record, export."""
        question = self._ask(asked_id=self.clerk.id)
        sees = (self.consultant, self.clerk, self.manager, self.support, self.leader, self.auditor)
        for user in sees:
            with self.subTest(user.name):
                self.assertIn(question, self._seen(user))
                self.assertEqual(question.with_user(user).question, "Which seal does it need?")
        mine = [("id", "=", question.id)]
        for user in (self.colleague, self.other_manager, self.accountant):
            model = self.env["ops.question"].with_user(user)
            if user == self.accountant and self.order.with_user(user).has_access("read"):
                continue
            with self.subTest(user.name):
                self.assertFalse(self._seen(user))
                self.assertFalse(model.search_count(mine))
                self.assertFalse(model._read_group(mine, ["question"], ["__count"]))
                self.env.invalidate_all()
                for read in (
                    lambda record: record.question,
                    lambda record: record.read(["question"]),
                    lambda record: record._export_rows([["question"]]),
                    lambda record: record.action_open_document(),
                    lambda record: record.action_answer("x"),
                ):
                    with self.assertRaises(AccessError):
                        read(model.browse(question.id))

    def test_the_document_is_not_named_to_who_may_not_read_it(self):
        question = self._ask(asked_id=self.clerk.id).with_user(self.clerk)
        self.env.invalidate_all()
        name = self.order.name
        self.assertFalse(question.document_name)
        self.assertFalse(question.can_open_document)
        with self.assertRaises(AccessError):
            question.action_open_document()
        for domain in ([("document_name", "ilike", name)], [("document_name", "=", name)]):
            self.assertFalse(self._seen(self.clerk, domain))
            self.assertEqual(self._seen(self.consultant, domain), question.sudo())
        self.assertNotIn(question.sudo(), self._seen(self.consultant, [("document_name", "not ilike", name)]))
        shown = question.web_read({field: {} for field in question.fields_get() if field != "display_name"})
        self.assertNotIn(name, str(shown))
        messages = question.message_ids | self.env["mail.message"].search(
            [("model", "=", "ops.question"), ("res_id", "=", question.id)]
        )
        self.assertTrue(messages)
        self.assertNotIn(name, "".join([*messages.mapped("body"), *(m.subject or "" for m in messages)]))
        page = self.env["ops.home"].with_user(self.clerk).get_home()
        self.assertIn("Which seal", str(page))
        self.assertNotIn(name, str(page))

    def test_another_company_sees_nothing(self):
        question = self._ask()
        other = self.env["res.company"].create({"name": "Other", "ops_rulebook": True})
        boss = new_test_user(
            self.env,
            "other_boss",
            groups="base.group_user,ops_dept.ops_dept_group_leader",
            company_id=other.id,
            company_ids=[other.id],
        )
        self.assertNotIn(question, self._seen(boss))
        with self.assertRaises(AccessError):
            question.with_user(boss).read(["question"])

    def test_a_list_of_many_costs_as_much_as_one_of_few(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            model = self.env["ops.question"].with_user(self.consultant)
            model.web_search_read(
                [],
                {
                    "document_name": {},
                    "with_whom": {},
                    "can_answer": {},
                    "kind_id": {"fields": {"display_name": {}}},
                },
            )
            return self.env.cr.sql_log_count - before

        for _number in range(2):
            self._ask()
        count()
        few = count()
        for _number in range(20):
            self._ask()
        self.assertEqual(count(), few)

    # ------------------------------------------------------------------
    # On documents
    # ------------------------------------------------------------------
    def _buttons(self, user, model):
        arch = etree.fromstring(self.env[model].with_user(user).get_view(view_type="form")["arch"])
        return [node.get("name") for node in arch.iter("button") if node.get("name") == "action_ops_ask"]

    def test_every_document_has_the_button_put_in_once(self):
        for model, user in (
            ("sale.order", self.consultant),
            ("ops.contract", self.support),
            ("ops.bid", self.consultant),
            ("ops.release", self.support),
            ("ops.receipt", self.accountant),
            ("ops.invoice.request", self.support),
        ):
            with self.subTest(model):
                self.assertEqual(self._buttons(user, model), ["action_ops_ask"])
        plain = new_test_user(
            self.env, "plain_seller", groups="base.group_user,sales_team.group_sale_manager"
        )
        self.assertFalse(self._buttons(plain, "sale.order"))
        self.assertFalse(self._buttons(self.consultant, "ops.question"))

    def test_switched_off_it_is_not_offered_and_costs_nothing(self):
        order = self.order.with_user(self.consultant)
        self.assertTrue(order.ops_can_ask)
        question = self._ask()
        self._switch(False)
        self.env.invalidate_all()
        order.company_id.id  # noqa: B018
        before = self.env.cr.sql_log_count
        self.assertFalse(order.ops_can_ask)
        self.assertEqual(order.ops_question_count, 0)
        self.assertEqual(self.env.cr.sql_log_count, before)
        with self.assertRaisesRegex(Exception, "switched off"):
            self._ask()
        keys = [card["key"] for card in self.env["ops.home"].with_user(self.technician).get_home()["cards"]]
        self.assertNotIn("asked", keys)
        question.with_user(self.technician).action_answer("Late, but here.")  # what is open may be ended

    # ------------------------------------------------------------------
    # First page
    # ------------------------------------------------------------------
    def _card(self, user, key):
        cards = self.env["ops.home"].with_user(user).get_home()["cards"]
        return next(card for card in cards if card["key"] == key)

    def test_it_stands_with_who_answers_and_with_who_asked(self):
        question = self._ask(kind_id=self.escalation.id, date_limit="2030-05-06 02:30:00")
        card = self._card(self.manager, "asked")
        self.assertEqual((card["count"], card["rows"][0]["id"]), (1, question.id))
        row = card["rows"][0]
        self.assertIn("Which seal", row["title"])
        self.assertIn(self.order.name, row["text"])
        self.assertIn("2030", row["due"])
        action = getattr(question.with_user(self.manager), row["method"])()
        self.assertEqual(action["res_model"], "ops.question.answer")
        self.assertEqual(self._card(self.manager, "obligations")["count"], 0)  # it stands there once
        mine = self._card(self.consultant, "my_questions")
        self.assertTrue(mine["with_others"])
        self.assertIn(self.manager.name, mine["rows"][0]["text"])
        question.with_user(self.manager).action_answer("I come.")
        self.assertEqual(self._card(self.manager, "asked")["count"], 0)
        self.assertEqual(self._card(self.consultant, "my_questions")["count"], 0)
