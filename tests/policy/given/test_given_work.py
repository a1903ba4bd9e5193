"""Guidance and assigned work: who gives it, who meets it, who follows it, what stays (H3)."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...common import clause
from ...deal.common import DealCase


class GivenCase(DealCase):
    """The manager's team, with employee records of which only human resources read anything."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guidance = cls.env.ref("ops_dept.mail_activity_type_guidance")
        cls.work = cls.env.ref("ops_dept.mail_activity_type_work")
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.today = fields.Date.today()
        for user in (cls.consultant, cls.manager, cls.support, cls.leader):
            if not user.employee_ids:
                cls.env["hr.employee"].create(
                    {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
                )

    def _give(self, kind="work", giver=None, person=None, **vals):
        """Give it as the form does, and return the activity in superuser mode."""
        giver, person = giver or self.manager, person or self.consultant
        form = Form(self.env["ops.work.give"].with_user(giver))
        form.kind, form.user_id, form.summary = kind, person, vals.get("summary", "Collect the signed notes")
        if "date_deadline" in vals:
            form.date_deadline = vals["date_deadline"]
        form.save().action_give()
        return self._activities().search([("user_id", "=", person.id)], order="id desc", limit=1)

    def _schedule(self, kind, giver, person, document, **vals):
        """Schedule it on a document as the chatter does."""
        values = {"activity_type_id": kind.id, "user_id": person.id, "summary": "Look at the payment term"}
        model = self.env["ir.model"]._get_id(document._name)
        values.update(res_model_id=model, res_id=document.id, **vals)
        return self.env["mail.activity"].with_user(giver).create(values)

    def _activities(self, user=None):
        activities = self.env["mail.activity"].with_context(active_test=False)
        return activities.with_user(user) if user else activities.sudo()

    def _finish(self, activity, user, what="Collected, two are missing"):
        action = activity.with_user(user).action_ops_ask_finish()
        form = Form(self.env[action["res_model"]].with_user(user).with_context(action["context"]))
        form.reason = what
        form.save().action_confirm()

    def _rows(self, user, key):
        home = self.env["ops.home"].with_user(user).with_company(self.company).get_home()
        return next(card for card in home["cards"] if card["key"] == key)["rows"]


@tagged("post_install", "-at_install")
class TestGivenWork(GivenCase):
    @clause("H3", part="guidance and assigned work")
    def test_work_is_given_to_a_person_and_reported(self):
        activity = self._give(date_deadline=self.today + timedelta(days=2))
        self.assertEqual((activity.ops_giver_id, activity.user_id), (self.manager, self.consultant))
        self.assertEqual(activity.res_model, "hr.employee")
        row = self._rows(self.consultant, "given")[0]
        self.assertEqual((row["id"], row["method"]), (activity.id, "action_ops_ask_finish"))
        self.assertIn(self.manager.name, row["text"])
        self.assertEqual(self._rows(self.manager, "gave")[0]["id"], activity.id)
        self._finish(activity, self.consultant)
        self.assertEqual(
            (activity.active, activity.ops_outcome, activity.feedback),
            (False, "done", "Collected, two are missing"),
        )
        self.assertFalse(self._rows(self.consultant, "given") + self._rows(self.manager, "gave"))
        mine = self._activities(self.manager).search([("ops_is_given", "=", True)])
        self.assertEqual(mine.read(["feedback"])[0]["feedback"], "Collected, two are missing")

    def test_guidance_is_acknowledged_in_one_tap_on_a_document(self):
        order = self._create_order()
        activity = self._schedule(self.guidance, self.manager, self.consultant, order)
        row = self._rows(self.consultant, "given")[0]
        self.assertEqual((row["id"], row["method"]), (activity.id, "action_ops_acknowledge"))
        activity.with_user(self.consultant).action_ops_acknowledge()
        self.assertEqual(activity.sudo().ops_outcome, "acknowledged")
        said = order.sudo().message_ids.filtered(lambda m: m.mail_activity_type_id == self.guidance)
        self.assertEqual(said.author_id, self.consultant.partner_id)

    def test_a_result_is_needed_and_the_chatters_own_way_does(self):
        order = self._create_order()
        activity = self._schedule(self.work, self.manager, self.consultant, order)
        mine = activity.with_user(self.consultant)
        for act in (
            mine.action_done,
            lambda: mine.action_feedback(feedback=" "),
            lambda: mine.action_ops_finish(""),
            mine.action_ops_acknowledge,
        ):
            with self.assertRaisesRegex(UserError, "H3"), self.env.cr.savepoint():
                act()
        self.assertTrue(activity.active)
        mine.action_feedback(feedback="Agreed on 30 days")
        self.assertEqual((activity.active, activity.sudo().feedback), (False, "Agreed on 30 days"))

    def test_who_gives(self):
        order = self._create_order()
        for giver, person, may in (
            (self.manager, self.consultant, True),
            (self.leader, self.consultant, True),
            (self.leader, self.manager, True),
            (self.gm, self.leader, True),
            (self.consultant, self.manager, False),
            (self.consultant, self.consultant, False),
            (self.manager, self.leader, False),
            (self.manager, self.purchaser, False),
            (self.rule_admin, self.consultant, False),
        ):
            with self.subTest(giver=giver.login, person=person.login):
                self.assertEqual(person in giver._ops_guided(), may)
                found = self.env["res.users"].search(giver._ops_guided_domain())
                self.assertEqual(person in found, may, "as a search finds them")
                values = {"kind": "work", "user_id": person.id, "summary": "Do it"}
                give = self.env["ops.work.give"].with_user(giver).create(values)
                if may:
                    give.action_give()
                    continue
                for act in (give.action_give, give.sudo().action_give):
                    with self.assertRaisesRegex(AccessError, "H3"), self.env.cr.savepoint():
                        act()
        with self.assertRaisesRegex(AccessError, "H3"), self.env.cr.savepoint():
            self._schedule(self.work, self.consultant, self.manager, order)
        with self.assertRaisesRegex(UserError, "H3"), self.env.cr.savepoint():
            self._schedule(self.work, self.manager, self.consultant, order, summary=" ")

    def test_giver_person_and_leaders_follow_it_nobody_else(self):
        activity = self._give("guidance")
        given = [("ops_is_given", "=", True)]
        for user, sees in (
            (self.manager, True),
            (self.consultant, True),
            (self.leader, True),
            (self.auditor, True),
            (self.support, False),
            (self.purchaser, False),
        ):
            with self.subTest(user.login):
                theirs = self._activities(user)
                self.assertEqual(activity in theirs.search(given), sees)
                self.assertEqual(activity in theirs.search([("id", "=", activity.id)]), sees)
                leak = ["|", ("ops_is_given", "=", False), ("id", "!=", 0)]
                self.assertEqual(activity in theirs.search(leak), sees)
                self.assertEqual(activity.with_user(user).has_access("read"), sees)
                if sees:
                    self.assertEqual(
                        activity.with_user(user).read(["summary"])[0]["summary"], activity.summary
                    )
                else:
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        activity.with_user(user).read(["summary"])
        ordinary = self._schedule(
            self.todo, self.env.user, self.leader, self.leader.employee_id.sudo()
        ).sudo()
        self.assertNotIn(ordinary, self._activities(self.manager).search(["|", *given, ("id", "!=", 0)]))

    def test_nobody_follows_an_employee_record_for_it(self):
        employee = self.consultant.employee_id.sudo()
        before = employee.message_partner_ids
        activity = self._give()
        self.assertEqual(employee.message_partner_ids, before)
        activity.with_user(self.manager).user_id = (
            self.support if self.support in (self.manager._ops_guided()) else self.manager
        )
        self.assertEqual(employee.message_partner_ids, before)
        self.assertEqual(activity.ops_former_id, self.consultant)
        self.assertEqual(activity.res_id, activity.user_id.employee_id.id)

    def test_who_gave_it_changes_and_ends_it(self):
        activity = self._give()
        mine = activity.with_user(self.manager)
        mine.write({"summary": "Collect all notes", "date_deadline": self.today + timedelta(days=9)})
        self.assertEqual(activity.summary, "Collect all notes")
        with self.assertRaisesRegex(UserError, "H3"), self.env.cr.savepoint():
            mine.action_ops_end(" ")
        mine.action_ops_end("The customer brought them himself")
        self.assertEqual((activity.active, activity.ops_outcome), (False, "ended"))
        self.assertEqual(activity.ops_ended_by_id, self.manager)
        self.assertTrue(activity.exists())

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.models")
    def test_ways_past_it(self):
        """Each way is refused to the person and to the giver alike where it is nobody's way."""
        order = self._create_order()
        activity = self._schedule(self.work, self.manager, self.consultant, order)
        other = self._create_order()
        person, giver = self.consultant, self.manager
        ways = {
            "cancel": (person, lambda a: a.action_cancel()),
            "delete": (person, lambda a: a.unlink()),
            "giver deletes": (giver, lambda a: a.unlink()),
            "superuser deletes": (giver, lambda a: a.sudo().unlink()),
            "by the document": (
                giver,
                lambda a: order.with_user(a.env.uid).activity_unlink(
                    ["ops_dept.mail_activity_type_work"], only_automated=False
                ),
            ),
            "archive": (person, lambda a: a.action_archive()),
            "inactive": (person, lambda a: a.write({"active": False})),
            "superuser archives": (person, lambda a: a.sudo().write({"active": False})),
            "words": (person, lambda a: a.write({"summary": "Less"})),
            "later": (person, lambda a: a.action_reschedule_nextweek()),
            "pass on": (person, lambda a: a.write({"user_id": self.support.id})),
            "another kind": (person, lambda a: a.write({"activity_type_id": self.todo.id})),
            "giver, another kind": (giver, lambda a: a.write({"activity_type_id": self.guidance.id})),
            "another giver": (person, lambda a: a.write({"ops_giver_id": person.id})),
            "other model": (
                person,
                lambda a: a.write({"res_model_id": self.env["ir.model"]._get_id("res.partner")}),
            ),
            "giver reports": (giver, lambda a: a.action_feedback(feedback="He did it")),
            "leader reports": (self.leader, lambda a: a.action_ops_finish("He did it")),
            "person ends": (person, lambda a: a.action_ops_end("Not needed")),
            "to a stranger": (giver, lambda a: a.write({"user_id": self.purchaser.id})),
            "delete the order": (giver, lambda a: order.sudo().unlink()),
            "delete the kind": (giver, lambda a: self.work.sudo().unlink()),
            "forged giver": (
                person,
                lambda a: self._schedule(self.todo, person, person, other, ops_giver_id=giver.id),
            ),
            "becomes given": (
                person,
                lambda a: self._schedule(self.todo, person, giver, other).write(
                    {"activity_type_id": self.work.id}
                ),
            ),
        }
        for way, (user, act) in ways.items():
            with self.subTest(way), self.assertRaises(UserError), self.env.cr.savepoint():
                act(activity.with_user(user))
                self.env.flush_all()
            self.env.invalidate_all()
            kept = activity.sudo()
            self.assertEqual(
                (kept.active, kept.user_id, kept.ops_giver_id, kept.summary, kept.activity_type_id),
                (True, person, giver, "Look at the payment term", self.work),
            )
        activity.with_user(person).action_feedback(feedback="Done")
        for act in (
            lambda a: a.write({"active": True}),
            lambda a: a.write({"feedback": "More"}),
            lambda a: a.action_unarchive(),
            lambda a: a.unlink(),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                act(activity.with_user(person))

    def test_work_of_who_leaves_goes_back_and_what_was_done_stays(self):
        done = self._give(summary="Done before")
        self._finish(done, self.consultant)
        work, guidance = self._give(summary="Still open"), self._give("guidance")
        ordinary = self._schedule(self.todo, self.consultant, self.consultant, self._create_order())
        self.consultant.sudo().action_archive()
        self.assertFalse(ordinary.exists())
        self.assertEqual(
            (work.active, work.user_id, work.ops_former_id), (True, self.manager, self.consultant)
        )
        self.assertEqual((guidance.active, guidance.ops_outcome), (False, "left"))
        self.assertEqual((done.user_id, done.feedback), (self.consultant, "Collected, two are missing"))
        self.assertEqual(self._rows(self.manager, "given")[0]["id"], work.id)
        work.with_user(self.manager).action_ops_end("Nobody needs it any more")

    def test_giver_and_person_leave_by_a_plain_write(self):
        work = self._give()
        self.manager.sudo().active = False
        self.assertEqual(work.user_id, self.consultant, "his work stays his")
        self.consultant.sudo().active = False
        self.assertTrue(work.user_id.active or work.ops_outcome == "left")

    def test_other_activities_and_companies_notice_nothing(self):
        order = self._create_order()
        todo = self._schedule(self.todo, self.consultant, self.manager, order)
        self.assertFalse(todo.sudo().ops_giver_id)
        todo.with_user(self.manager).action_done()
        again = self._schedule(self.todo, self.consultant, self.consultant, order)
        again.action_cancel()
        self.assertFalse(again.exists())
        self.company.ops_rulebook = False
        plain = self._schedule(self.work, self.consultant, self.manager, order)
        self.assertFalse(plain.sudo().ops_giver_id)
        plain.unlink()
        give = self.env["ops.work.give"].with_user(self.manager)
        values = {"kind": "work", "user_id": self.consultant.id, "summary": "Do it"}
        with self.assertRaisesRegex(UserError, "H3"):
            give.create(values).action_give()
        home = self.env["ops.home"].with_user(self.manager).get_home()
        self.assertNotIn("given", {card["key"] for card in home["cards"]})
