"""The demo company at work: quotations in every state, brought there by the people whose step it is, and
deals at every step (`scenario_deals.py`), questions about them (`scenario_questions.py`), the handbook
(`scenario_handbook.py`), violations and cases (`scenario_cases.py`), customers (`scenario_customers.py`),
visits (`scenario_visits.py`), kits (`scenario_kit.py`), targets (`scenario_targets.py`),
notices to purchasing (`scenario_notices.py`), acceptances (`scenario_acceptance.py`),
service cases (`scenario_service.py`), what customers do in the portal (`scenario_portal.py`),
goods on their way (`scenario_shipments.py`),
dunning letters (`scenario_dunning.py`),
the half-year reconciliation (`scenario_reconciliation.py`),
contract volumes (`scenario_volumes.py`), advisers on bids (`scenario_advice.py`), use of the
company's name (`scenario_use_of_name.py`),
meetings (`scenario_meetings.py`), plans (`scenario_plans.py`), trips, problems and suggestions
(`scenario_trips.py`), what customers say and need (`scenario_ratings.py`), what could not be solved on site
(`scenario_escalations.py`).

Nothing is written into a state: each step is the public action behind the button, called as the user who
would press it, with no more than his rights. Dates are relative to the day of the play. A second play leaves
what exists alone.

    import runpy
    runpy.run_path("data/scenario.py")["play"](env)
"""

import base64
import io
import logging
import runpy
from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageDraw

from odoo.fields import Command, Date, Datetime

_logger = logging.getLogger("ops_dept.scenario")

MODULE = "__import__"
DEALS = Path(__file__).with_name("scenario_deals.py")
QUESTIONS_FILE = Path(__file__).with_name("scenario_questions.py")
HANDBOOK = Path(__file__).with_name("scenario_handbook.py")
CASES_FILE = Path(__file__).with_name("scenario_cases.py")
CUSTOMERS_FILE = Path(__file__).with_name("scenario_customers.py")
VISITS_FILE = Path(__file__).with_name("scenario_visits.py")
KIT_FILE = Path(__file__).with_name("scenario_kit.py")
TARGETS_FILE = Path(__file__).with_name("scenario_targets.py")
MONEY_FILE = Path(__file__).with_name("scenario_money.py")
NOTICES_FILE = Path(__file__).with_name("scenario_notices.py")
DUNNING_FILE = Path(__file__).with_name("scenario_dunning.py")
ACCEPTANCE_FILE = Path(__file__).with_name("scenario_acceptance.py")
PAPERS_FILE = Path(__file__).with_name("scenario_papers.py")
SERVICE_FILE = Path(__file__).with_name("scenario_service.py")
PORTAL_FILE = Path(__file__).with_name("scenario_portal.py")
LOGO_FILE = Path(__file__).with_name("scenario_logo.py")
SHIPMENTS_FILE = Path(__file__).with_name("scenario_shipments.py")
CUSTODY_FILE = Path(__file__).with_name("scenario_custody.py")
USE_OF_NAME_FILE = Path(__file__).with_name("scenario_use_of_name.py")
ADVICE_FILE = Path(__file__).with_name("scenario_advice.py")
VOLUMES_FILE = Path(__file__).with_name("scenario_volumes.py")
RECONCILIATION_FILE = Path(__file__).with_name("scenario_reconciliation.py")
PLANS_FILE = Path(__file__).with_name("scenario_plans.py")
MEETINGS_FILE = Path(__file__).with_name("scenario_meetings.py")
TRIPS_FILE = Path(__file__).with_name("scenario_trips.py")
ESCALATIONS_FILE = Path(__file__).with_name("scenario_escalations.py")
RATINGS_FILE = Path(__file__).with_name("scenario_ratings.py")
# What technical is asked about difficult products.
QUESTION = "介质、温度、压力见客户技术要求，请确认型号和参数。"
CONTEXT = {"lang": "zh_CN", "tz": "Asia/Shanghai"}

