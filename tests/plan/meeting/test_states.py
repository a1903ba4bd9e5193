"""Ways past the states of a meeting, what stays of one that was held, and every change of its form (W1.B)."""

from dataclasses import replace
from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table
from ...common import clause
from ...form_changes import FormCase
from ..meeting_case import NEXT_SATURDAY, SATURDAY, MeetingCase

LEADS = ("manager", "leader", "support")


def _line(case, meeting):
    return meeting.attendance_ids[0]


def _create_held(case, meeting):
    team = case.other_team
    meeting.create({"kind": "weekly", "team_id": team.id, "date_start": NEXT_SATURDAY, "state": "held"})


WAYS = (
    Way("begin", lambda case, m: m.action_start(), roles=LEADS, denied=("stranger", "purchaser")),
    Way("begin_by_write", lambda case, m: m.write({"state": "running"}), roles=LEADS),
    Way("end", lambda case, m: m.action_hold(), roles=LEADS, denied=("stranger",)),
    Way("end_by_write", lambda case, m: m.write({"state": "held"}), roles=("manager", "superuser")),
    Way("end_with_words", lambda case, m: m.write({"state": "held", "minutes": "x"}), roles=("manager",)),
    Way("words", lambda case, m: m.write({"minutes": "Changed"}), roles=("manager", "leader", "superuser")),
    Way(
        "who_was_there",
        lambda case, m: _line(case, m).write({"status": "absent"}),
        roles=("manager", "superuser"),
    ),
    Way("out_of_the_list", lambda case, m: _line(case, m).unlink(), roles=("manager", "superuser")),
    Way(
        "into_the_list",
        lambda case, m: m.write({"attendance_ids": [Command.create({"partner_id": case.person.id})]}),
        roles=("manager", "superuser"),
    ),
    Way(
        "a_topic_more",
        lambda case, m: m.env["ops.meeting.topic"].create({"meeting_id": m.id, "name": "More"}),
        roles=("consultant", "manager", "superuser"),
    ),
    Way(
        "a_decision_more",
        lambda case, m: m.write(
            {"decision_ids": [Command.create({"name": "More", "user_id": case.consultant.id})]}
        ),
        roles=("manager", "superuser"),
    ),
    Way(
        "another_chair",
        lambda case, m: m.write({"chair_id": case.colleague.id}),
        roles=("manager", "superuser"),
    ),
    Way("born_held", _create_held, roles=("manager", "superuser"), open=()),
    Way("stamp", lambda case, m: m.write({"date_held": SATURDAY}), roles=("manager", "superuser"), open=()),
    Way("delete", lambda case, m: m.unlink(), roles=("manager", "superuser"), open=()),
    Way(
        "move",
        lambda case, m: m.action_move("Fair", SATURDAY + timedelta(days=1)),
        roles=("manager", "leader"),
    ),
)


@tagged("post_install", "-at_install")
@bypass_table([replace(way, clause="W1.B") for way in WAYS])
class TestStates(GateCase, MeetingCase):
    """A meeting that was held is the closed gate; one that is planned is open."""

    gate_stages = ("held",)
    gate_tables = ("ops_meeting", "ops_meeting_attendance", "ops_meeting_topic", "ops_meeting_decision")

    def setUp(self):
        clock = freeze_time(SATURDAY)
        clock.start()
        self.addCleanup(clock.stop)
        super().setUp()

    def _gate_document(self, stage):
        if stage == "off":
            self.company.ops_rulebook = False
        days = {"held": -7, "approved": 0, "off": 7}[stage]
        meeting = self.env["ops.meeting"].create(
            {
                "kind": "weekly",
                "team_id": self.team.id,
                "chair_id": self.manager.id,
                "date_start": SATURDAY + timedelta(days=days),
                "topic_ids": [Command.create({"name": "Late deliveries"})],
            }
        )
        if stage == "held":
            meeting.with_user(self.manager).action_start()
            meeting.with_user(self.manager).action_hold()
        return meeting


@tagged("post_install", "-at_install")
class TestForm(FormCase, MeetingCase):
    def test_everything_in_the_form_can_be_changed(self):
        meeting = self._planned()
        self._add_topic(meeting)
        self._decide(meeting)
        self._assert_no_crash(meeting, self.manager, self.leader)
        training = (
            self.env["ops.meeting"]
            .with_user(self.manager)
            .create(
                {
                    "kind": "training",
                    "date_start": SATURDAY,
                    "attendance_ids": [Command.create({"user_id": self.consultant.id})],
                }
            )
        )
        self._assert_no_crash(training, self.manager)
        talk = (
            self.env["ops.meeting"]
            .with_user(self.manager)
            .create(
                {
                    "kind": "one_to_one",
                    "person_id": self.consultant.id,
                    "date_start": SATURDAY,
                    "step_ids": [Command.create({"name": "Call", "date_due": "2026-03-20"})],
                }
            )
        )
        self._assert_no_crash(talk, self.manager, view="ops_dept.ops_meeting_view_form_talk")

    def test_of_a_meeting_that_was_held_nothing_is_open(self):
        meeting = self._planned()
        self._hold(meeting)
        self.assertFalse(self._open_fields(meeting, self.manager))

    @clause("H4", part="topics")
    def test_anyone_of_the_team_names_a_topic_and_changes_his_own(self):
        meeting = self._planned()
        action = meeting.with_user(self.consultant).action_add_topic()
        self.assertEqual(action["context"], {"default_meeting_id": meeting.id})
        topic = self._add_topic(meeting, kind="technical")
        topic.with_user(self.consultant).name = "Wrong grease"
        for user in (self.stranger, self.purchaser):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self._add_topic(meeting, user)
        theirs = self._add_topic(meeting, self.manager, name="Prices")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            theirs.with_user(self.consultant).name = "Rest"
        with self.assertRaises(UserError), self.env.cr.savepoint():
            theirs.with_user(self.consultant).unlink()
        topic.with_user(self.consultant).unlink()
        self.assertEqual(meeting.topic_ids, theirs)
