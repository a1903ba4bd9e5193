"""The customer opens his case, follows it, answers, and says whether it is solved (V5.2)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ...common import PIXEL, clause
from .common import PortalCase


@tagged("post_install", "-at_install")
class TestPage(PortalCase):
    def _new(self, user=None, **said):
        """Send the form of a new case; return the case."""
        page = self._open("/new/ticket", user or self.wang)
        data = {"csrf_token": self._csrf(page), "subject": "Pump leaks", "description": "Since Monday"}
        answer = self.url_open("/submitted/ticket", data={**data, **said})
        self.assertEqual(answer.status_code, 200)
        self.env.invalidate_all()
        return page, self.env["helpdesk.ticket"].search([], order="id desc", limit=1)

    def test_what_he_opens_is_new_with_what_he_bought(self):
        lot = self._serial()
        order = self._delivered()
        page, case = self._new(goods=f"{self.pump.id}-{lot.id}")
        self.assertIn("SN-1", page.text)
        self.assertIn(order.name, page.text)
        self.assertNotIn("Ticket", page.text.partition("<main>")[2].partition("<form")[2])
        self.assertEqual((case.ops_step, case.ops_process), ("draft", False))
        self.assertEqual(case.channel_id, self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_web"))
        self.assertEqual((case.partner_id, case.ops_salesman_id), (self.contact, self.consultant))
        self.assertEqual((case.ops_line_ids.product_id, case.ops_line_ids.lot_id), (self.pump, lot))
        self.assertEqual(case.stage_id, self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_new"))
        for user in (self.consultant, self.support):
            card = self.env["ops.home"].with_user(user).with_company(self.company)._get_cases_sales_card()
            self.assertIn(case.id, [row["res_id"] for row in card["rows"]], user.login)

    def test_goods_of_others_are_not_taken(self):
        lot = self._serial()
        _page, case = self._new(self.foreigner, goods=f"{self.pump.id}-{lot.id}")
        self.assertFalse(case.ops_line_ids)
        self.assertFalse(case.ops_order_id)

    def test_the_chain_in_his_words(self):
        case = self._asked()
        page = self._open(f"/my/ticket/{case.id}", self.wang).text
        for word in ("Received", "Confirmed", "In work", "Done", "We have your message", "0512-100"):
            self.assertIn(word, page)
        self.assertEqual(case.sudo()._ops_get_customer_step(), "Received")
        case.with_user(self.manager).action_ops_approve()
        self.assertEqual(case.sudo()._ops_get_customer_step(), "Confirmed")
        page = self._open("/my/tickets", self.colleague).text
        self.assertIn("Confirmed", page)

    def test_nothing_of_the_house_is_on_his_page(self):
        case = self._taken()
        case.write({"ops_dispatch": "no", "ops_dispatch_reason": "secret-why", "ops_result": "secret-result"})
        note = case.message_post(
            body="secret-note", attachments=[("secret-file.txt", b"x")], subtype_xmlid="mail.mt_note"
        )
        self.assertTrue(note.attachment_ids)
        case.message_post(
            body="to you",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[("plan.txt", b"x")],
        )
        page = self._open(f"/my/ticket/{case.id}", self.wang).text
        self.assertNotIn("secret", page)
        self.assertIn("plan.txt", page)

    def test_what_is_on_loan_stands_there_with_its_day(self):
        case = self._confirmed()
        spare = self.env["stock.lot"].create({"name": "SPARE-1", "product_id": self.pump.id})
        self.env["stock.quant"]._update_available_quantity(
            self.pump, self.warehouse.lot_stock_id, 1, lot_id=spare
        )
        case.with_user(self.support).action_ops_lend(self.pump, "2036-03-16", spare)
        self.assertNotIn("SPARE-1", self._open(f"/my/ticket/{case.id}", self.wang).text)
        picking = case.sudo().ops_loan_ids.move_ids.picking_id.with_user(self.keeper)
        self._press_validate(picking)
        page = self._open(f"/my/ticket/{case.id}", self.wang).text
        self.assertIn("SPARE-1", page)
        self.assertRegex(page, "2036")

    def test_the_thread_below_it_speaks_his_language(self):
        self.authenticate(self.wang.login, self.wang.login)
        terms = self.url_open("/website/translations?lang=zh_CN").json()["modules"]["mail"]["messages"]
        self.assertIn("对话内容为空", [term["string"] for term in terms])

    @clause("V5.2")
    def test_solved_meets_the_duty_and_closes_the_case(self):
        case = self._solved()
        self.assertTrue(self._owed(case, "feedback"))
        self._answer(case, self.colleague, answer="solved", words="Runs again")
        self.assertEqual(case.ops_step, "closed")
        self.assertEqual((case.ops_told_how, case.ops_told_whom), ("portal", "Mr Li"))
        self.assertEqual(case.ops_told_text, "Runs again")
        self.assertFalse(self._owed(case, "feedback"))
        self.assertTrue(case.sudo().rating_ids, "his rating is asked for")
        self.assertIn("/rate/", self._open(f"/my/ticket/{case.id}", self.wang).text)

    def test_solved_while_somebody_works_on_it_closes_nothing(self):
        case = self._taken()
        self._answer(case, self.wang, answer="solved", words="It runs")
        self.assertEqual(case.ops_step, "technical")
        self.assertFalse(case.ops_told_how)
        self.assertIn("It runs", self._said(case)[:1].body)

    @clause("V5.2")
    def test_not_solved_reopens_it_with_his_words(self):
        case = self._solved()
        self._answer(case, self.wang, answer="not_solved", words="还在漏水")
        self.assertEqual((case.ops_step, case.ops_reopen_reason), ("reopened", "还在漏水"))
        self.assertFalse(self._owed(case, "feedback"))
        self.assertIn("还在漏水", self._said(case)[:1].body)
        told = self.env["mail.message"].search(
            [("message_type", "=", "user_notification"), ("res_id", "=", case.id)]
        )
        self.assertIn(self.technician.partner_id, told.partner_ids)

    def test_not_solved_asks_for_words_and_ends_after_thirty_days(self):
        case = self._solved()
        page = self._answer(case, self.wang, answer="not_solved", words=" ")
        self.assertIn("what is still wrong", page.text)
        self.assertEqual(case.ops_step, "solved")
        self._answer(case, self.wang, answer="solved")
        with freeze_time(fields.Datetime.now() + timedelta(days=31)):
            page = self._answer(case, self.wang, answer="not_solved", words="It leaks")
        self.assertIn("open a new one", page.text)
        self.assertEqual(case.ops_step, "closed")

    def test_not_solved_while_it_runs_is_a_message(self):
        case = self._taken()
        self._answer(case, self.wang, answer="not_solved", words="It still leaks")
        self.assertEqual(case.ops_step, "technical")
        self.assertIn("It still leaks", self._said(case)[:1].body)

    def test_his_message_or_photo_ends_the_waiting(self):
        for kind in ("words", "photo"):
            with self.subTest(kind):
                case = self._taken()
                case.action_ops_wait("photos of the type plate")
                page = self._open(f"/my/ticket/{case.id}", self.wang).text
                self.assertIn("photos of the type plate", page)
                photo = ("plate.png", PIXEL, "image/png")
                if kind == "words":
                    self._answer(case, self.wang, answer="message", words="Model 3")
                else:
                    self._answer(case, self.wang, answer="message", files=[photo])
                    self.assertIn("plate.png", self._open(f"/my/ticket/{case.id}", self.wang).text)
                self.assertFalse(case.ops_waiting_since)
                self.assertEqual(case.stage_id.get_external_id()[case.stage_id.id][-8:], "progress")

    def test_a_message_of_others_does_not_end_the_waiting(self):
        case = self._taken()
        case.action_ops_wait("photos")
        case.message_post(body="note", subtype_xmlid="mail.mt_comment")
        case.sudo().message_post(
            body="I read along",
            author_id=self.foreigner.partner_id.id,
            subtype_xmlid="mail.mt_comment",
            message_type="email",
        )
        self.assertTrue(case.ops_waiting_since)
        page = self._answer(case, self.wang, answer="message", words="")
        self.assertIn("write something", page.text)
        self.assertTrue(case.ops_waiting_since)

    def test_who_has_the_link_of_the_mail_answers_as_who_got_it(self):
        case = self._solved()
        token = case.sudo()._portal_ensure_token()
        self._answer(case, token="wrong", answer="solved")
        self.assertEqual(case.ops_step, "solved")
        self._answer(case, token=token, answer="not_solved", words="It leaks again")
        self.assertEqual(case.ops_step, "reopened")
        self.assertEqual(self._said(case)[:1].author_id, self.contact)

    def test_core_page_stays_where_the_rulebook_is_off(self):
        self.company.ops_rulebook = False
        page = self._open("/new/ticket", self.wang).text
        self.assertIn("Send a new ticket", page)
        case = self.env["helpdesk.ticket"].create(
            {"name": "Plain", "description": "?", "partner_id": self.contact.id}
        )
        page = self._open(f"/my/ticket/{case.id}", self.wang).text
        self.assertNotIn("ops_words", page)
        stage = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self._open(f"/ticket/close?ticket_id={case.id}&stage_id={stage.id}", self.wang)
        self.env.invalidate_all()
        self.assertEqual(case.stage_id, stage)