# Each quotation: external id; consultant, customer, days since its date, days of validity, opportunity, the
# customer's reference; lines (internal reference, quantity, discount %); steps (who, what, with what).
QUOTATIONS = (
    # --- not submitted
    {
        "id": "quotation_01",
        "by": ("sc1", "customer_005", 0, 30, "lead_08", "电话询价 澹川设备部"),
        "lines": (("FM-Q41F50", 15, 0), ("FM-Z41H100", 8, 0), ("FM-H44", 4, 0)),
        "steps": (),
    },
    {
        "id": "quotation_02",
        "by": ("sc3", "customer_033", 1, 20, None, "微信询价 9月轴承备件"),
        "lines": (("ZC-6310", 40, 0), ("ZC-UCP208", 12, 5), ("RH-TC50", 60, 0)),
        "steps": (),
    },
    {
        "id": "quotation_03",
        "by": ("fm1", "customer_046", 2, 30, "lead_38", "网站询盘 PLF090试用"),
        "lines": (("DJ-PLF90", 4, 0), ("QD-SV750", 4, 0)),
        "steps": (),
    },
    # --- technical's answer outstanding, in part, given
    {
        "id": "quotation_04",
        "by": ("sc2", "customer_015", 1, 30, "lead_15", "XH-CG-1108"),
        "lines": (("YB-VORTEX", 18, 3), ("YB-TT", 18, 0), ("FW-DEBUG", 6, 0)),
        "steps": (("sc2", "ask_technical"),),
    },
    {
        "id": "quotation_05",
        "by": ("sc1", "customer_002", 3, 30, "lead_03", "LQ-PO-Q-0917"),
        "lines": (("ZX-MTJ120", 12, 0), ("CG-VISION", 6, 4), ("QD-SV400", 24, 0)),
        "steps": (
            ("sc1", "ask_technical"),
            (
                "te1",
                "answer",
                {"ZX-MTJ120": ("MTJ120-R15-1500-ML", "负载35kg，行程1500mm，马达左侧折返，法兰配60机座伺服")},
            ),
        ),
    },
    {
        "id": "quotation_06",
        "by": ("sc2", "customer_026", 4, 30, "lead_27", "惠垣装配车间 丝杠图纸 HY-3210"),
        "lines": (("ZX-SFU3210", 20, 0), ("ZX-BK15", 20, 0)),
        "steps": (
            ("sc2", "ask_technical"),
            (
                "te1",
                "answer",
                {
                    "ZX-SFU3210": (
                        "SFU3210-4-C7-1200",
                        "右旋，单螺母，固定端按图HY-3210加工，支撑端φ20h7，防锈油封装",
                    )
                },
            ),
        ),
    },
    # --- at purchasing
    {
        "id": "quotation_07",
        "by": ("sc1", "customer_010", 1, 45, "lead_12", "盛屿节能改造 技询2026-07"),
        "lines": (("DJ-YE4-225M", 32, 2), ("FW-INSTALL", 8, 0)),
        "steps": (("sc1", "submit"),),
    },
    {
        "id": "quotation_08",
        "by": ("sc3", "customer_031", 2, 30, "lead_33", "秀沣造纸 传动部 变频询价单"),
        "lines": (("QD-VF0370", 30, 3), ("QD-VF0750", 8, 3), ("FW-DEBUG", 10, 0)),
        "steps": (("sc3", "submit"), ("pu1", "offer", {"QD-VF0370": "厂家可分两批，首批20台现货"})),
    },
    {
        "id": "quotation_09",
        "by": ("fm1", "customer_042", 3, 30, None, "RFQ-PY-26-0331"),
        "lines": (("CG-ENCABS", 16, 0), ("ZX-KK60", 6, 0)),
        "steps": (("ss2", "submit"), ("pu1", "offer", {"CG-ENCABS": "PROFINET型，原厂备库"})),
    },
    # --- at the sales manager
    {
        "id": "quotation_10",
        "by": ("sc1", "customer_003", 1, 30, "lead_05", "沪浏焊装 气缸改造清单"),
        "lines": (("QY-SC63", 60, 5), ("QY-SDA40", 20, 5), ("QY-4V210", 80, 0)),
        "steps": (("sc1", "submit"),),
    },
    {
        "id": "quotation_11",
        "by": ("sc2", "customer_017", 2, 30, "lead_20", "武垣泵站 流量计"),
        "lines": (("YB-EMF200", 20, 4),),
        "steps": (
            ("ss1", "submit"),
            ("pu1", "offer", {"YB-EMF200": "12月下旬可到15台，其余1月上旬"}),
            ("pu1", "approve", "交期、进价已与厂家书面确认"),
        ),
    },
    {
        "id": "quotation_12",
        "by": ("sh1", "customer_058", 0, 15, None, "门店询价"),
        "lines": (("RH-FOOD", 2, 0), ("ZC-UCF210", 6, 0), ("CD-16A1", 10, 0)),
        "steps": (("sh1", "submit"),),
    },
    # --- at the company leader
    {
        "id": "quotation_13",
        "by": ("sc1", "customer_001", 2, 45, "lead_01", "ZJ-2027-年度框架-轴承"),
        "lines": (("ZC-22220", 160, 0), ("ZC-22216", 120, 0), ("ZC-NU2210", 300, 0), ("ZC-6312", 400, 0)),
        "steps": (
            ("sc1", "submit"),
            ("pu1", "offer", {"ZC-22220": "按季度排产，首批40只库存"}),
            ("pu1", "approve", "年度量已谈妥，价格锁定到明年6月"),
            ("sm1", "approve", "老客户年度框架，毛利可接受，请领导定"),
        ),
    },
    {
        "id": "quotation_14",
        "by": ("sc2", "customer_028", 3, 30, "lead_28", "铜岳 新客户首单"),
        "lines": (("DJ-P3NB", 2, 0),),
        "steps": (
            ("sm1", "mark_major"),
            ("sc2", "ask_technical"),
            (
                "te1",
                "answer",
                {
                    "DJ-P3NB": (
                        "B3SH08-45-A",
                        "三级直角轴，速比45，服务系数1.5，逆止方向从输出端看顺时针，强制润滑",
                    )
                },
            ),
            ("sc2", "submit"),
            ("pu1", "offer", {"DJ-P3NB": "非库存，含铸件排产"}),
            ("pu1", "approve", "厂家要求预付30%"),
            ("sm1", "approve", "首次合作客户，付款方式请领导把关"),
        ),
    },
    # --- approved
    {
        "id": "quotation_15",
        "by": ("sc3", "customer_029", 4, 30, "lead_29", "BL-AUTO-2215"),
        "lines": (("CG-LASER", 24, 0), ("CG-FIBER", 60, 0)),
        "steps": (
            ("sc3", "ask_technical"),
            (
                "te1",
                "answer",
                {"CG-LASER": ("LD-100-485", "量程65-135mm，白色陶瓷面已实测，重复精度18μm，RS485+4-20mA")},
            ),
            ("sc3", "submit"),
            ("sm2", "approve", "样机已测，可以报"),
        ),
    },
    {
        "id": "quotation_16",
        "by": ("sc2", "customer_016", 5, 30, "lead_17", "CY-ZB-2026-018"),
        "lines": (("FM-CV50", 18, 2), ("FM-CVSTEAM", 13, 2), ("FM-PD671", 10, 0), ("FW-INSTALL", 12, 0)),
        "steps": (
            ("sc2", "ask_technical"),
            (
                "te1",
                "answer",
                {
                    "FM-CV50": (
                        "ZJHP-16K-DN50-Kv40",
                        "介质循环水80℃，压差0.35MPa，气开，智能定位器HART，泄漏等级IV",
                    ),
                    "FM-CVSTEAM": (
                        "ZDLP-25-DN80-Kv100",
                        "饱和蒸汽1.0MPa/184℃，散热阀盖，4-20mA输入，断电保位",
                    ),
                },
            ),
            ("sc2", "submit"),
            ("pu1", "offer", {"FM-CV50": "授权书同步办理", "FM-CVSTEAM": "执行器进口件，交期已含"}),
            ("pu1", "approve", "原厂授权书已寄出"),
            ("sm1", "approve", "按招标控制价九五折以内报"),
            ("ld", "approve", "同意，按此价投"),
        ),
    },
    {
        "id": "quotation_17",
        "by": ("sc1", "customer_007", 3, 30, None, "吴垣食品 二期润滑"),
        "lines": (("RH-FOOD", 12, 3), ("RH-EP2", 10, 0)),
        "steps": (("sc1", "submit"), ("sm1", "approve")),
    },
    # --- sent to the customer
    {
        "id": "quotation_18",
        "by": ("fm1", "customer_042", 6, 30, "lead_37", "RFQ-PY-26-0318"),
        "lines": (("ZX-KK60", 12, 3), ("DJ-PLF90", 12, 0)),
        "steps": (("fm1", "submit"), ("sm2", "approve", "OK to send"), ("fm1", "send")),
    },
    {
        "id": "quotation_19",
        "by": ("sc3", "customer_035", 7, 30, "lead_36", "QY-GF-2026-221"),
        "lines": (("DQ-UPS", 120, 6), ("DQ-PS240", 60, 4)),
        "steps": (("sc3", "submit"), ("sm2", "approve", "送样测试通过后再谈降价"), ("ss2", "send")),
    },
    {
        "id": "quotation_20",
        "by": ("sc1", "customer_002", 8, 30, "lead_04", "LQ-PO-Q-0922"),
        "lines": (("QD-SV750", 110, 3),),
        "steps": (
            ("sc1", "submit"),
            ("sm1", "approve", "量大，同意让利3%"),
            ("ld", "approve", "同意"),
            ("sc1", "send"),
        ),
    },
    # --- confirmed
    {
        "id": "quotation_21",
        "by": ("sc1", "customer_001", 13, 30, "lead_02", "ZJ-2026-3号线"),
        "lines": (("CD-S8M1600", 48, 0), ("CD-HTD14M", 40, 4), ("CD-PL8M30", 60, 0)),
        "steps": (
            ("sc1", "submit"),
            ("sm1", "approve", "元旦停机更换，交期没问题"),
            ("sc1", "send"),
            ("ss1", "confirm"),
        ),
    },
    {
        "id": "quotation_22",
        "by": ("sc1", "customer_004", 16, 30, "lead_07", "虞岳络筒机备件11月"),
        "lines": (("CD-PUAT10", 120, 0), ("CD-S8M1600", 80, 5)),
        "steps": (("ss1", "submit"), ("sm1", "approve"), ("ss1", "send"), ("ss1", "confirm")),
    },
    {
        "id": "quotation_23",
        "by": ("sc2", "customer_015", 10, 30, "lead_16", "XH-CG-1102"),
        "lines": (("YB-YTN100", 600, 5), ("YB-DP3051", 2, 0)),
        "steps": (
            ("sc2", "submit"),
            ("pu1", "offer", {"YB-DP3051": "库存"}),
            ("pu1", "approve"),
            ("sm1", "approve", "老客户，按上次价"),
            ("sc2", "send"),
            ("ss1", "confirm"),
        ),
    },
    # --- refused, by each who may
    {
        "id": "quotation_24",
        "by": ("sc3", "customer_038", 5, 30, None, "椒垣泵业 机封年度"),
        "lines": (("RH-MECH", 80, 22), ("RH-TC50", 300, 15)),
        "steps": (("sc3", "submit"), ("sm2", "refuse", "机封折扣22%超出权限，毛利不足10%，请按九折重报。")),
    },
    {
        "id": "quotation_25",
        "by": ("sc2", "customer_019", 4, 30, "lead_22", "浦沣冻干机 仪表清单"),
        "lines": (("YB-RADAR", 6, 0), ("YB-PT3051", 20, 0)),
        "steps": (
            ("sc2", "submit"),
            ("pu1", "offer", {"YB-RADAR": "卫生型接口需定制，45天"}),
            ("pu1", "refuse", "客户要求两周到货，卫生型雷达液位计厂家最快45天，请先与客户确认交期。"),
        ),
    },
    {
        "id": "quotation_26",
        "by": ("sm1", "customer_050", 6, 30, "lead_40", "SYSW-2026-泵房二期"),
        "lines": (("YB-RADAR", 20, 6), ("YB-EMF200", 38, 6), ("YB-PT3051", 60, 5)),
        "steps": (
            ("ss1", "submit"),
            ("pu1", "offer", {"YB-RADAR": "分三批", "YB-EMF200": "分三批，每批间隔两周"}),
            ("pu1", "approve"),
            ("sm2", "approve", "代陆经理审核，技术配置齐全"),
            ("ld", "refuse", "招标控制价已公布，付款条件没有谈清，先落实进度款比例再报。"),
        ),
    },
    # --- refused, put right and submitted again
    {
        "id": "quotation_27",
        "by": ("sc2", "customer_023", 7, 30, "lead_26", "崇岳 电缆三家比价"),
        "lines": (("DQ-YJV", 800, 8), ("DQ-MCCB250", 40, 0)),
        "steps": (
            ("sc2", "submit"),
            ("sm1", "refuse", "铜价在涨，电缆不能让8个点，有效期缩到7天再报。"),
            ("sc2", "change", {"DQ-YJV": {"discount": 3}}, 7),
            ("sc2", "submit"),
        ),
    },
    # --- withdrawn by the one who asked
    {
        "id": "quotation_28",
        "by": ("sc3", "customer_032", 3, 30, None, "南浔木业 锯轴轴承"),
        "lines": (("ZC-7210", 64, 0), ("ZC-51210", 32, 0)),
        "steps": (("sc3", "submit"), ("sc3", "withdraw")),
    },
    # --- approved, then changed for the worse: the approval is taken back
    {
        "id": "quotation_29",
        "by": ("sc1", "customer_006", 6, 30, "lead_09", "港沣行车 减速机"),
        "lines": (("DJ-R77", 6, 0), ("CD-LX4", 6, 0)),
        "steps": (
            ("sc1", "submit"),
            ("sm1", "approve", "可以"),
            ("sc1", "change", {"DJ-R77": {"discount": 7}}),
        ),
    },
    # --- cancelled while it was being decided
    {
        "id": "quotation_30",
        "by": ("fm1", "customer_047", 9, 20, None, "金沣涂料 计量泵电机"),
        "lines": (("DJ-YE3-90L", 4, 0),),
        "steps": (("fm1", "submit"), ("fm1", "cancel")),
    },
    # --- abroad: in English and US dollars
    {
        "id": "quotation_31",
        "by": ("sc1", "customer_061", 1, 45, None, "GLM-RFQ-2291"),
        "export": ("account.incoterm_FOB", "Shanghai"),
        "lines": (("DJ-YE3-160M", 12, 0), ("ZC-6310", 200, 5), ("FM-Q41F50", 40, 0), ("CG-LOAD", 24, 0)),
        "steps": (("sc1", "submit"), ("sm1", "approve"), ("sc1", "send")),
    },
)

