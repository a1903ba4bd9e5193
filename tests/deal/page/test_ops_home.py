"""The first page: each role sees what waits for it, with its counter, in a fixed number of queries."""

from odoo.tests import new_test_user, tagged

from ...common import ask_technical
from ..common import DealCase


@tagged("post_install", "-at_install")
class TestOpsHome(DealCase):
    def _card(self, user, key):
        cards = self.env["ops.home"].with_user(user).get_home()["cards"]
        return next((card for card in cards if card["key"] == key), None)

    def test_a_request_waits_with_the_manager_and_shows_with_its_requester(self):
        order = self._submit(self._create_order())
        waiting = self._card(self.manager, "approvals")
        self.assertEqual(waiting["count"], 1)
        self.assertEqual(
            (waiting["rows"][0]["model"], waiting["rows"][0]["res_id"]), ("sale.order", order.id)
        )
        self.assertIn(order.name, waiting["rows"][0]["title"])
        requests = self._card(self.consultant, "requests")
        self.assertEqual(requests["count"], 1)
        self.assertIn(self.manager.name, requests["rows"][0]["text"])
        self.assertEqual(self._card(self.other_manager, "approvals")["count"], 0)

    def test_the_next_step_of_a_quotation_moves_between_the_cards(self):
        order = self._create_order()
        self.assertIn("Not submitted", self._card(self.consultant, "quotations")["rows"][0]["text"])
        self._submit(order)
        self.assertEqual(self._card(self.consultant, "quotations")["count"], 0)
        order.with_user(self.manager).action_ops_refuse("Price too low")
        row = self._card(self.consultant, "quotations")["rows"][0]
        self.assertTrue(row["is_late"])
        self._approve(order)
        self.assertIn("Approved", self._card(self.consultant, "quotations")["rows"][0]["text"])
        order.with_user(self.consultant).action_quotation_sent()
        self.assertIn("ask for the contract", self._card(self.consultant, "quotations")["rows"][0]["text"])
        order.with_user(self.consultant).action_ops_ask_contract()
        self.assertEqual(self._card(self.consultant, "quotations")["count"], 0)
        self.assertIn(
            "With sales support", self._card(self.consultant, "quotations_elsewhere")["rows"][0]["text"]
        )

    def test_what_i_can_do_stands_before_what_others_decide(self):
        self._submit(self._create_order())
        self._create_order()
        cards = self.env["ops.home"].with_user(self.consultant).get_home()["cards"]
        waiting = [card["key"] for card in cards if card["count"]]
        self.assertEqual(waiting[-1], "requests")
        self.assertIn("quotations", waiting)
        self.assertEqual([card["key"] for card in cards[: len(waiting)]], waiting)

    def test_questions_show_with_their_department_and_are_owed(self):
        order = self._create_order(products=[(self.difficult, 1, 3000)])
        ask_technical(order, self.consultant)
        self.assertEqual(self._card(self.technician, "questions")["count"], 1)
        self.assertEqual(
            self._card(self.technician, "obligations")["count"], 0
        )  # it stands above, with its due date
        self.assertIn("Due", self._card(self.technician, "questions")["rows"][0]["due"])
        self.assertIsNone(self._card(self.consultant, "questions"))
        self._answer_technical(self._create_order(products=[(self.difficult, 1, 3000)]))
        self.assertEqual(self._card(self.technician, "questions")["count"], 1)

    def test_as_many_queries_for_two_as_for_twenty(self):
        for _number in range(2):
            self._submit(self._create_order())
        page = self.env["ops.home"].with_user(self.manager)
        page.get_home()
        counts = []
        for _round in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            page.get_home()
            counts.append(self.cr.sql_log_count - before)
            for _number in range(18):
                self._submit(self._create_order())
        self.assertLessEqual(counts[1], counts[0] + 2)  # two counts more, where a card is full
        self.assertLess(counts[1], 40)

    # ------------------------------------------------------------------
    # What is begun, and what is read
    # ------------------------------------------------------------------
    def _page(self, user):
        return self.env["ops.home"].with_user(user).get_home()

    def test_who_sells_begins_in_one_tap(self):
        for user, keys in (
            (self.consultant, ["incoming", "inquiry", "quotation", "visit", "receipt", "trip", "problem"]),
            (self.support, ["inquiry", "quotation", "receipt", "problem"]),
            (self.purchaser, []),
            (self.leader, ["trip", "problem", "give"]),
            (self.rule_admin, []),
        ):
            shortcuts = self._page(user)["shortcuts"]
            self.assertEqual([shortcut["key"] for shortcut in shortcuts], keys, user.name)
            for shortcut in shortcuts:
                action = self.env["ir.actions.act_window"].with_user(user)._for_xml_id(shortcut["action"])
                model = self.env[action["res_model"]].with_user(user)
                self.assertTrue(model.has_access("create"), shortcut["key"])

    def test_what_nobody_sells_is_read(self):
        """Leaders, auditors, administrator and market find something of use, and may open all of it."""
        market = new_test_user(
            self.env, "ops_market", groups="base.group_user,ops_dept.ops_dept_group_market_specialist"
        )
        assistant = new_test_user(
            self.env, "ops_assistant", groups="base.group_user,ops_dept.ops_dept_group_store_assistant"
        )
        for user, keys in (
            (self.leader, ["line"]),
            (self.gm, ["line"]),
            (self.auditor, ["line", "registers"]),
            (self.rule_admin, ["setup", "posts"]),
            (market, ["clauses"]),
            (assistant, ["clauses"]),
            (self.consultant, []),
        ):
            lists = self._page(user)["lists"]
            self.assertEqual([each["key"] for each in lists], keys, user.name)
            for row in (row for each in lists for row in each["rows"] if row["action"]):
                self._assert_opens(user, row)

    def _assert_opens(self, user, row):
        action = row["action"]
        if isinstance(action, str):
            action = self.env["ir.actions.actions"].with_user(user)._for_xml_id(action)
        if action["type"] == "ir.actions.server":
            found = self.env["ir.actions.server"].with_user(user).browse(action["id"]).run()
            action = {**found, "domain": None}  # made when it is opened, not what was counted
        model = self.env[action["res_model"]].with_user(user)
        self.assertTrue(model.has_access("read"), row["title"])
        if isinstance(action.get("domain"), list):
            count = model.search_count(action["domain"])
            self.assertEqual(row["text"].split(" · ")[0], str(count), row["title"])

    def test_state_of_the_line_counts_what_stands_there(self):
        self._submit(self._create_order())
        approved = self._approve(self._create_order())
        self._create_contract(self._approve(self._create_order()))
        rows = {row["title"]: row["text"] for row in self._page(self.leader)["lists"][0]["rows"]}
        self.assertEqual(rows["Quotations being decided"], "1")
        self.assertEqual(rows["Contracts being negotiated"], "1")
        found = self._page(self.leader)["lists"][0]["rows"]
        row = next(row for row in found if row["title"] == "Quotations approved, without contract")
        orders = self.env["sale.order"].search(row["action"]["domain"])
        self.assertIn(approved, orders)

    def test_administrator_is_shown_the_posts_that_nobody_fills(self):
        self.accountant.group_ids -= self.env.ref("ops_dept.ops_dept_group_finance")
        posts = next(each for each in self._page(self.rule_admin)["lists"] if each["key"] == "posts")
        rows = {row["title"]: row for row in posts["rows"]}
        self.assertTrue(rows["Finance"]["is_late"])
        self.assertIn("falls to the leaders", rows["Finance"]["text"])
        self.assertEqual(rows["Purchasing"]["text"], "Purchaser")
        self.assertFalse(rows["Purchasing"]["is_late"])

    def test_amounts_say_whether_tax_is_in_them(self):
        order = self._submit(self._create_order())
        [row] = self._card(self.manager, "approvals")["rows"]
        self.assertEqual((row["tax"], row["amount"]), ("Untaxed", order.currency_id.format(1000)))
        self._approve(order)
        [row] = self._card(self.consultant, "quotations")["rows"]
        self.assertEqual((row["tax"], row["amount"]), ("Untaxed", order.currency_id.format(1000)))
        contract = self._create_contract(order)
        [row] = self._card(self.consultant, "contracts")["rows"]
        self.assertEqual(row["tax"], "Untaxed")
        self.assertIn(contract.name, row["title"])

    def test_reading_pages_cost_a_fixed_number_of_queries(self):
        for user, most in ((self.leader, 23), (self.auditor, 23), (self.rule_admin, 18)):
            self._page(user)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._page(user)
            self.assertLess(self.cr.sql_log_count - before, most, user.name)
