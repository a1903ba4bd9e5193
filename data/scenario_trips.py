"""The demo company's trips, problems, suggestions and a summary of last year.

The play puts the clock back, so that each tap is made when it would have been.
"""

from datetime import date, datetime, time, timedelta

import pytz
from freezegun import freeze_time

# Each trip: external id; who, his head; places, purpose, customers; first and last day from today;
# what was reported, by day from today: choice, words.
TRIPS = (
    {
        "id": "trip_01",
        "by": ("sc1", "sm1"),
        "where": ("南京、芜湖", "年度框架协议谈判", ("customer_004", "customer_010")),
        "days": (-10, -8),
        "reports": (
            (-10, "way", "高铁到南京，晚上与采购部通了电话，明早九点见。"),
            (-9, "talks", "框架协议谈到付款：对方要90天，我方坚持60天，约下周再谈。"),
            (-9, "visit", "下午顺访芜湖设备部，二期备件清单月底给。"),
            (-8, "visit", "交样品，质量部签收；返程。"),
        ),
        "is_closed": True,
    },
    {
        "id": "trip_02",
        "by": ("sc2", "sm1"),
        "where": ("徐州", "换热机组现场试装", ("customer_015",)),
        "days": (-1, 1),
        "reports": ((-1, "service", "两套样品装上，压力试验通过，观察两天。"),),
    },
    {
        "id": "trip_03",
        "by": ("ms1", "mh1"),
        "where": ("上海", "工业展走访，看竞品新品", ()),
        "days": (6, 8),
        "reports": None,
    },
)
# Each problem: external id; who; since how many days; what, in words; to whom a question, answered with;
# what was done with it.
PROBLEMS = (
    (
        "problem_01", "sm1", 12, "进口轴承交货一再拖延",
        "三个订单等厂家，客户两次催货，已影响回款。",
        ("purchasing", "厂家何时能交齐？有没有替代型号？", "pu1", "周四到齐；以后备同规格国产型号三十套。"),
        ("major",),
    ),
    (
        "problem_02", "sc2", 5, "样品库账实不符",
        "领样品时三种型号缺货，账上还有数。", None, ("handed",),
    ),
    (
        "problem_03", "sc1", 33, "送货单回签慢",
        "司机一周才带回回签单，开票跟着晚。", None,
        ("handed", ("sm1", "与库房约定：回签单当天拍照上传，次日交内勤。")),
    ),
)  # fmt: skip
# Suggestions of last year's summary, with the leader's answer: approved with a word, or refused with one.
SUGGESTIONS = (
    ("每位外围专员配一套样品展示箱", "拜访时当场演示，新客户成交更快", True, "同意，一季度配齐。"),
    ("在苏北设临时备件点", "检修旺季两小时送达", False, "今年先用快递专线，明年再议。"),
)


class Trips:
    """Who travels, what hinders the work, what was summed up and suggested."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known("trip_01"):
            return
        with freeze_time(datetime.now(tz=pytz.utc).replace(tzinfo=None)) as clock:
            self.clock, self.now = clock, datetime.now(tz=pytz.utc).replace(tzinfo=None)
            self._summary()
            for plot in TRIPS:
                self._travel(plot)
            for problem in PROBLEMS:
                self._problem(*problem)
            clock.move_to(self.now)
        self._suggestion()
        say("trips, problems and suggestions")

    def _at(self, days, hour, minute=0):
        """Return a moment, so many days from today, where the company is, in naive UTC."""
        return self._moment(self.stage.today + timedelta(days=days), hour, minute)

    def _moment(self, day, hour, minute=0):
        zone = pytz.timezone(self.stage.company._ops_tz())
        return (
            zone.localize(datetime.combine(day, time(hour, minute))).astimezone(pytz.utc).replace(tzinfo=None)
        )

    def _travel(self, plot):
        (login, head), (place, purpose, customers), (first, last) = plot["by"], plot["where"], plot["days"]
        self.clock.move_to(min(self._at(first - 2, 10), self.now))
        trip = self.stage.env_of(login)["ops.trip"].create(
            {
                "place": place,
                "purpose": purpose,
                "partner_ids": [(6, 0, [self.stage.ref(name).id for name in customers])],
                "date_start": self._at(first, 8, 30),
                "date_end": self._at(last, 18),
                "reach": "手机；急事找内勤严晓棠",
            }
        )
        trip.action_submit()
        self.stage.note(plot["id"], trip.with_env(self.stage.env))
        if plot["reports"] is None:
            return
        trip.with_env(self.stage.env_of(head)).action_ops_approve()
        for number, (day, done, text) in enumerate(plot["reports"]):
            self.clock.move_to(self._at(day, 17, number))
            action = trip.action_report_today()
            report = trip.env["ops.work.report"].with_context(**action["context"])
            report.create({"done": done, "text": text}).action_hand_in()
        if plot.get("is_closed"):
            self.clock.move_to(self._at(last, 19))
            trip.action_close()

    def _problem(self, name, login, age, title, text, question, then):
        self.clock.move_to(self._at(-age, 10))
        problem = self.stage.env_of(login)["ops.work.report"].create(
            {
                "kind": "problem",
                "title": title,
                "text": text,
                "date_since": self.stage.today - timedelta(days=age),
            }
        )
        self.stage.note(name, problem.with_env(self.stage.env))
        if question:
            post, words, who, answer = question
            context = problem.action_ops_ask()["context"]
            asked = problem.env["ops.question"].with_context(**context)
            asked = asked.create({"post": post, "question": words})
            self.clock.tick(timedelta(hours=3))
            asked.with_env(self.stage.env_of(who)).action_answer(answer)
        if then[0] == "major":
            problem.action_mark_major()
        self.clock.tick(timedelta(hours=1))
        problem.action_hand_in()
        if len(then) > 1:
            head, solution = then[1]
            self.clock.tick(timedelta(days=2))
            solved = problem.with_env(self.stage.env_of(head))
            solved.solution = solution
            solved.action_file()

    def _summary(self):
        """The market specialist's summary of last year: handed in, answered, filed."""
        year = self.stage.today.year - 1
        self.clock.move_to(self._moment(date(year, 12, 14), 10))
        summary = self.stage.env_of("ms1")["ops.work.report"].create(
            {
                "kind": "annual",
                "year": year,
                "text": "全年新开发苏北客户九家，其中三家下了首单；"
                "竞品降价两次，我方以交期和现场服务守住份额。\n"
                "不足：展会跟进慢，名片两周后才录入。明年重点：换热机组配套和年度框架协议。",
                "suggestion_ids": [
                    (0, 0, {"text": text, "effect": effect}) for text, effect, *_rest in SUGGESTIONS
                ],
            }
        )
        summary.action_hand_in()
        self.stage.note("summary_01", summary.with_env(self.stage.env))
        self.clock.tick(timedelta(days=3))
        leader = self.stage.env_of("ld")
        proposals = summary.suggestion_ids.proposal_id.with_env(leader)
        for proposal, (_text, _effect, is_good, words) in zip(proposals, SUGGESTIONS, strict=True):
            if is_good:
                proposal.action_ops_approve(words)
            else:
                proposal.action_refuse(words)
        summary.with_env(self.stage.env_of("mh1")).action_file()

    def _suggestion(self):
        proposal = self.stage.env_of("sa1")["ops.proposal"].create(
            {"text": "门店增设自助选型屏，客户自己查型号和库存", "effect": "店助少答一半重复问题"}
        )
        proposal.action_submit()
        self.stage.note("proposal_01", proposal.with_env(self.stage.env))
