"""A one-to-one talk is seen by the two alone: each way that could tell of it, tried by all others (M4.3)."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from ...common import clause
from ..meeting_case import MONDAY, MeetingCase

SECRET = "Thinks of leaving"


class TalkCase(MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.specialist = new_test_user(
            cls.env,
            "ops_specialist",
            groups="base.group_user,ops_dept.ops_dept_group_market_specialist",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.head = new_test_user(cls.env, "ops_market_head", groups="ops_dept.ops_dept_group_market_head")
        cls.system = new_test_user(
            cls.env,
            "ops_system",
            groups="base.group_system,ops_dept.ops_dept_group_admin,base.group_erp_manager",
        )

    def _talk(self, user=None, person=None, **vals):
        """Note a talk as its form does."""
        meetings = self.env["ops.meeting"].with_user(user or self.specialist)
        form = Form(meetings.with_context(default_kind="one_to_one"), "ops_dept.ops_meeting_view_form_talk")
        form.person_id = person or self.consultant
        form.title, form.minutes = "Quiet word", SECRET
        with form.step_ids.new() as step:
            step.name = "Speak about pay"
            step.date_due = "2026-03-20"
        return form.save()


@tagged("post_install", "-at_install")
class TestPrivate(TalkCase):
    def _others(self):
        return {
            "manager": self.manager,
            "other consultant": self.stranger,
            "support": self.support,
            "leader": self.leader,
            "general manager": self.gm,
            "auditor": self.auditor,
            "rule administrator": self.rule_admin,
            "market head": self.head,
            "system": self.system,
            "first administrator": self.env.ref("base.user_admin"),
        }

    def _ways(self, talk):
        """Return way → function of a user that tells what it finds of the talk."""

        def meetings(user):
            return self.env["ops.meeting"].with_user(user)

        step, one = talk.step_ids, [("id", "=", talk.id)]
        message = self.env["mail.message"].search([("model", "=", "ops.meeting"), ("res_id", "=", talk.id)])
        file = self.file

        def read(record, names):
            def way(user):
                try:
                    return record.with_user(user).read(names)
                except AccessError:
                    return []

            return way

        def groups(user):
            found = meetings(user).formatted_read_group([], ["kind"], ["__count"])
            return [row for row in found if row["kind"] == "one_to_one"]

        def exported(user):
            try:
                return talk.with_user(user).export_data(["minutes", "person_id/name"])["datas"]
            except (AccessError, UserError):
                return []

        def searched(model, domain):
            return lambda user: self.env[model].with_user(user).search(domain)

        def home(user):
            page = self.env["ops.home"].with_user(user).with_company(self.company).get_home()
            return SECRET in str(page) or "Speak about pay" in str(page) or "One-to-one" in str(page)

        on_it = [("res_model", "=", "ops.meeting"), ("res_id", "=", talk.id)]
        return {
            "search": searched("ops.meeting", one),
            "search by words": searched("ops.meeting", [("minutes", "ilike", "leaving")]),
            "search by person": searched(
                "ops.meeting", [("kind", "=", "one_to_one"), ("person_id", "=", self.consultant.id)]
            ),
            "count": lambda user: meetings(user).search_count(one),
            "name_search": lambda user: meetings(user).name_search("Quiet"),
            "web_search_read": lambda user: meetings(user).web_search_read(one, {"minutes": {}})["records"],
            "read": read(talk, ["minutes"]),
            "browse display name": read(talk, ["display_name"]),
            "read_group": groups,
            "export": exported,
            "steps": searched("ops.meeting.step", [("name", "ilike", "pay")]),
            "steps read": read(step, ["name"]),
            "steps group": lambda user: (
                self.env["ops.meeting.step"].with_user(user)._read_group([], ["user_id"], ["__count"])
            ),
            "messages": searched("mail.message", [("model", "=", "ops.meeting"), ("res_id", "=", talk.id)]),
            "message read": read(message, ["body"]),
            "activities": searched("mail.activity", on_it),
            "attachment": searched("ir.attachment", on_it),
            "attachment read": read(file, ["raw"]),
            "obligations": searched("ops.obligation", on_it),
            "first page": home,
            "screen": lambda user: _refused(talk.with_user(user).get_screen),
            "hold": lambda user: _refused(talk.with_user(user).action_hold),
        }

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.models")
    @clause("M4.3")
    def test_ways_of_everybody_else(self):
        talk = self._talk()
        talk.message_post(body=SECRET, message_type="comment")
        self.file = (
            self.env["ir.attachment"]
            .with_user(self.specialist)
            .create({"name": "notes.txt", "raw": b"x", "res_model": "ops.meeting", "res_id": talk.id})
        )
        ways = self._ways(talk)
        everybody = (self.specialist, self.consultant, *self._others().values())
        self.env["res.users"].union(*everybody).sudo().group_ids += self.env.ref("base.group_allow_export")
        for way, tries in ways.items():
            for name, user in self._others().items():
                with self.subTest(way=way, who=name), self.env.cr.savepoint():
                    self.env.invalidate_all()
                    self.assertFalse(tries(user))
        seen = set(ways) - {"activities", "obligations", "hold", "screen"}
        for user in (self.specialist, self.consultant):
            for way in seen - {"first page"} if user == self.consultant else seen:
                with self.subTest(way=way, who=user.login), self.env.cr.savepoint():
                    self.env.invalidate_all()
                    self.assertTrue(ways[way](user), "the two see it")

    def test_nothing_leaves_by_mail_calendar_numbers_or_log(self):
        before = self.env["calendar.event"].search_count([])
        talk = self._talk()
        self.assertFalse(talk.name, "no number")
        self.assertEqual(self.env["calendar.event"].search_count([]), before)
        self.assertFalse(self.env["ops.log"].search([("model", "=", "ops.meeting")]))
        people = (self.manager | self.head).partner_id
        talk.message_subscribe(partner_ids=people.ids)
        self.assertFalse(talk.sudo().message_partner_ids & people)
        message = talk.message_post(body=SECRET, partner_ids=people.ids, message_type="comment")
        self.assertFalse(message.sudo().notified_partner_ids & people)
        self.assertFalse(message.sudo().partner_ids & people)
        for kind in ("mail.mail_activity_data_todo", "ops_dept.mail_activity_type_work"):
            with self.assertRaisesRegex(UserError, "M4.3"), self.env.cr.savepoint():
                talk.activity_schedule(kind, user_id=self.consultant.id, summary="x")

    def test_nobody_opens_it_to_others(self):
        talk = self._talk()
        for vals in (
            {"kind": "study"},
            {"person_id": self.manager.id},
            {"chair_id": self.manager.id},
        ):
            with self.subTest(vals), self.assertRaises(UserError), self.env.cr.savepoint():
                talk.write(vals)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            talk.with_user(self.consultant).minutes = "Changed"
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.env["ops.meeting.step"].with_user(self.specialist).create(
                {"meeting_id": talk.id, "name": "Help", "user_id": self.manager.id}
            )

    @clause("M4.3", part="follow-up steps")
    def test_it_ends_in_steps_that_each_of_the_two_does(self):
        talk = self._talk()
        step = talk.step_ids
        with self.assertRaises(UserError), self.env.cr.savepoint():
            step.is_done = True
        talk.action_hold()
        self.assertEqual(talk.state, "held")
        home = self.env["ops.home"].with_user(self.specialist).with_company(self.company).get_home()
        row = next(card for card in home["cards"] if card["key"] == "steps")["rows"][0]
        self.assertEqual(
            (row["title"], row["method"], row["res_id"]), ("Speak about pay", "action_done", step.id)
        )
        step.with_user(self.consultant).action_done()
        self.assertTrue(step.sudo().is_done)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            step.with_user(self.manager).action_done()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            talk.minutes = "Changed"

    def test_who_holds_one(self):
        for user, may in (
            (self.specialist, True),
            (self.manager, True),
            (self.leader, True),
            (self.stranger, False),
            (self.support, False),
        ):
            with self.subTest(user.login), self.env.cr.savepoint():
                if may:
                    self.assertTrue(self._talk(user))
                else:
                    with self.assertRaises(AccessError):
                        self._talk(user)

    def test_a_talk_is_not_with_oneself(self):
        with self.assertRaisesRegex(UserError, "M4.3"), self.env.cr.savepoint():
            self.env["ops.meeting"].with_user(self.specialist).create(
                {"kind": "one_to_one", "date_start": MONDAY + timedelta(days=1)}
            )


def _refused(act):
    """Tell whether an act is possible."""
    try:
        act()
    except UserError:
        return False
    return True
