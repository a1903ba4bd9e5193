"""Guidance and assigned work on a meeting, a visit and to a person: in his day, and in the list for good."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from ...common import clause
from ..meeting_case import MONDAY, SATURDAY, MeetingCase


@tagged("post_install", "-at_install")
class TestAssigned(MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.work = cls.env.ref("ops_dept.mail_activity_type_work")
        cls.guidance = cls.env.ref("ops_dept.mail_activity_type_guidance")
        company = {"company_id": cls.company.id, "company_ids": [(6, 0, cls.company.ids)]}
        for name, role in (("specialist", "market_specialist"), ("field", "field_specialist")):
            groups = f"base.group_user,ops_dept.ops_dept_group_{role}"
            setattr(cls, name, new_test_user(cls.env, f"ops_{name}", groups=groups, **company))

    def _schedule(self, document, kind=None, person=None, giver=None, **vals):
        return document.with_user(giver or self.manager).activity_schedule(
            (kind or self.work).get_external_id()[(kind or self.work).id],
            user_id=(person or self.consultant).id,
            summary=vals.pop("summary", "Bring the samples"),
            **vals,
        )

    def _give(self, person, giver, summary="Count the shelves"):
        form = Form(self.env["ops.work.give"].with_user(giver))
        form.kind, form.user_id, form.summary = "work", person, summary
        form.save().action_give()
        return self._given(person)[:1]

    def _given(self, person=None, reader=None):
        activities = self.env["mail.activity"].with_context(active_test=False)
        domain = [("ops_is_given", "=", True)]
        if person:
            domain += ["|", ("user_id", "=", person.id), ("ops_former_id", "=", person.id)]
        return activities.with_user(reader or self.leader).search(domain, order="id desc")

    def _rows(self, user):
        home = self.env["ops.home"].with_user(user).with_company(self.company).get_home()
        return next((card["rows"] for card in home["cards"] if card["key"] == "given"), [])

    @clause("W1.F", part="guidance and work on visit and meeting")
    def test_on_a_visit_and_on_a_meeting(self):
        visit, meeting = self._plan(), self._planned()
        for document in (visit, meeting):
            for kind in (self.work, self.guidance):
                with self.subTest(document=document._name, kind=kind.name):
                    activity = self._schedule(document, kind, summary=f"{document._name} {kind.id}")
                    row = next(row for row in self._rows(self.consultant) if row["id"] == activity.id)
                    self.assertIn(self.manager.name, row["text"])
                    self.assertEqual(activity.ops_giver_id, self.manager)
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        self._schedule(document, kind, self.manager, self.consultant)

    @clause("M7.10")
    def test_work_stands_in_the_day_of_each_role_with_who_gave_it(self):
        for person, giver in (
            (self.consultant, self.manager),
            (self.specialist, self.leader),
            (self.field, self.leader),
        ):
            with self.subTest(person.login):
                activity = self._give(person, giver)
                row = next(row for row in self._rows(person) if row["id"] == activity.id)
                self.assertIn(giver.name, row["text"])
                self.assertEqual(
                    (row["title"], row["method"]), ("Count the shelves", "action_ops_ask_finish")
                )
                activity.with_user(person).action_ops_finish("Counted: 12")
                self.assertFalse([row for row in self._rows(person) if row["id"] == activity.id])
                self.assertIn(activity, self._given(person), "it stays in the list")

    @clause("M7.10", part="after the person has left")
    def test_it_stays_in_the_list_when_the_person_has_left(self):
        done, still = self._give(self.consultant, self.manager, "Done"), None
        done.with_user(self.consultant).action_ops_finish("Brought")
        still = self._give(self.consultant, self.manager, "Open")
        visit = self._plan()
        guidance = self._schedule(visit, self.guidance)
        self.consultant.sudo().action_archive()
        found = self._given(self.consultant)
        self.assertEqual(found, guidance | still | done)
        self.assertEqual(done.sudo().ops_outcome, "done")
        self.assertEqual(guidance.sudo().ops_outcome, "left")
        self.assertEqual((still.user_id, still.ops_former_id), (self.manager, self.consultant))
        groups = (
            self.env["mail.activity"]
            .with_context(active_test=False)
            .with_user(self.leader)
            ._read_group([("ops_is_given", "=", True)], ["user_id", "date_deadline:day"], ["__count"])
        )
        self.assertIn(self.consultant, [user for user, *_rest in groups])

    def test_work_of_a_meeting_whose_head_has_left_is_closed_as_left(self):
        meeting = self._planned()
        self._decide(meeting, self.manager, "Speak with the carrier")
        decision = self._decide(meeting)
        self._hold(meeting)
        self.consultant.sudo().action_archive()
        self.assertEqual(decision.activity_id.user_id, self.manager, "it goes back to who led the meeting")
        self.assertTrue(decision.is_open)
        self.assertEqual(decision.with_user(self.leader).outcome, "open")

    def test_the_day_of_work_is_its_deadline(self):
        activity = self._schedule(
            self._plan(), date_deadline=fields.Date.today() - timedelta(days=1), summary="Yesterday's"
        )
        row = next(row for row in self._rows(self.consultant) if row["id"] == activity.id)
        self.assertTrue(row["is_late"])
        with freeze_time(SATURDAY - (SATURDAY - MONDAY)):
            row = next(row for row in self._rows(self.consultant) if row["id"] == activity.id)
            self.assertFalse(row["is_late"])
