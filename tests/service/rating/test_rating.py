"""A visit and a case are rated by the customer, by him alone, and a bad rating is heard of at once (M1.5)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from ...common import clause
from ..service_case import RatedCase


@tagged("post_install", "-at_install")
class TestRating(RatedCase, HttpCase):
    def _told(self, record):
        return self.env["mail.message"].search(
            [
                ("model", "=", record._name),
                ("res_id", "=", record.id),
                ("message_type", "=", "user_notification"),
            ]
        )

    def _answer(self, rating, value, words):
        """Open the link and post the page's form."""
        page = self.url_open(f"/rate/{rating.access_token}/{value}?ask=1")
        csrf = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        data = {"csrf_token": csrf, "rate": value, "feedback": words}
        thanks = self.url_open(f"/rate/{rating.access_token}/submit_feedback", data=data)
        rating.invalidate_recordset()
        return page, thanks

    @clause("M1.5", part="ratings of visits")
    def test_a_reported_visit_is_rated_by_the_person_visited(self):
        visit = self._reported()
        self.assertEqual((visit.ops_can_ask_rating, visit.ops_rating_text), (True, "Not asked yet"))
        visit.action_ops_ask_rating()
        rating = visit.with_env(self.env).rating_ids
        self.assertEqual(
            (rating.partner_id, rating.rated_partner_id), (self.person, self.consultant.partner_id)
        )
        self.assertEqual((rating.ops_customer_id, rating.ops_company_id), (self.customer, self.company))
        self.assertIn(rating.access_token, visit.ops_rating_link)
        mail = self.env["mail.message"].search([("model", "=", "ops.visit"), ("res_id", "=", visit.id)])
        mail = mail.filtered(lambda message: self.person in message.partner_ids)
        self.assertIn("请告诉我们", mail.body, "in the customer's language")
        self.assertIn(f"/rate/{rating.access_token}/1", mail.body)
        page, thanks = self._answer(rating, 3, "按时到了，资料不全")
        self.assertIn("满意", page.text)
        self.assertIn(self.consultant.name, page.text)
        self.assertIn("我们已记下", thanks.text)
        self.assertEqual((rating.rating, rating.feedback), (3, "按时到了，资料不全"))
        visit.invalidate_recordset()
        self.assertEqual(visit.ops_rating_text, "3 of 5 · 按时到了，资料不全")
        self.assertFalse(visit.ops_can_ask_rating or visit.ops_rating_link)
        with self.assertRaisesRegex(UserError, "has rated it already"):
            visit.action_ops_ask_rating()

    @clause("M1.5", part="ratings of visits")
    def test_not_before_the_report_and_not_where_nobody_was_met(self):
        visit = self._plan()
        self.assertFalse(visit.ops_can_ask_rating)
        with self.assertRaisesRegex(UserError, "done and reported"):
            visit.action_ops_ask_rating()
        with self.assertRaises(AccessError):
            self._reported().with_user(self.stranger).action_ops_ask_rating()

    def test_who_reads_no_mail_gets_the_link_by_chat(self):
        self.person.email = False
        visit = self._reported()
        visit.action_ops_ask_rating()
        self.assertTrue(visit.ops_rating_link)
        messages = self.env["mail.message"].search([("model", "=", "ops.visit"), ("res_id", "=", visit.id)])
        self.assertFalse(messages.filtered(lambda message: self.person in message.partner_ids))
        visit.action_ops_ask_rating()
        self.assertEqual(len(visit.with_env(self.env).rating_ids), 1, "asked again it is the same link")

    @clause("M1.5", part="ratings of cases")
    def test_a_closed_case_asks_for_its_rating(self):
        case = self._case()
        rating = self._asked(case)
        self.assertEqual((rating.partner_id, rating.ops_customer_id), (self.person, self.customer))
        self.assertEqual(rating.rated_partner_id, self.consultant.partner_id, "nobody else worked on it")
        page, _thanks = self._answer(rating, 5, "很快")
        self.assertIn(case.number, page.text)
        self.assertEqual((rating.rating, rating.ops_level), (5, "high"))
        self.assertFalse(self._told(case))
        case._ops_ask_rating()
        self.assertEqual(len(case.rating_ids), 1, "answered is answered")

    @clause("M1.5", part="ratings of cases")
    def test_the_portal_page_of_a_case_leads_the_customer_to_it(self):
        visitor = new_test_user(
            self.env, "rating_portal", groups="base.group_portal", partner_id=self.person.id
        )
        case = self._case()
        case.message_subscribe(self.person.ids)
        self.assertFalse(case._ops_get_portal_rating_link(visitor))
        rating = self._asked(case)
        self.env.flush_all()
        self.authenticate("rating_portal", "rating_portal")
        self.assertIn(f"/rate/{rating.access_token}/5", self.url_open(f"/my/ticket/{case.id}").text)
        self._answer(rating, 1, "还漏")
        self.assertEqual((rating.rating, rating.ops_level), (1, "low"))
        self.assertTrue(self._told(case))
        self.assertNotIn("/rate/", self.url_open(f"/my/ticket/{case.id}").text)
        stranger = self._case(partner_id=self.other_customer.id)
        self._asked(stranger)
        self.assertFalse(stranger._ops_get_portal_rating_link(visitor))

    def test_an_open_case_and_one_without_a_customer_ask_nobody(self):
        self.assertFalse(self._asked(self._case("technical")))
        self.assertFalse(self._asked(self._case(partner_id=False)))

    @clause("M1.5", part="a bad rating is told at once")
    def test_salesman_and_manager_hear_of_a_bad_rating_at_once(self):
        case = self._case()
        self._rate(case, 1, "漏水没修好")
        told = self._told(case)
        self.assertEqual(told.partner_ids, (self.consultant | self.manager).partner_id)
        self.assertIn("漏水没修好", told[0].body)
        self._rate(self._case(), 3)
        self.assertEqual(self._told(case), told)
        rating = case.rating_ids.with_user(self.public_user).sudo()
        case.with_user(self.public_user).sudo().rating_apply(1, rating=rating, feedback="还是漏")
        self.assertEqual(self._told(case), told, "told once")

    @clause("M1.5", part="the customer's word")
    def test_nobody_of_us_gives_changes_or_takes_away_a_rating(self):
        visit = self._reported()
        rating = self._rate(visit, 1, "差")
        mine = rating.with_user(self.consultant)
        self.assertEqual(mine.rating, 1)
        model = self.env["ir.model"]._get_id("ops.visit")
        ways = {
            "write": lambda: mine.write({"rating": 5}),
            "words": lambda: mine.write({"feedback": "好"}),
            "who": lambda: mine.write({"partner_id": self.consultant.partner_id.id}),
            "where": lambda: mine.write({"res_id": 1}),
            "reset": mine.reset,
            "apply": lambda: visit.rating_apply(5, rating=mine),
            "token": lambda: visit.rating_apply(5, token=rating.access_token),
            "post": lambda: visit.message_post(body="好", rating_value=5),
            "create": lambda: mine.create(
                {"res_model_id": model, "res_id": visit.id, "rating": 5, "consumed": True}
            ),
            "link": lambda: mine.create({"res_model_id": model, "res_id": visit.id}),
            "delete": mine.unlink,
            "message": rating.message_id.with_user(self.consultant).unlink,
            "manager": lambda: rating.with_user(self.manager).write({"consumed": False}),
        }
        for way, act in ways.items():
            with self.subTest(way), self.assertRaises(AccessError), self.env.cr.savepoint():
                act()
        rating.invalidate_recordset()
        self.assertEqual((rating.rating, rating.feedback), (1, "差"))
        self.assertEqual(len(visit.with_env(self.env).rating_ids), 1)

    @clause("M1.5", part="the customer's word")
    def test_a_portal_visitor_rates_by_the_link_only(self):
        case = self._case()
        visitor = new_test_user(
            self.env, "rating_portal", groups="base.group_portal", partner_id=self.person.id
        )
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            case.with_user(visitor).sudo().message_post(body="好", rating_value=5)
        self.assertFalse(case.rating_ids)
        self._rate(case, 3)
        self.assertEqual(case.rating_ids.rating, 3)

    def test_a_colleague_who_opens_the_link_rates_nothing(self):
        rating = self._asked(self._reported().with_env(self.env))
        self.env.flush_all()
        self.authenticate(self.consultant.login, self.consultant.login)
        self._answer(rating, 5, "好")
        self.assertFalse(rating.consumed)

    def test_off_it_is_as_core_has_it(self):
        visit = self._reported()
        rating = self._rate(visit, 1)
        self.company.ops_rulebook = False
        rating.with_user(self.consultant).write({"rating": 5})
        self.assertEqual(rating.rating, 5)

    @clause("M1.5", part="who reads ratings")
    def test_each_role_reads_the_ratings_of_its_customers(self):
        mine = self._rate(self._reported(), 5)
        case = self._case(partner_id=self.other_customer.id)
        other = self._rate(case, 3)
        both = mine | other
        for user, seen in (
            (self.consultant, mine),
            (self.manager, mine),
            (self.stranger, other),
            (self.other_manager, other),
            (self.support, mine),
            (self.leader, both),
            (self.auditor, both),
            (self.technician, both.browse()),
            (self.accountant, both.browse()),
        ):
            with self.subTest(user.name):
                found = both.with_user(user).search([("id", "in", both.ids)])
                self.assertEqual(
                    found.ids, [rating.id for rating in both.sorted("id", True) if rating in seen]
                )
        case_of_technician = self._case(partner_id=self.other_customer.id, user_id=self.technician.id)
        rated = self._rate(case_of_technician, 1)
        self.assertEqual(rated.with_user(self.technician).rating, 1, "who was rated reads it")
        action = mine.with_user(self.consultant).action_ops_open_rated()
        self.assertEqual((action["res_model"], action["res_id"]), ("ops.visit", mine.res_id))
        kinds = both.search([("id", "in", both.ids), ("ops_kind", "=", "case")])
        self.assertEqual(kinds, other)
