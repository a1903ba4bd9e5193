"""The customer reads his statement by its link and answers there; nobody else does (R13)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ...common import clause
from ..reconciliation.common import ReconciliationCase


@tagged("post_install", "-at_install")
class TestOnline(ReconciliationCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time("2026-06-22 04:00:00", tick=True))
        self.invoice = self._create_posted_invoice(amount=1000, date="2026-03-01")
        self.statement = self._make()
        self.mine = self.statement.with_user(self.consultant)
        self.mine.action_make_link()
        self.token = self.statement.access_token
        self.page = f"/my/statement/{self.statement.id}"
        self.env.flush_all()

    def _answer(self, **said):
        """Post the form as somebody who has its page open."""
        page = self.url_open(f"{self.page}?access_token={said.get('access_token', self.token)}")
        csrf = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        data = {"csrf_token": csrf, "access_token": self.token, "name": "李会计", **said}
        answer = self.url_open(f"{self.page}/answer", data=data)
        self.statement.invalidate_recordset()
        return answer

    @clause("R13", part="online")
    def test_confirmed_by_whoever_has_the_link(self):
        self.assertIn(f"{self.page}?access_token={self.token}", self.mine.online_link)
        page = self.url_open(self.mine.online_link)
        self.assertIn(self.invoice.name, page.text)
        self.assertIn("1,000.00", page.text)
        self._answer(kind="confirmed")
        self.assertEqual((self.statement.state, self.statement.outcome), ("confirmed", "confirmed"))
        self.assertEqual((self.statement.online_by, self.statement.online_address), ("李会计", "127.0.0.1"))
        self.assertTrue(self.statement.date_sent, "whoever answers has got it")
        told = self.env["mail.message"].search(
            [("model", "=", "ops.reconciliation"), ("partner_ids", "=", self.consultant.partner_id.id)]
        )
        self.assertIn("李会计", told[0].body)
        self.mine.action_tell_finance()
        self.mine.report_to_id = self.manager
        self.mine.action_report()
        self.mine.action_close()
        self.assertEqual(self._duty(self.statement).state, "met")
        self._answer(kind="differing", figure="5")
        with self.assertRaisesRegex(UserError, "answered already"):
            self.statement._answer_online("differing", "李会计", 5)
        self.assertEqual(self.statement.state, "closed")

    @clause("R13", part="online")
    def test_another_figure_with_what_differs(self):
        for figure in ("1000.00", "", "viel"):
            self._answer(kind="differing", figure=figure)
            self.assertEqual(self.statement.state, "draft", figure)
        self._answer(kind="differing", figure="9,00.50", note="少一张发票")
        self.assertEqual((self.statement.state, self.statement.partner_closing), ("differing", 900.5))
        self.assertEqual(self.statement.answer_note, "少一张发票")
        self.assertEqual(self.statement.unexplained, 99.5)

    @clause("R13", part="online")
    def test_ways_around(self):
        """Without the link, with another's, without a name, another answer, a colleague: nothing changes."""
        for said in (
            {"access_token": ""},
            {"access_token": self.token[:-1] + "x"},
            {"name": " "},
            {"kind": "closed"},
            {"kind": ""},
        ):
            self._answer(**{"kind": "confirmed", **said})
            self.assertEqual((self.statement.state, self.statement.online_by), ("draft", False), said)
        self.assertNotIn(self.invoice.name, self.url_open(self.page).text)
        self.authenticate(self.consultant.login, self.consultant.login)
        page = self._answer(kind="confirmed")
        self.assertIn("R13", page.text)
        self.assertEqual(self.statement.state, "draft")

    def test_only_moves_write_it(self):
        for name in ("online_by", "online_link", "online_address"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.mine[name] = "x"
        with self.assertRaises(AccessError):
            self.statement.with_user(self.technician).action_make_link()

    @clause("R13", part="online")
    def test_another_answer_and_a_late_posting_take_it_back(self):
        self._answer(kind="differing", figure="900")
        self.mine.answer_note = "He does not want to talk about it"
        self.mine.action_refuse()
        self.assertFalse(self.statement.online_by)
