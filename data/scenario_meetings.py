"""The demo company's meetings: last Saturday's with its decisions, the next one with its topics, a training,
a contact with the store head, a talk between two.

The play puts the clock back, so that last Saturday's meeting was held then.
"""

from datetime import datetime, time, timedelta

import pytz
from freezegun import freeze_time

# Topics: who names it, kind, what, note; of last Saturday's also what came of it.
LAST_TOPICS = (
    ("sc1", "business", "检修季备件交货期", "三家客户同一周停机，备货够不够？", "采购部周三前报库存"),
    ("sc2", "technical", "换热机组密封选型", "客户问高温工况用哪种材料", "技术部整理选型表"),
)
NEXT_TOPICS = (
    ("sc1", "business", "框架协议的付款条件", "客户要求月结60天，怎么谈？"),
    ("sc2", "technical", "样品试装的验收标准", "试装多久算合格，谁签字？"),
)
# Decisions of last Saturday: who, what, days after the meeting; what came of it, if anything.
DECISIONS = (
    ("sc1", "向三家检修客户书面确认备件清单", 4, "两家已确认，第三家周一回复"),
    ("sc2", "与技术部核对密封选型表并发给客户", 6, None),
    ("sm1", "与采购部谈妥检修季备货", 5, None),
)


class Meetings:
    """Who meets whom, once."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        if self.stage.known("meeting_01"):
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        with freeze_time(now) as clock:
            self.clock = clock
            last = self.stage.today - timedelta(days=(self.stage.today.weekday() - 5) % 7 or 7)
            self._last_saturday(last)
            self._training(last - timedelta(days=3))
            self._talks(last - timedelta(days=2))
            clock.move_to(now)
            self._next_saturday()
        say("meetings")

    def _at(self, day, hour, minute=0):
        """Return a moment where the company is, in naive UTC."""
        zone = pytz.timezone(self.stage.company._ops_tz())
        return (
            zone.localize(datetime.combine(day, time(hour, minute))).astimezone(pytz.utc).replace(tzinfo=None)
        )

    def _make(self, name, login, **vals):
        meeting = self.stage.env_of(login)["ops.meeting"].create(vals)
        self.stage.note(name, meeting.with_env(self.stage.env))
        return meeting

    def _name_topics(self, meeting, topics):
        for login, kind, name, note, *conclusion in topics:
            topic = self.stage.env_of(login)["ops.meeting.topic"].create(
                {"meeting_id": meeting.id, "kind": kind, "name": name, "note": note}
            )
            if conclusion:
                topic.with_env(meeting.env).write({"is_discussed": True, "conclusion": conclusion[0]})

    def _last_saturday(self, day):
        self.clock.move_to(self._at(day - timedelta(days=2), 10))
        team = self.stage.ref("sales_team.team_sales_department")
        meeting = self._make(
            "meeting_01",
            "sm1",
            kind="weekly",
            team_id=team.id,
            date_start=self._at(day, 9),
            place="二楼会议室",
        )
        self.clock.move_to(self._at(day, 9, 2))
        meeting.action_start()
        self._name_topics(meeting, LAST_TOPICS)
        for login, name, days, _result in DECISIONS:
            meeting.env["ops.meeting.decision"].create(
                {
                    "meeting_id": meeting.id,
                    "name": name,
                    "user_id": self.stage.ref(f"user_{login}").id,
                    "date_due": day + timedelta(days=days),
                }
            )
        meeting.minutes = "检修季是重点：备件清单、交货期先谈清楚，再谈价格。"
        self.clock.move_to(self._at(day, 10, 5))
        meeting.action_hold()
        self._finish(meeting, min(self._at(day, 17), self._at(self.stage.today, 8)))

    def _finish(self, meeting, moment):
        """Let the people report what came of what was decided."""
        self.clock.move_to(max(moment, self._at(meeting.date_start.date(), 11)))
        for decision, (login, _name, _days, result) in zip(meeting.decision_ids, DECISIONS, strict=True):
            if result:
                decision.activity_id.with_env(self.stage.env_of(login)).action_ops_finish(result)

    def _next_saturday(self):
        # the job that runs by itself
        self.stage.env["ops.meeting"]._plan_weeks(self.stage.company)
        meeting = self.stage.env_of("sm1")["ops.meeting"].search(
            [("kind", "=", "weekly"), ("state", "=", "planned")], order="date_start", limit=1
        )
        self._name_topics(meeting, NEXT_TOPICS)

    def _training(self, day):
        self.clock.move_to(self._at(day, 14))
        attendance = [
            {"user_id": self.stage.ref("user_sc3").id, "result": "passed"},
            {"user_id": self.stage.ref("user_sa1").id, "result": "repeat", "note": "样品牌号再学一遍"},
        ]
        training = self._make(
            "meeting_02",
            "ms1",
            kind="training",
            title="润滑脂选型与陈列",
            material="产品手册第三章；样品六种",
            date_start=self._at(day, 14),
            attendance_ids=[(0, 0, vals) for vals in attendance],
        )
        training.action_start()
        self.clock.move_to(self._at(day, 16))
        training.action_hold()

    def _talks(self, day):
        self.clock.move_to(self._at(day, 16, 30))
        contact = self._make(
            "meeting_03",
            "fm1",
            kind="contact",
            person_id=self.stage.ref("user_sh1").id,
            minutes="门店反映周末缺润滑脂小包装",
        )
        contact.action_note_contact()
        talk = self._make(
            "meeting_04",
            "ms1",
            kind="one_to_one",
            person_id=self.stage.ref("user_sc3").id,
            minutes="近期丢单多，情绪不高；愿意跟陆经理学谈判。",
            step_ids=[(0, 0, {"name": "一起复盘丢掉的两单", "date_due": day + timedelta(days=7)})],
        )
        talk.action_hold()
