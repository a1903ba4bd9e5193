"""The demo company's visits: three consultants on the way, some days back and today; the manager reads.
One of them agreed that his places are kept; one asks for a colleague's customer, whom he took for a new one.

The play puts the clock back, so that each tap is made when it would have been.
"""

from datetime import datetime, time, timedelta

import pytz
from freezegun import freeze_time

from odoo.exceptions import UserError

# Outline of key customers.
OUTLINE = "问：检修计划、备件库存、付款安排。推：框架协议、备件常备。怎么谈：先谢上次订货，再谈明年。"
# Latitude and longitude in degrees: the office, and a customer's gate.
OFFICE, GATE = (31.2989, 120.5853), (30.1874, 120.1956)
# Each visit: external id; consultant, customer, contact; days from today, hour and minute there;
# goal, in words; minutes there (none: not left yet); report; the head's word (None: not read yet); where the
# phone was at each tap (where the person agreed); the head, where he is another than the first team's.
VISITS = (
    {
        "id": "visit_09",
        "by": ("sc3", "customer_031", None),
        "when": (-66, 10, 0),
        "goal": ("visit_goal_meet", "认识新任设备部长"),
        "taps": (50, 30),
        "report": {
            "result": "interested",
            "talk": "新任部长刚到，烘缸轴承明年统一招标，先要样本。",
            "no_next": "no_need",
        },
        "read": "招标前再去一趟。",
        "head": "sm2",
        "situation": "一条纸机停产检修，四季度没有采购计划。",
    },
    {
        "id": "visit_10",
        "by": ("sc3", "customer_029", "contact_029_1"),
        "when": (-8, 10, 0),
        "goal": ("visit_goal_service", "送新厂区润滑脂试用样"),
        "taps": (60, 25),
        "report": {
            "result": "interested",
            "talk": "样品交质量部，试用两周后听结果。",
            "no_next": "customer",
        },
        "read": "",
        "head": "sm2",
        "agrees": True,
        "places": ((*OFFICE, 12), (*GATE, 25), (*GATE, 18)),
    },
    {
        "id": "visit_08",
        "by": ("sc1", "customer_001", "contact_001_1"),
        "when": (-16, 14, 0),
        "goal": ("visit_goal_quotation", "3号线同步带备件"),
        "taps": (25, 40),
        "report": {
            "result": "quotation",
            "talk": "3号线元旦停机，同步带和带轮清单当面核对，两天内要报价。",
            "commitment": "后天报价",
            "no_next": "customer",
            "offers": (("CD-S8M1600", 48, 0), ("CD-HTD14M", 40, 4)),
        },
        "read": "",
        "order": "quotation_21",
    },
    {
        "id": "visit_01",
        "by": ("sc1", "customer_001", "contact_001_1"),
        "when": (-6, 9, 30),
        "goal": ("visit_goal_need", "摸清年底检修计划"),
        "taps": (25, 35),
        "report": {
            "result": "quotation",
            "talk": "3号线元旦停机检修，轴承备件清单月底前给我们；对交货期最担心。",
            "solution": "常用型号在我方仓库备货，检修期间两小时送到。",
            "commitment": "周五前报备货清单",
            "next": (4, 10, 0, "带备货清单，谈框架协议"),
            "facts": (("need", "检修期间两小时到货"), ("interest", "陶经理喜欢钓鱼")),
            "objections": (("visit_objection_delivery", "仓库备货，急件当天送到"),),
            "offers": (("ZC-6205", 40, 0), ("ZC-6310", 20, 2)),
        },
        "read": "备货清单请技术部一起看，别漏密封件。",
        "order": "quotation_13",
    },
    {
        "id": "visit_02",
        "by": ("sc1", "customer_004", None),
        "when": (-5, 14, 0),
        "goal": ("visit_goal_thanks", False),
        "taps": (30, 20),
        "report": {
            "result": "no",
            "talk": "设备更新推迟到明年下半年，备件照常按单采购。",
            "no_next": "no_need",
            "objections": (("visit_objection_budget", "先按单供货，年底再谈"),),
        },
        "read": "",
    },
    {
        "id": "visit_03",
        "by": ("sc2", "customer_015", "contact_015_1"),
        "when": (-3, 10, 0),
        "goal": ("visit_goal_offer", "介绍换热机组配套密封"),
        "taps": (40, 75),
        "report": {
            "result": "interested",
            "talk": "对比了现供应商的交货和我方备件库存，要求带样品再谈；出口订单减少，预算偏紧。",
            "long_reason": "customer",
            "solution": "先送两套样品试装，合格后按季度供货。",
            "competitor": ("competitor_02", "本地送货快"),
            "next": (2, 14, 30, "带样品试装"),
            "facts": (("need", "按季度供货，月结"),),
            "objections": (
                ("visit_objection_supplier", "先试装样品，不影响现有供货"),
                ("visit_objection_price", "寿命长一倍，全年成本更低"),
            ),
            "booking": (25, 60000),
        },
        "read": None,
    },
    {
        "id": "visit_04",
        "by": ("sc3", "customer_029", "contact_029_1"),
        "when": (-1, 15, 0),
        "goal": ("visit_goal_service", "新厂区润滑脂试用回访"),
        "taps": (35, 28),
        "places": ((*OFFICE, 15), (GATE[0] + 0.0008, GATE[1], 30), None),
        "report": {
            "result": "undecided",
            "talk": "试用两周，反映低温启动偏稠，质量部还要再看一批。",
            "complaint": "低温启动时润滑脂偏稠，影响洁净车间传送带。",
            "next": (6, 9, 30, "带低温型号样品"),
        },
        "read": None,
    },
    {
        "id": "visit_05",
        "by": ("sc1", "customer_002", "contact_002_1"),
        "when": (0, 8, 30),
        "goal": ("visit_goal_quotation", "模组选型报价"),
        "taps": (),
    },
    {
        "id": "visit_06",
        "by": ("sc2", "customer_016", None),
        "when": (0, 9, 0),
        "goal": ("visit_goal_meet", False),
        "taps": (),
    },
    {
        "id": "visit_07",
        "by": ("sc2", "customer_026", None),
        "when": (1, 10, 0),
        "goal": ("visit_goal_contract", "丝杠年度合同条款"),
        "taps": (),
    },
)
# Calls: external id; consultant, customer; days, hour, minute; what about; what came of it, if anything.
CALLS = (
    (
        "call_01", "sc1", "customer_003", (-2, 9, 10), "春季检修备件",
        {
            "result": "quotation",
            "hook_id": "visit_hook_plan",
            "reaction": "open",
            "talk": "焊装线三月检修，要轴承和气缸的报价。",
            "questions": "问能否三天到货",
            "order": "quotation_10",
        },
    ),
    ("call_02", "sc1", "customer_007", (0, 9, 40), "二期润滑用油", None),
    ("call_03", "sc1", "customer_010", (0, 9, 45), "变频节能改造回访", None),
    (
        "call_04", "sc2", "customer_017", (-2, 14, 20), "流量计报价跟进",
        {"reached": "not_reached", "result": "not_met"},
    ),
)  # fmt: skip


