"""Contact of a field specialist with the store head: two taps, at least one a week (F0.2)."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ...common import clause
from ..meeting_case import MONDAY, MeetingCase

TUESDAY = datetime(2026, 3, 3, 2, 0)
SATURDAY_MORNING = datetime(2026, 3, 7, 2, 0)


@tagged("post_install", "-at_install")
class TestContact(MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = {"company_id": cls.company.id, "company_ids": [(6, 0, cls.company.ids)]}
        for name, role in (
            ("field", "field_specialist"),
            ("other_field", "field_specialist"),
            ("store", "store_head"),
        ):
            groups = f"base.group_user,ops_dept.ops_dept_group_{role}"
            setattr(cls, name, new_test_user(cls.env, f"ops_{name}", groups=groups, **company))

    def _tap(self, user, moment=TUESDAY, **vals):
        """Open the form by the shortcut of the first page, and note the contact: two taps."""
        with freeze_time(moment):
            home = self.env["ops.home"].with_user(user).with_company(self.company).get_home()
            shortcut = next(each for each in home["shortcuts"] if each["key"] == "contact")
            action = self.env["ir.actions.act_window"]._for_xml_id(shortcut["action"])
            meetings = self.env["ops.meeting"].with_user(user).with_context(default_kind="contact")
            form = Form(meetings, self.env.ref("ops_dept.ops_meeting_view_form_contact"))
            for name, value in vals.items():
                form[name] = value
            meeting = form.save()
            meeting.action_note_contact()
        self.assertEqual(action["target"], "new")
        return meeting

    @clause("F0.2")
    def test_two_taps_meet_the_week_and_a_week_without_is_a_violation(self):
        self._plan_weeks()
        owed = {each.owner_id: each for each in self._owed("F0.2")}
        self.assertEqual(owed[self.field].state, "open")
        meeting = self._tap(self.field)
        self.assertEqual((meeting.state, meeting.person_id, meeting.via), ("held", self.store, "person"))
        self.assertEqual(owed[self.field].state, "met")
        self._plan_weeks(SATURDAY_MORNING)
        self.assertEqual(owed[self.other_field].state, "missed")
        self.assertIn(self.other_field, self._violations("F0.2").user_id)
        self.assertNotIn(self.field, self._violations("F0.2").user_id)

    def test_the_store_head_notes_it_as_well(self):
        self._plan_weeks()
        self._tap(self.store, person_id=self.field)
        owed = {each.owner_id: each.state for each in self._owed("F0.2")}
        self.assertEqual((owed[self.field], owed[self.other_field]), ("met", "open"))
        later = self.env["ops.meeting"].with_user(self.store).with_context(default_kind="contact")
        self.assertEqual(later.default_get(["person_id", "kind"])["person_id"], self.field.id)

    def test_with_whom_and_by_whom(self):
        with self.assertRaisesRegex(UserError, "F0.2"), self.env.cr.savepoint():
            self._tap(self.field, person_id=self.consultant)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.env["ops.meeting"].with_user(self.consultant).create(
                {"kind": "contact", "person_id": self.store.id, "date_start": MONDAY}
            )

    def test_who_reads_it(self):
        meeting = self._tap(self.field)
        for user, sees in (
            (self.field, True),
            (self.store, True),
            (self.leader, True),
            (self.auditor, True),
            (self.other_field, False),
            (self.consultant, False),
        ):
            found = self.env["ops.meeting"].with_user(user).search([("kind", "=", "contact")])
            self.assertEqual(meeting in found, sees, user.login)
