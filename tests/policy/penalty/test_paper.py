"""A person without a login: what he says is noted by who stands above him; who has one speaks himself."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..discipline.common import PHOTO
from .common import NOW, PenaltyCase

ANSWER = "He had asked twice"
APPEAL = "He was ill that week"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestPaper(PenaltyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.driver = cls.env["hr.employee"].create(
            {"name": "Driver", "company_id": cls.company.id, "parent_id": cls.boss_employee.id}
        )

    def _propose_paper(self, **vals):
        violation = self._note(employee_id=self.driver.id)
        return self._propose(violation, employee_id=self.driver.id, **vals)

    def _notify_on_paper(self):
        penalty = self._propose_paper()
        penalty.with_user(self.manager).action_note_answer(ANSWER)
        penalty.with_user(self.leader).action_ops_approve()
        penalty.with_user(self.manager).action_note_signed("In the file of the office")
        return penalty

    @clause("R16", part="a person without a login")
    def test_the_whole_way(self):
        """Proposed, answered, decided, handed over, appealed, repealed: and the log says it was on paper."""
        penalty = self._propose_paper()
        self.assertRecordValues(
            penalty, [{"state": "draft", "user_id": False, "head_id": self.manager.id, "amount": 100}]
        )
        with self._assert_refused("may answer until"):
            penalty.with_user(self.manager).action_submit()
        penalty.with_user(self.manager).action_note_answer(ANSWER)
        self.assertRecordValues(penalty, [{"state": "submitted", "answer": ANSWER, "date_answered": NOW}])
        self.assertEqual(penalty.review_ids.reviewer_ids, self.leader)
        with self._assert_refused("being decided already"):
            penalty.with_user(self.manager).action_note_answer(ANSWER)
        penalty.with_user(self.leader).action_ops_approve()
        with self._assert_refused("nothing to appeal"):
            penalty.with_user(self.manager).action_note_appeal(APPEAL)
        penalty.with_user(self.manager).action_note_signed("In the file of the office")
        penalty.with_user(self.manager).action_note_appeal(APPEAL)
        self.assertRecordValues(penalty, [{"appeal": APPEAL, "date_appealed": NOW}])
        with self._assert_refused("appealed"):
            penalty.with_user(self.leader).action_settle()
        penalty.with_user(self.second_leader).action_repeal("The certificate is there")
        self.assertEqual(penalty.state, "repealed")
        log = self.env["ops.log"].search([("model", "=", penalty._name), ("res_id", "=", penalty.id)])
        said = log.filtered(lambda row: row.event in ("answered", "appealed"))
        self.assertEqual(said.mapped("comment"), ["Said on paper"] * 2)
        self.assertEqual(said.user_id, self.manager)

    def test_the_hearing_passes_without_an_answer(self):
        penalty = self._propose_paper()
        with freeze_time("2026-11-26 10:01:00"):
            penalty._hear_due()
        self.assertEqual((penalty.state, penalty.answer), ("submitted", False))

    def test_a_reward(self):
        penalty = self._reward(employee_id=self.driver.id, amount_asked=200)
        penalty.with_user(self.manager).action_submit()
        penalty.with_user(self.leader).action_ops_approve()
        self.assertEqual((penalty.state, penalty.amount), ("approved", 200))

    def test_a_loss(self):
        violation = self._note("R6", employee_id=self.driver.id)
        vals = {"kind": "compensation", "amount_asked": 300, "computation": "12 × 25", "evidence": PHOTO}
        penalty = self._propose(violation, employee_id=self.driver.id, **vals)
        penalty.with_user(self.leader).action_note_answer(ANSWER)
        penalty.with_user(self.leader).action_ops_approve()
        penalty.with_user(self.manager).action_note_refused("The clerk")
        penalty.with_user(self.leader).action_settle_portion("As agreed", 300)
        self.assertEqual(penalty.state, "settled")

    def test_who_has_a_login_speaks_himself(self):
        penalty = self._propose()
        for user in (self.manager, self.leader):
            with self.subTest(user.login), self._assert_refused("has a login", AccessError):
                penalty.with_user(user).action_note_answer(ANSWER)
        notified = self._notified()
        with self._assert_refused("has a login", AccessError):
            notified.with_user(self.manager).action_note_appeal(APPEAL)

    def test_only_who_stands_above(self):
        penalty, notified = self._propose_paper(), self._notify_on_paper()
        for user in (self.consultant, self.other_manager, self.auditor, self.accountant):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    penalty.with_user(user).action_note_answer(ANSWER)
                with self.assertRaises(AccessError):
                    notified.with_user(user).action_note_appeal(APPEAL)
        for empty in ("", "   ", "no"):
            with self.assertRaises(UserError):
                penalty.with_user(self.manager).action_note_answer(empty)

    def test_within_the_days_for_an_appeal(self):
        notified = self._notify_on_paper()
        with freeze_time("2026-12-01 10:01:00"), self._assert_refused("time to appeal"):
            notified.with_user(self.manager).action_note_appeal(APPEAL)

    def test_the_form_offers_it_where_nobody_else_can(self):
        penalty, notified, theirs = self._propose_paper(), self._notify_on_paper(), self._propose()
        offered = {
            record: (form.can_note_answer, form.can_note_appeal)
            for record in (penalty, notified, theirs)
            if (form := Form(record.with_user(self.manager)))
        }
        self.assertEqual(offered, {penalty: (True, False), notified: (False, True), theirs: (False, False)})

    def test_the_heads_first_page_asks_him(self):
        penalty = self._propose_paper()

        def buttons(user):
            cards = self.env["ops.home"].with_user(user).get_home()["cards"]
            return [
                row["button"]
                for card in cards
                if card["key"] == "cases"
                for row in card["rows"]
                if row["id"] == penalty.id
            ]

        self.assertEqual((buttons(self.manager), buttons(self.leader)), (["Note Answer"], []))
        penalty.with_user(self.manager).action_note_answer(ANSWER)
        penalty.with_user(self.leader).action_ops_approve()
        self.assertEqual(buttons(self.manager), ["Hand Over Notice"])
        penalty.with_user(self.manager).action_note_signed("In the file of the office")
        self.assertEqual((buttons(self.manager), buttons(self.leader)), ([], ["Settle"]))