# Who is away, who acts for him, first and last day from today on, and what is handed over.
ABSENCES = (
    ("absence_01", "sh1", "sm2", 0, 4, "approvals"),
    ("absence_02", "sm1", "ld", 7, 9, "both"),
)


def play(env, progress=None):
    """Bring the demo company's quotations into their states, and its deals to their steps.

    :param env: of the loaded demo company; its user only looks people up and marks what was played
    :param progress: called with one line of text per quotation; the log when left out
    :return: the quotations, new ones and those of an earlier play
    """
    say = progress or _logger.info
    stage = _Stage(env)
    runpy.run_path(str(LOGO_FILE))["put_logo"](stage.company)
    stage.customers.play(say)
    orders = env["sale.order"]
    for plot in QUOTATIONS:
        order = stage.known(plot["id"])
        if not order:
            with env.cr.savepoint():
                order = stage.perform(plot)
            say(f"{order.name}  {order.state} / {order.ops_approval_state}  {order.partner_id.name}")
        orders |= order
    stage.deals.play(say)
    stage.money.play(say)
    stage.papers.play(say)
    stage.dunning.play(say)
    stage.custody.play(say)
    stage.notices.play(say)
    stage.acceptances.play(say)
    stage.service.play(say)
    stage.portal.play(say)
    stage.shipments.play(say)
    stage.reconciliation.play(say)
    stage.volumes.play(say)
    stage.advice.play(say)
    stage.use_of_name.play(say)
    stage.visits.play(say)
    stage.ratings.play(say)
    stage.escalations.play(say)
    stage.kits.play(say)
    stage.targets.play(say)
    stage.plans.play(say)
    stage.meetings.play(say)
    stage.trips.play(say)
    stage.questions.play(say)
    stage.handbook.play(say)
    stage.cases.play(say)
    for absence in ABSENCES:
        stage.go_away(*absence)
    stage.keep_deadlines_ahead()
    return orders