# Who took a customer for a new one, whose he is, and why he should be his.
TAKE_OVER = (
    "take_over_01", "sc2", "customer_009", "客户二期在江阴，离我的片区近；设备科长是我同学，点名要我跟。",
)  # fmt: skip


class Visits:
    """What the consultants plan, tap and report, and what the manager reads."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Make the visits, each tap at its time."""
        wanted = [plot for plot in VISITS if not self.stage.known(plot["id"])]
        if not wanted:
            return
        self._keep_places()
        with freeze_time(datetime.now(tz=pytz.utc).replace(tzinfo=None)) as clock:
            self.clock, self.now = clock, datetime.now(tz=pytz.utc).replace(tzinfo=None)
            for plot in wanted:
                self._perform(plot)
            for call in CALLS:
                if not self.stage.known(call[0]):
                    self._call(*call)
            clock.move_to(self.now)
        if not self.stage.known(TAKE_OVER[0]):
            self._take_over(*TAKE_OVER)
        say(f"{len(wanted)} visits")

    def _keep_places(self):
        """The administrator lets places of taps be kept, of those who agree themselves."""
        administrator = self.stage.env(user=self.stage.ref("base.user_admin").id, su=False)
        self.stage.company.with_env(administrator).ops_place_on = True

    def _take_over(self, xml_id, login, name, reason):
        """Enter a customer who exists already, which is refused by name, and ask his head for him."""
        env = self.stage.env_of(login)
        known = self.stage.ref(name).with_env(env)
        try:
            with env.cr.savepoint():
                env["res.partner"].create({"name": known.name, "is_company": True, "customer_rank": 1})
        except UserError:
            known.action_ops_take_over(reason)
        else:
            raise RuntimeError(f"{known.name} was entered twice")
        kind = self.stage.ref("ops_dept.ops_question_kind_take_over")
        asked = [("asker_id", "=", env.uid), ("kind_id", "=", kind.id)]
        self.stage.note(xml_id, self.stage.env["ops.question"].search(asked, limit=1))

    def _at(self, days, hour, minute=0):
        """Return a moment, so many days from today, where the company is, in naive UTC."""
        zone = pytz.timezone(self.stage.company._ops_tz())
        moment = datetime.combine(self.stage.today + timedelta(days=days), time(hour, minute))
        return zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)

    def _perform(self, plot):
        login, customer, contact = plot["by"]
        start = self._at(*plot["when"])
        self.clock.move_to(min(start - timedelta(days=1), self.now))
        goal, words = plot["goal"]
        env = self.stage.env_of(login)
        visit = env["ops.visit"].create(
            {
                "partner_id": self.stage.ref(customer).id,
                "contact_id": contact and self.stage.ref(contact).id,
                "date_start": start,
                "goal_id": self.stage.ref(f"ops_dept.{goal}").id,
                "goal": words,
                "outline": OUTLINE,
            }
        )
        visit.action_confirm_appointment()
        if plot.get("agrees"):
            visit.action_agree_place()
        if plot["taps"]:
            self._go(visit, start, *plot["taps"], plot.get("places", (None,) * 3))
            self._report(visit, plot["report"])
        if plot.get("situation"):
            env["ops.customer"]._get_of(visit.partner_id).action_note_situation(plot["situation"])
        if plot.get("read") is not None:
            visit.with_env(self.stage.env_of(plot.get("head", "sm1"))).action_review(plot["read"])
        self._answer(visit, plot.get("order"))
        self.stage.note(plot["id"], visit.with_env(self.stage.env))

    def _call(self, xml_id, login, customer, when, words, said):
        start = self._at(*when)
        self.clock.move_to(min(start - timedelta(hours=1), self.now))
        call = self.stage.env_of(login)["ops.visit"].create(
            {
                "channel": "outbound",
                "partner_id": self.stage.ref(customer).id,
                "date_start": start,
                "minutes_planned": 5,
                "goal": words,
            }
        )
        if said:
            self.clock.move_to(start)
            hook = said.get("hook_id") and self.stage.ref(f"ops_dept.{said['hook_id']}").id
            order = said.get("order")
            call.write({**{name: said[name] for name in said if name != "order"}, "hook_id": hook})
            call.action_close_call()
            self._answer(call, order)
        self.stage.note(xml_id, call.with_env(self.stage.env))

    def _answer(self, visit, order):
        """Note on the quotation that came of a talk which talk that was."""
        if order:
            self.stage.ref(order).with_env(visit.env).ops_visit_id = visit

    def _go(self, visit, start, way, minutes, places):
        taps = ((-way, "action_depart"), (0, "action_arrive"), (minutes, "action_finish"))
        for (wait, tap), place in zip(taps, places, strict=True):
            self.clock.move_to(start + timedelta(minutes=wait))
            if tap == "action_depart":
                visit.action_kit_complete()
            getattr(visit, tap)(self._position(place))

    def _position(self, place):
        """Return what the phone says: where it is, or that it has no signal."""
        if not place:
            return {"state": "no_signal"}
        latitude, longitude, accuracy = place
        return {"state": "taken", "latitude": latitude, "longitude": longitude, "accuracy": accuracy}

    def _report(self, visit, said):
        self.clock.tick(timedelta(minutes=10))
        values = {
            name: said[name]
            for name in ("result", "talk", "solution", "commitment", "complaint", "long_reason", "no_next")
            if name in said
        }
        if "next" in said:
            days, hour, minute, focus = said["next"]
            values |= {"next_date": self._at(days, hour, minute), "next_focus": focus}
        if "competitor" in said:
            name, why = said["competitor"]
            values |= {"competitor_id": self.stage.ref(name).id, "competitor_reason": why}
        if "booking" in said:
            days, amount = said["booking"]
            values |= {"booking_date": self.stage.today + timedelta(days=days), "booking_amount": amount}
        visit.write(
            {
                **values,
                "fact_ids": [(0, 0, {"kind": kind, "text": text}) for kind, text in said.get("facts", ())],
                "objection_ids": [
                    (0, 0, {"choice_id": self.stage.ref(f"ops_dept.{name}").id, "answer": answer})
                    for name, answer in said.get("objections", ())
                ],
                "offer_ids": [
                    (0, 0, {"product_id": self.stage.product(code).id, "quantity": count, "discount": less})
                    for code, count, less in said.get("offers", ())
                ],
            }
        )
        visit.action_report()
        if visit.complaint:
            visit.action_open_ticket()
