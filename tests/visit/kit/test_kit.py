"""The kit: one sheet, one tap a day, exceptions only; who lacks what must be there does not leave first."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase

V1_3 = {"customer_file", "price_list", "brochure", "press_book", "picture_book", "notebook"} | {
    "cards",
    "calculator",
    "notepaper",
    "envelopes",
}
V2_3 = {"customer_file", "profile", "brochure", "flyers", "picture_book", "price_list"} | {
    "report_form",
    "cards",
    "notebook",
}


class KitCase(VisitCase):
    def setUp(self):
        super().setUp()
        self.registry.clear_cache()

    def _item(self, name):
        return self.env.ref(f"ops_dept.kit_{name}")

    def _lack(self, visit, *names):
        items = self.env["ops.checklist.item"].union(*[self._item(name) for name in names])
        wizard = self.env["ops.kit.lack"].with_user(visit.env.user)
        wizard.create({"visit_id": visit.id, "item_ids": items.ids}).action_confirm()

    def _finish(self, visit):
        visit.action_arrive()
        visit.action_finish()

    def _use_only(self, *codes):
        """Switch off the clauses of the kit but these."""
        kit = self.env["ops.clause"].search([("code", "in", ("V1.2", "V1.3", "V2.3", "N1.7", "N2.1"))])
        kit.filtered(lambda clause: clause.code not in codes).with_user(self.rule_admin).is_active = False


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestSheet(KitCase):
    @clause("V1.3", part="the sheet")
    @clause("V2.3", part="the sheet")
    @clause("V1.2")
    def test_one_sheet_holds_the_thirteen_articles_and_two_lines_each_with_its_clauses(self):
        sheet = self.env.ref("ops_dept.checklist_kit").with_user(self.consultant)
        articles = sheet.item_ids.filtered(lambda item: item.kind == "article")
        self.assertEqual(len(articles), 13)
        for code, names in (("V1.3", V1_3), ("V2.3", V2_3)):
            named = articles.filtered(lambda item, code=code: code in item.clause_ids.mapped("code"))
            self.assertEqual(set(named.ids), {self._item(name).id for name in names}, code)
        self.assertEqual(len(V1_3 & V2_3), 6)
        lines = sheet.item_ids - articles
        self.assertEqual(lines.clause_ids.mapped("code"), ["V1.2"])
        self.assertEqual(len(lines), 2)
        self.assertTrue(self._item("price_list").is_confidential)
        self.assertFalse(lines.filtered("is_mandatory"))
        visit = self._plan(is_packed=False)
        for line in lines:
            self.assertIn(line.name, visit.kit_text)
        visit.action_kit_complete()
        visit.invalidate_recordset()
        self.assertFalse(visit.kit_text, "the lines are confirmed with the sheet")

    def test_what_the_phone_holds_ticks_itself(self):
        lists = self.env["product.pricelist"].search([])
        lists.active = False
        visit = self._plan(is_packed=False)
        self.assertNotIn(self._item("price_list"), visit._get_sheet(self.company)[0])
        self.env["product.pricelist"].create({"name": "Prices of the spring"})
        held, taken, _lines = visit._get_sheet(self.company)
        self.assertEqual(
            set(held.mapped("auto_source")),
            {"customer_file", "report_form", "price_list"},
            held.mapped("name"),
        )
        self.assertEqual(len(taken), 10)
        self.assertRegex(visit.kit_text, r"On the phone already: .*Price list \(confidential\)")
        self._plan(is_packed=False, partner_id=self.other_customer.id, contact_id=False)
        self.env.invalidate_all()
        held = visit._get_sheet(self.company)[0]
        self.assertNotIn(self._item("customer_file"), held, "today's other customer has no file")
        wizard = self.env["ops.kit.lack"].with_user(self.consultant).new({"visit_id": visit.id})
        self.assertIn(self._item("cards"), wizard.choice_ids._origin)
        self.assertNotIn(self._item("report_form"), wizard.choice_ids._origin)

    def test_the_manager_adds_articles_of_the_company_and_the_log_says_who(self):
        items = self.env["ops.checklist.item"].with_user(self.manager)
        own = items.create({"name": "Samples"})
        self.assertEqual((own.company_id, own.checklist_id.use), (self.company, "preparation"))
        own.is_mandatory = True
        visit = self._plan(is_packed=False)
        self.assertIn("Samples", visit.kit_text)
        self._lack(visit, "envelopes")
        visit.action_depart()
        logs = self.env["ops.log"].search([("model", "=", "ops.checklist.item"), ("res_id", "=", own.id)])
        self.assertEqual(logs.user_id, self.manager)
        self.assertEqual(len(logs), 2)
        with self.assertRaises(AccessError):
            own.with_user(self.consultant).is_mandatory = False
        with self.assertRaises(UserError):
            own.unlink()

    def test_to_loosen_what_is_shipped_is_the_administrators_and_leaves_a_trace(self):
        cards = self._item("cards")
        for values in ({"is_mandatory": False}, {"own_mandatory": "no"}, {"active": False}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                cards.with_user(self.manager).write(values)
        with self.assertRaises(UserError):
            cards.with_user(self.rule_admin).write({"shipped_mandatory": False})
        with self.assertRaises(UserError):
            cards.with_user(self.rule_admin).write({"name": "Cards or not"})
        cards.with_user(self.rule_admin).is_mandatory = False
        log = self.env["ops.log"].search([("model", "=", "ops.checklist.item"), ("res_id", "=", cards.id)])
        self.assertEqual((len(log), log.user_id, log.clause_code), (1, self.rule_admin, "V1.3"))
        visit = self._plan(is_packed=False)
        self._lack(visit, "cards")
        visit.action_depart()
        other = self.env["res.company"].create({"name": "Other Trade"})
        self.assertTrue(cards.with_company(other).is_mandatory)

    def test_the_sheet_itself_is_the_products(self):
        sheet = self.env.ref("ops_dept.checklist_kit")
        with self.assertRaises(UserError):
            sheet.with_user(self.manager).name = "Bag"
        with self.assertRaises(UserError):
            sheet.unlink()
        with self.assertRaises(AccessError):
            sheet.with_user(self.consultant).sequence = 5


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestKit(KitCase):
    @clause("V1.3")
    @clause("V2.3")
    @clause("N1.7")
    @clause("N2.1")
    def test_the_first_departure_of_the_day_asks_once_and_one_tap_is_enough(self):
        first = self._plan(is_packed=False)
        second = self._plan(is_packed=False)
        self.assertTrue(first.asks_kit)
        with self.assertRaisesRegex(UserError, r"(?s)Kit Complete.*V1\.3, V2\.3"):
            first.action_depart()
        first.action_kit_complete()  # one tap
        first.action_depart()  # the second
        self.assertEqual(first.state, "departed")
        kit = self.env["ops.kit"].search([("user_id", "=", self.consultant.id)])
        self.assertEqual((len(kit), kit.date, kit.is_complete), (1, MONDAY.date(), True))
        self._finish(first)
        self.assertFalse(second.asks_kit)
        second.action_depart()
        with freeze_time(MONDAY + timedelta(days=1)):
            self.env.invalidate_all()
            third = self._plan(is_packed=False)
            self.assertTrue(third.asks_kit)

    @clause("V1.3", part="a missing mandatory article is named")
    def test_what_must_be_there_and_is_missing_is_named_until_it_is_there(self):
        visit = self._plan(is_packed=False)
        self._lack(visit, "cards", "envelopes")
        with self.assertRaisesRegex(UserError, "(?s)Name cards.*V1.3") as refusal:
            visit.action_depart()
        self.assertNotIn("Envelopes", str(refusal.exception), "nobody is kept by what may be missing")
        self.assertIn("Name cards", visit.kit_blockers)
        visit.action_kit_complete()
        visit.action_depart()
        self.assertEqual(visit.state, "departed")
        self.assertFalse(self.env["ops.checklist.answer"].search([("date_supplied", "=", False)]))

    def test_what_is_only_useful_keeps_nobody(self):
        visit = self._plan(is_packed=False)
        self._lack(visit, "envelopes", "press_book")
        visit.action_depart()
        self.assertEqual(visit.state, "departed")

    def test_later_departures_are_not_asked_again_even_when_something_ran_out(self):
        first, second = self._plan(is_packed=False), self._plan(is_packed=False)
        first.action_kit_complete()
        first.action_depart()
        self._finish(first)
        self._lack(second, "cards")
        self.assertFalse(second.asks_kit)
        second.action_depart()

    def test_a_departure_typed_afterwards_is_no_first_departure(self):
        first, second = self._plan(is_packed=False), self._plan(is_packed=False)
        hour = timedelta(hours=1)
        first.action_register_times(MONDAY - hour, MONDAY, MONDAY - 2 * hour)
        self.assertEqual(first.state, "finished", "a real visit is never refused")
        with self.assertRaisesRegex(UserError, "V1.3"):
            second.action_depart()

    def test_the_day_is_the_companys(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        late = MONDAY.replace(hour=15, minute=30)  # Monday, half past eleven at night in China
        with freeze_time(late):
            self._pack()
        with freeze_time(late + timedelta(hours=1)):
            self.env.invalidate_all()
            self.assertTrue(self._plan(is_packed=False, date_start=MONDAY).asks_kit)

    def test_taking_back_a_departure_asks_no_second_kit(self):
        visit = self._plan(is_packed=False)
        visit.action_kit_complete()
        visit.action_depart()
        visit.action_reset()
        self.assertFalse(visit.asks_kit)
        visit.action_depart()

    def test_two_taps_make_one_kit(self):
        visit = self._plan(is_packed=False)
        visit.action_kit_complete()
        visit.action_kit_complete()
        self.assertEqual(len(self.env["ops.kit"].search([("user_id", "=", self.consultant.id)])), 1)

    def test_nobody_confirms_for_somebody_else(self):
        visit = self._plan(is_packed=False)
        for user in (self.manager, self.support, self.leader):
            for call in ("action_kit_complete", "action_kit_lacks"):
                with self.subTest(user=user.login, call=call), self.assertRaisesRegex(AccessError, "V1.1"):
                    method = getattr(visit.with_user(user), call)
                    method(*([self._item("cards")] if call == "action_kit_lacks" else []))

    def test_calls_and_later_days_ask_for_no_kit(self):
        call = self._plan(is_packed=False, channel="outbound")
        self.assertFalse(call.asks_kit)
        later = self._plan(is_packed=False, date_start=MONDAY + timedelta(days=3))
        self.assertFalse(later.asks_kit)
        self.assertFalse(later.departure_blockers)

    def test_who_leaves_the_evening_before_finds_the_sheet_and_for_any_day_the_tap(self):
        late = MONDAY.replace(hour=14, minute=30)  # half past ten at night in China
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        with freeze_time(late):
            tomorrow = self._plan(is_packed=False, date_start=late + timedelta(hours=3))
            self.assertTrue(tomorrow.asks_kit)
            self.assertIn("Notebook", tomorrow.kit_text)
            later = self._plan(is_packed=False, date_start=late + timedelta(days=3))
            self.assertTrue(later.kit_blockers, "the form has its button by this")
            with self.assertRaisesRegex(UserError, "Kit Complete.*V1.3"):
                later.action_depart()
            later.action_kit_complete()
            self.env.invalidate_all()
            self.assertFalse(later.kit_blockers)
            later.action_depart()
        self.assertEqual(later.state, "departed")

    def test_only_clauses_in_force_ask(self):
        self._use_only("V2.3")
        visit = self._plan(is_packed=False)
        self.assertNotIn("Calculator", visit.kit_text, "V1.3 alone asks for it")
        with self.assertRaisesRegex(UserError, r"V2\.3"):
            visit.action_depart()
        self._use_only("V1.2")
        self.env.invalidate_all()
        self.assertFalse(visit.asks_kit)
        visit.action_depart()

    def test_the_office_sees_what_to_order_and_supplies_it(self):
        visit = self._plan(is_packed=False)
        self._lack(visit, "cards", "envelopes")
        answers = self.env["ops.checklist.answer"]
        for user in (self.consultant, self.support, self.manager, self.leader):
            self.assertEqual(len(answers.with_user(user).search([])), 2, user.login)
        self.assertFalse(answers.with_user(self.stranger).search([]))
        cards = answers.search([("item_id", "=", self._item("cards").id)])
        with self.assertRaises(AccessError):
            cards.with_user(self.stranger).action_supply()
        cards.with_user(self.support).action_supply()
        self.assertEqual(cards.supplied_by_id, self.support)
        visit.invalidate_recordset()
        visit.action_depart()

    def test_what_is_missing_again_stands_once_on_the_list(self):
        visit = self._plan(is_packed=False)
        self._lack(visit, "cards")
        self._lack(visit, "cards", "envelopes")
        self.assertEqual(len(self.env["ops.checklist.answer"].search([])), 2)
        with freeze_time(MONDAY + timedelta(days=1)):
            self._lack(visit, "envelopes")
        waiting = self.env["ops.checklist.answer"].search([("date_supplied", "=", False)])
        self.assertEqual((waiting.item_id, waiting.date), (self._item("envelopes"), MONDAY.date()))

    def test_the_first_page_has_the_sheet_and_the_tap(self):
        self._plan(is_packed=False, date_start=MONDAY + timedelta(hours=1))
        visit = self._plan(is_packed=False)
        card = self._get_card()
        row = card["rows"][0]
        self.assertEqual((card["count"], row["id"], row["method"]), (1, visit.id, "action_kit_complete"))
        self.assertIn("Notebook", row["text"])
        self._lack(visit, "cards")
        self.assertIn("Name cards", self._get_card()["rows"][0]["title"])
        visit.action_kit_complete()
        self.assertIsNone(self._get_card())

    def _get_card(self):
        self.env.flush_all()
        self.env.invalidate_all()
        cards = self.env["ops.home"].with_user(self.consultant).get_home()["cards"]
        return next((card for card in cards if card["key"] == "kit"), None)

    def test_switched_off_nothing_is_asked_and_nothing_costs(self):
        visit = self._plan(is_packed=False)
        self.company.ops_rulebook = False
        self.env.flush_all()
        visit.mapped("date_start"), visit.company_id.mapped("name"), visit.user_id.mapped("name")
        self.assertTrue(self.env["ops.checklist.item"]._get_mandatory(self.company) is not None)
        before = self.env.cr.sql_log_count
        self.assertFalse(visit._get_kit_blockers())
        self.assertEqual(self.env.cr.sql_log_count, before)
        visit.action_depart()