class _Stage:
    """The people of the demo company and what they can do."""

    def __init__(self, env):
        self.env = env(context={**env.context, **CONTEXT})
        self.company = self.ref("base.main_company")
        self.today = Date.context_today(self.env["sale.order"])
        self.deals = runpy.run_path(str(DEALS))["Deals"](self)
        self.questions = runpy.run_path(str(QUESTIONS_FILE))["Questions"](self)
        self.handbook = runpy.run_path(str(HANDBOOK))["Handbook"](self)
        self.cases = runpy.run_path(str(CASES_FILE))["Cases"](self)
        self.customers = runpy.run_path(str(CUSTOMERS_FILE))["Customers"](self)
        self.visits = runpy.run_path(str(VISITS_FILE))["Visits"](self)
        self.kits = runpy.run_path(str(KIT_FILE))["Kits"](self)
        self.escalations = runpy.run_path(str(ESCALATIONS_FILE))["Escalations"](self)
        self.ratings = runpy.run_path(str(RATINGS_FILE))["Ratings"](self)
        self.trips = runpy.run_path(str(TRIPS_FILE))["Trips"](self)
        self.plans = runpy.run_path(str(PLANS_FILE))["Plans"](self)
        self.meetings = runpy.run_path(str(MEETINGS_FILE))["Meetings"](self)
        self.targets = runpy.run_path(str(TARGETS_FILE))["Targets"](self)
        money = runpy.run_path(str(MONEY_FILE))
        self.money, self.money_debt = money["Money"](self), money["DEBT"]
        self.dunning = runpy.run_path(str(DUNNING_FILE))["Letters"](self)
        self.notices = runpy.run_path(str(NOTICES_FILE))["Notices"](self)
        self.acceptances = runpy.run_path(str(ACCEPTANCE_FILE))["Acceptances"](self)
        self.papers = runpy.run_path(str(PAPERS_FILE))["Papers"](self)
        self.service = runpy.run_path(str(SERVICE_FILE))["Service"](self)
        self.portal = runpy.run_path(str(PORTAL_FILE))["Portal"](self)
        self.shipments = runpy.run_path(str(SHIPMENTS_FILE))["Shipments"](self)
        self.custody = runpy.run_path(str(CUSTODY_FILE))["Custody"](self)
        self.use_of_name = runpy.run_path(str(USE_OF_NAME_FILE))["UseOfName"](self)
        self.advice = runpy.run_path(str(ADVICE_FILE))["Advice"](self)
        self.volumes = runpy.run_path(str(VOLUMES_FILE))["Volumes"](self)
        self.reconciliation = runpy.run_path(str(RECONCILIATION_FILE))["Reconciliation"](self)

    def ref(self, xml_id):
        return self.env.ref(xml_id if "." in xml_id else f"{MODULE}.{xml_id}")

    def known(self, xml_id):
        return self.env.ref(f"{MODULE}.{xml_id}", raise_if_not_found=False)

    def env_of(self, login):
        """Return the environment of a person: no superuser, only the demo company."""
        context = {**self.env.context, "allowed_company_ids": self.company.ids}
        return self.env(user=self.ref(f"user_{login}").id, su=False, context=context)

    @staticmethod
    def sign(login):
        """Return a signature as it is drawn on the screen: strokes, different for each person."""
        picture = Image.new("RGBA", (240, 90), (255, 255, 255, 0))
        pen = ImageDraw.Draw(picture)
        steps = [sum(login.encode()) * (number + 3) % 60 for number in range(12)]
        points = [(12 + 18 * number, 15 + step) for number, step in enumerate(steps)]
        pen.line(points, fill=(20, 30, 90, 255), width=4, joint="curve")
        content = io.BytesIO()
        picture.save(content, "PNG")
        return base64.b64encode(content.getvalue())

    def product(self, code):
        return self.ref("product_" + code.lower().replace("-", "_")).product_variant_id

    # --- one quotation

    def perform(self, plot):
        login, customer, days_old, days_valid, lead, reference = plot["by"]
        export = plot.get("export")
        order = self.env_of(login)["sale.order"].create(
            {
                **({"incoterm": self.ref(export[0]).id, "incoterm_location": export[1]} if export else {}),
                "partner_id": self.ref(customer).id,
                "opportunity_id": lead and self.ref(lead).id,
                "client_order_ref": reference,
                "date_order": Datetime.now() - timedelta(days=days_old),
                "validity_date": self.today + timedelta(days=days_valid),
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product(code).id,
                            "product_uom_qty": quantity,
                            # left out when none, so that the price list's own discount stays
                            **({"discount": discount} if discount else {}),
                            # no VAT on what is exported
                            **({"tax_ids": [Command.clear()]} if export else {}),
                        }
                    )
                    for code, quantity, discount in plot["lines"]
                ],
            }
        )
        for who, verb, *with_what in plot["steps"]:
            getattr(self, f"do_{verb}")(order.with_env(self.env_of(who)), *with_what)
        order = order.with_env(self.env)
        self.note(plot["id"], order)
        return order

    def note(self, xml_id, record):
        """Keep the play's own bookmark, by which a second play finds what exists; nothing of the record."""
        self.env["ir.model.data"].sudo()._update_xmlids(
            [{"xml_id": f"{MODULE}.{xml_id}", "record": record, "noupdate": True}]
        )

    # --- the people

    def go_away(self, xml_id, login, deputy, first, last, scope):
        """Let a person enter when he is away and who acts for him."""
        if self.known(xml_id):
            return
        absence = self.env_of(login)["ops.absence"].create(
            {
                "deputy_id": self.ref(f"user_{deputy}").id,
                "date_from": self.today + timedelta(days=first),
                "date_to": self.today + timedelta(days=last),
                "scope": scope,
            }
        )
        self.note(xml_id, absence.with_env(self.env))

    # --- the buttons

    def do_ask_technical(self, order):
        action = order.action_ops_ask_technical()
        ask = order.env[action["res_model"]].browse(action["res_id"])
        ask.line_ids.question = QUESTION
        ask.action_ask()

    def do_answer(self, order, answers):
        """Technical states model and parameters of some difficult lines."""
        for code, (model, parameters) in answers.items():
            question = self._question(order, "technical", code)
            question.write({"answer_model": model, "answer_parameters": parameters})
            question.action_answer()

    def do_offer(self, order, remarks):
        """Purchasing confirms what the vendor price list proposes for some key lines."""
        for code, remark in remarks.items():
            question = self._question(order, "purchasing", code)
            question.remark = remark
            question.action_answer()

    def _question(self, order, department, code):
        return order.env["ops.help.request"].search(
            [
                ("order_id", "=", order.id),
                ("department", "=", department),
                ("product_id", "=", self.product(code).id),
                ("state", "=", "open"),
            ]
        )

    def do_submit(self, order):
        order.action_ops_submit()

    def do_withdraw(self, order):
        order.action_ops_withdraw()

    def do_approve(self, order, comment=None):
        order.action_ops_approve(comment)

    def do_refuse(self, order, reason):
        order.action_ops_refuse(reason)

    def do_mark_major(self, order):
        order.ops_major_marked = True

    def do_change(self, order, changes, days_valid=None):
        """Edit lines (and the validity), as one does on the form."""
        lines = {self.product(code).id: values for code, values in changes.items()}
        values = {
            "order_line": [
                Command.update(line.id, lines[line.product_id.id])
                for line in order.order_line
                if line.product_id.id in lines
            ]
        }
        if days_valid:
            values["validity_date"] = self.today + timedelta(days=days_valid)
        order.write(values)

    def do_send(self, order):
        order.action_quotation_sent()

    def do_confirm(self, order):
        """Support issues the contract, the consultant has it decided and signs, support enters it."""
        self.deals.confirm(order)

    def do_cancel(self, order):
        order.action_cancel()

    # --- opportunities

    def keep_deadlines_ahead(self):
        """Let consultants move expected closings that have passed: the files carry fixed dates."""
        leads = self.env["crm.lead"].search(
            [("date_deadline", "<", self.today), ("stage_id.is_won", "=", False)]
        )
        imported = set(
            self.env["ir.model.data"]
            .sudo()
            .search([("module", "=", MODULE), ("model", "=", "crm.lead")])
            .mapped("res_id")
        )
        for number, lead in enumerate(
            leads.filtered(lambda each: each.id in imported and each.user_id).sorted("id")
        ):
            own = self.env(user=lead.user_id.id, su=False)
            lead.with_env(own).date_deadline = self.today + timedelta(days=7 + 5 * number)
