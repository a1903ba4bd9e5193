from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import NOW, PenaltyCase

AFTER = NOW + timedelta(days=7)
SECRET = "I had asked twice"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestDeputy(PenaltyCase):
    """A case is decided by the deputy of an absent head or leader; he reads it for that time alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        readers = cls.other_manager | cls.colleague | cls.support | cls.accountant | cls.plain_user
        readers.group_ids += cls.env.ref("base.group_allow_export")

    def _heard_by_software(self):
        penalty = super()._heard_by_software()
        penalty.with_user(self.leader).message_post(body=SECRET)
        return penalty

    def _assert_reads(self, penalty, user, reads):
        """By opening, searching, grouping, exporting; his approvals, messages and files alike."""
        self.env.invalidate_all()
        env = self.env(user=user, su=False)
        mine = penalty.with_env(env)
        self.assertEqual(mine.has_access("read"), reads)
        domain = [("id", "=", penalty.id)]
        self.assertEqual(bool(env["ops.penalty"].search(domain)), reads)
        self.assertEqual(bool(env["ops.penalty"].search_count(domain)), reads)
        grouped = env["ops.penalty"].formatted_read_group(domain, ["state"], ["__count"])
        self.assertEqual(bool(grouped), reads)
        self.assertEqual(bool(env["ops.penalty.line"].search([("penalty_id", "=", penalty.id)])), reads)
        violation = penalty.line_ids.violation_id.with_env(env)
        self.assertEqual(
            (violation.has_access("read"), bool(violation.search([("id", "=", violation.id)]))),
            (reads, reads),
        )
        about = [("model", "=", "ops.penalty"), ("res_id", "=", penalty.id)]
        self.assertEqual(bool(env["tier.review"].search(about)), reads)
        by_others = [*about, ("author_id", "!=", user.partner_id.id)]
        self.assertEqual(bool(env["mail.message"].search(by_others)), reads)
        self.assertEqual(penalty.name in str(env["ops.home"].get_home()), reads)
        if not reads:
            for call in (lambda: mine.read(["answer"]), lambda: mine.export_data(["id", "answer"])):
                with self.assertRaises(AccessError):
                    call()
        with self.assertRaises(UserError):
            mine.write({"reason": "I decide"})

    def test_the_heads_deputy_reads_while_he_acts(self):
        """Nothing before the absence, nothing of what was decided before, nothing after it."""
        old = self._heard_by_software()
        old.with_user(self.manager).action_ops_approve()
        penalty = self._heard_by_software()
        for case in (old, penalty):
            self._assert_reads(case, self.other_manager, reads=False)
        absence = self._stand_in(self.manager, self.other_manager)
        self._assert_reads(old, self.other_manager, reads=False)
        self._assert_reads(penalty, self.other_manager, reads=True)
        penalty.with_user(self.other_manager).action_ops_approve("As he would")
        self.assertRecordValues(
            penalty.review_ids.sorted("sequence")[:1],
            [{"status": "approved", "ops_decided_by": "Other_manager for Manager"}],
        )
        self.assertTrue(penalty.with_user(self.other_manager).has_access("read"), "he still acts")
        absence.with_user(self.manager).action_end()
        self._assert_reads(penalty, self.other_manager, reads=False)

    def test_an_absence_ends_by_itself(self):
        penalty = self._heard_by_software()
        self._stand_in(self.manager, self.other_manager)
        with freeze_time(AFTER):
            self._assert_reads(penalty, self.other_manager, reads=False)
            with self.assertRaises(UserError):
                penalty.with_user(self.other_manager).action_ops_approve()

    def test_the_leaders_deputy_decides_to_the_end(self):
        self.second_leader.active = False
        penalty = self._heard_by_software()
        penalty.with_user(self.manager).action_ops_approve()
        with self.assertRaises(UserError):
            penalty.with_user(self.other_manager).action_ops_approve()
        absence = self._stand_in(self.leader, self.other_manager)
        self._assert_reads(penalty, self.other_manager, reads=True)
        penalty.with_user(self.other_manager).action_ops_approve()
        self.assertEqual(penalty.state, "approved")
        stamp = penalty._ops_approval_stamps()[-1]
        self.assertEqual((stamp["user"], stamp["deputy_for"]), ("Other_manager", "Leader"))
        with self.assertRaises(UserError):
            penalty.with_user(self.other_manager).action_settle()
        absence.with_user(self.leader).action_end()
        self._assert_reads(penalty, self.other_manager, reads=False)

    def test_a_deputy_for_duties_reads_nothing(self):
        penalty = self._heard_by_software()
        self._stand_in(self.manager, self.other_manager, scope="duties")
        self._assert_reads(penalty, self.other_manager, reads=False)

    def test_never_the_person_himself(self):
        employee = self._create_employee(self.other_manager, parent_id=self.boss_employee.id)
        penalty = self.env["ops.penalty"].sudo()._propose(self._note(employee_id=employee.id))
        penalty.with_user(self.other_manager).action_answer(SECRET)
        self._stand_in(self.manager, self.other_manager)
        with self.assertRaises(UserError):
            penalty.with_user(self.other_manager).action_ops_approve()
        self._assert_still_pending(penalty)

    def test_nor_who_proposed_it(self):
        penalty = self._heard()
        self._stand_in(self.leader, self.manager)
        with self.assertRaises(UserError):
            penalty.with_user(self.manager).action_ops_approve()
        self._assert_still_pending(penalty)

    def test_nobody_decides_for_two(self):
        penalty = self._heard_by_software()
        self._stand_in(self.manager, self.other_manager)
        self._stand_in(self.leader, self.other_manager)
        penalty.with_user(self.other_manager).action_ops_approve()
        with self.assertRaises(UserError):
            penalty.with_user(self.other_manager).action_ops_approve()
        self.assertEqual(penalty.state, "submitted")
        penalty.with_user(self.second_leader).action_ops_approve()
        self.assertEqual(penalty.state, "approved")

    def _appealed(self, penalty):
        penalty.with_user(self.consultant).action_confirm_reading()
        penalty.with_user(self.consultant).action_appeal("I was ill that week")
        return penalty

    def test_an_appeal_is_for_no_deputy(self):
        """That somebody else decides is what an appeal is for, so nobody judges in another's name."""
        penalty = self._appealed(self._decided())
        judges = self.second_leader | self.gm
        self.assertEqual(penalty._get_appeal_judges(), judges)
        self._stand_in(self.second_leader, self.other_manager)
        self.assertEqual(penalty._get_appeal_judges(), judges, "who is away leaves it to the general manager")
        self._assert_reads(penalty, self.other_manager, reads=False)
        with self.assertRaises(UserError):
            penalty.with_user(self.leader).action_uphold("The certificate is of another week")
        penalty.with_user(self.gm).action_uphold("The certificate is of another week")
        self.assertEqual((penalty.state, penalty.appeal_decided_by_id), ("upheld", self.gm))

    def test_nor_for_the_leader_in_whose_name_it_was_decided(self):
        penalty = self._heard_by_software()
        penalty.with_user(self.manager).action_ops_approve()
        absence = self._stand_in(self.leader, self.other_manager)
        penalty.with_user(self.other_manager).action_ops_approve()
        absence.with_user(self.leader).action_end()
        self.assertEqual(self._appealed(penalty)._get_appeal_judges(), self.second_leader | self.gm)

    def test_what_the_software_proposed_a_leader_takes_back(self):
        """Who asked is said where somebody did: no program withdraws anything."""
        penalty = self._heard_by_software()
        robot = self.env.ref("base.user_root").name
        self.assertEqual(penalty.ops_requester_id, self.env.ref("base.user_root"))
        self.assertNotIn(robot, penalty.with_user(self.leader).ops_status_text)
        self.assertIn("by the system", penalty.with_user(self.leader).ops_status_text)
        for act in (
            lambda: penalty.with_user(self.leader).write({"reason": "Another"}),
            lambda: penalty.with_user(self.manager).action_ops_withdraw(),
        ):
            with self.assertRaisesRegex(UserError, "company leader may withdraw"), self.env.cr.savepoint():
                act()

    def _assert_still_pending(self, penalty):
        self.assertEqual(penalty.state, "submitted")
        self.assertIn("pending", penalty.review_ids.mapped("status"))

    def test_the_person_sees_both_names_the_colleagues_nothing(self):
        penalty = self._heard_by_software()
        self._stand_in(self.manager, self.other_manager)
        self.assertIn("Other_manager for Manager", penalty.with_user(self.consultant).ops_status_text)
        for user in (self.colleague, self.support, self.accountant, self.plain_user):
            with self.subTest(user.login):
                self._assert_reads(penalty, user, reads=False)
