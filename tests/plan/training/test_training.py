"""Study and training: material, who came, what came of it; who is new and was not trained (M4.4)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...common import clause
from ..meeting_case import MONDAY, MeetingCase


@tagged("post_install", "-at_install")
class TestTraining(MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.specialist = new_test_user(
            cls.env,
            "ops_trainer",
            groups="base.group_user,ops_dept.ops_dept_group_market_specialist",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.newcomer = cls.env["hr.employee"].create({"name": "Newcomer", "company_id": cls.company.id})
        cls.employee = cls.env["hr.employee"].create(
            {"name": "Consultant", "user_id": cls.consultant.id, "company_id": cls.company.id}
        )
        cls.dealer = cls.env["res.partner"].create({"name": "Dealer's clerk", "parent_id": cls.customer.id})

    def _train(self, user=None, **vals):
        meeting = (
            self.env["ops.meeting"]
            .with_user(user or self.specialist)
            .create(
                {
                    "kind": "training",
                    "title": "Greases",
                    "material": "Catalogue 2026",
                    "date_start": fields.Datetime.now() - timedelta(hours=1),
                    "attendance_ids": [
                        (0, 0, {"user_id": self.consultant.id, "result": "passed"}),
                        (0, 0, {"employee_id": self.newcomer.id, "result": "repeat"}),
                        (0, 0, {"partner_id": self.dealer.id}),
                    ],
                    **vals,
                }
            )
        )
        meeting.action_start()
        meeting.action_hold()
        return meeting

    def _states(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["ops.training.state"].with_user(user or self.specialist).search([])

    def _join(self, employee, days):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_employee SET create_date = now() - %s * interval '1 day' WHERE id = %s",
            (days, employee.id),
        )

    @clause("M4.4", part="training record per employee")
    def test_each_has_his_record_also_who_has_no_login(self):
        meeting = self._train()
        lines = {line.display_name: line for line in meeting.attendance_ids}
        self.assertEqual(lines["Consultant"].employee_id, self.employee)
        self.assertEqual(set(meeting.attendance_ids.mapped("status")), {"present"})
        states = {state.id: state for state in self._states()}
        self.assertEqual(states[self.newcomer.id].training_count, 1)
        action = states[self.newcomer.id].action_open_record()
        found = self.env["ops.meeting.attendance"].with_user(self.specialist).search(action["domain"])
        self.assertEqual((found.title, found.result), ("Greases", "repeat"))
        self.assertTrue(self.env["ops.meeting.attendance"].search([("partner_id", "=", self.dealer.id)]))

    @clause("M4.4", part="new employees without training")
    def test_who_is_here_for_thirty_days_and_was_not_trained_is_listed(self):
        for employee, days in ((self.newcomer, 31), (self.employee, 29)):
            self._join(employee, days)
        states = self._states()
        untrained = states.filtered("is_untrained")
        self.assertIn(self.newcomer.id, untrained.ids)
        self.assertNotIn(self.employee.id, untrained.ids)
        home = self.env["ops.home"].with_user(self.specialist).with_company(self.company).get_home()
        rows = next(card for card in home["cards"] if card["key"] == "untrained")["rows"]
        self.assertIn("Newcomer", [row["title"] for row in rows])
        self.company.ops_training_days = 29
        self.assertIn(self.employee.id, self._states().filtered("is_untrained").ids)
        self._train()
        self.assertFalse(
            set((self.newcomer | self.employee).ids) & set(self._states().filtered("is_untrained").ids)
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.company.ops_training_days = -1

    def test_who_trains_and_who_reads(self):
        meeting = self._train()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._train(self.consultant)
        for user, sees in (
            (self.consultant, True),
            (self.manager, True),
            (self.leader, True),
            (self.auditor, True),
            (self.stranger, False),
            (self.purchaser, False),
        ):
            found = self.env["ops.meeting"].with_user(user).search([("kind", "=", "training")])
            self.assertEqual(meeting in found, sees, user.login)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._states(self.consultant)

    def test_a_line_is_somebody(self):
        with self.assertRaisesRegex(UserError, "M4.4"), self.env.cr.savepoint():
            self._train(attendance_ids=[(0, 0, {"note": "Nobody"})])

    def test_a_study_invites_the_team(self):
        with freeze_time(MONDAY):
            meeting = (
                self.env["ops.meeting"]
                .with_user(self.manager)
                .create({"kind": "study", "title": "Norms", "team_id": self.team.id, "date_start": MONDAY})
            )
        self.assertEqual(meeting.attendance_ids.user_id, self.team.member_ids | self.manager)
        meeting.with_user(self.manager).unlink()
        self.assertFalse(meeting.exists())
