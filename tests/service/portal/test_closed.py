"""What nobody of another firm reads or does, and what the customer himself does not read."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...common import clause
from .common import PortalCase

HOUSE = (
    *("ops_result", "ops_dispatch_reason", "ops_reason", "ops_end_reason", "ops_waiting_for_word"),
    *("ops_line_ids", "ops_told_text", "ops_salesman_id", "ops_team_id", "review_ids", "ops_step"),
)


@tagged("post_install", "-at_install")
class TestClosed(PortalCase):
    def _close(self, case, user, stage="done"):
        stage = self.env.ref(f"helpdesk_mgmt.helpdesk_ticket_stage_{stage}")
        answer = self._open(f"/ticket/close?ticket_id={case.id}&stage_id={stage.id}", user)
        self.env.invalidate_all()
        return answer

    def test_colleagues_of_the_firm_see_it_others_do_not(self):
        case = self._solved()
        found = {
            user.login: self.env["helpdesk.ticket"].with_user(user).search([("id", "=", case.id)])
            for user in (self.wang, self.colleague, self.foreigner)
        }
        self.assertEqual([bool(each) for each in found.values()], [True, True, False])

    def test_following_it_from_another_firm_shows_nothing(self):
        case = self._solved()
        case.sudo().message_subscribe(self.foreigner.partner_id.ids)
        self.assertFalse(self.env["helpdesk.ticket"].with_user(self.foreigner).search([]) & case)
        page = self._open(f"/my/ticket/{case.id}", self.foreigner)
        self.assertNotIn(case.name, page.text)
        messages = self.env["mail.message"].with_user(self.foreigner)
        self.assertFalse(messages.search([("model", "=", case._name), ("res_id", "=", case.id)]))
        self.company.ops_rulebook = False
        self.assertTrue(self.env["helpdesk.ticket"].with_user(self.foreigner).search([]) & case, "core's")

    @clause("V5.2")
    def test_another_firm_changes_nothing(self):
        for answer in ("message", "solved", "not_solved"):
            with self.subTest(answer):
                case = self._solved()
                before = len(case.sudo().message_ids)
                self._answer(case, self.foreigner, answer=answer, words="It is all wrong")
                self.assertEqual(case.ops_step, "solved")
                self.assertEqual(len(case.sudo().message_ids), before)

    @clause("V5.2")
    def test_the_close_route_is_the_customer_s_word(self):
        case = self._solved()
        page = self._close(case, self.foreigner)
        self.assertEqual(page.status_code, 403)
        self.assertIn("not yours", page.text)
        self.assertEqual(case.ops_step, "solved")
        for user in (self.technician, self.support):
            page = self._open_as_role(case, user)
            self.assertEqual(case.ops_step, "solved", user.login)
            self.assertFalse(case.ops_told_date)
        self._close(case, self.colleague, "cancelled")
        self.assertEqual((case.ops_step, case.ops_told_how), ("closed", "portal"))

    def _open_as_role(self, case, user):
        user.sudo().password = "a long password 1"
        self.authenticate(user.login, "a long password 1")
        return self._close(case, None)

    def test_the_close_route_does_not_skip_steps(self):
        case = self._confirmed()
        self._close(case, self.wang)
        self.assertEqual(case.ops_step, "approved")
        new = self._case()
        self._close(new, self.wang, "cancelled")
        self.assertEqual(new.ops_step, "draft")

    def test_colleagues_answer_for_nobody(self):
        case = self._solved()
        user = self.consultant
        user.sudo().password = "a long password 1"
        self.authenticate(user.login, "a long password 1")
        page = self._answer(case, answer="solved")
        self.assertIn("alert-danger", page.text)
        self.assertEqual(case.ops_step, "solved")

    def test_what_is_the_house_s_is_not_read_by_rpc(self):
        case = self._solved()
        mine = self.env["helpdesk.ticket"].with_user(self.wang).browse(case.id)
        self.assertEqual(mine.read(["name", "number"])[0]["number"], case.number)
        for name in HOUSE:
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    mine.read([name])
                with self.assertRaises(AccessError):
                    mine.search([(name, "!=", False)])
                with self.assertRaises(AccessError):
                    mine.search([], order=name)
                with self.assertRaises(AccessError):
                    mine._read_group([], [name], ["__count"])
                self.assertNotIn(name, mine.fields_get())
        with self.assertRaises(AccessError):
            mine.search([("ops_line_ids.fault", "ilike", "x")])
        self.assertFalse(mine.has_access("write"))
        for model in ("ops.ticket.line", "ops.obligation", "ops.log", "ops.visit"):
            self.assertFalse(self.env[model].with_user(self.wang).has_access("read"), model)
        self.assertTrue(case.sudo().review_ids)
        self.assertFalse(self.env["tier.review"].with_user(self.wang).search([]) & case.sudo().review_ids)
        self.assertFalse([name for name in mine.fields_get() if name.startswith("ops_")])

    def test_notes_and_their_files_are_not_read_by_rpc(self):
        case = self._solved()
        case.message_post(body="secret", subtype_xmlid="mail.mt_note", attachments=[("n.txt", b"x")])
        mine = self.env["mail.message"].with_user(self.wang)
        found = mine.search([("model", "=", case._name), ("res_id", "=", case.id)])
        self.assertNotIn("secret", "".join(found.mapped("body")))
        file = case.sudo().message_ids[:1].attachment_ids
        self.assertTrue(file)
        self._open("/my", self.wang)
        self.assertNotEqual(self.url_open(f"/web/content/{file.id}").content, b"x")
        self.assertFalse(self.env["ir.attachment"].with_user(self.wang).has_access("read"))

    def test_moves_are_no_buttons_for_the_portal(self):
        case = self._solved()
        mine = self.env["helpdesk.ticket"].with_user(self.wang).browse(case.id)
        calls = {
            "told": lambda: mine.action_ops_told("portal", "me"),
            "close": lambda: mine.write({"ops_step": "closed"}),
            "reopen": lambda: mine.action_ops_reopen("It leaks"),
            "stage": lambda: mine.write({"stage_id": case.stage_id.id}),
            "number": mine.action_ops_send_number,
            "wait": lambda: mine.action_ops_wait("for me"),
            "go on": mine.action_ops_go_on,
        }
        for name, call in calls.items():
            with self.subTest(name), self.assertRaises(AccessError), self.env.cr.savepoint():
                call()
        self.assertEqual(case.ops_step, "solved")
