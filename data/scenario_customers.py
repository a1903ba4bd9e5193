"""The demo company's customers: districts, what their consultants know of them, competitors, and research on
leads.

Three key customers agreed to be named; some files have gaps, as in life.
"""

# The manager's districts, and the cities in each.
DISTRICTS = {
    "district_sn": (
        "苏南",
        "base.state_cn_JS",
        "苏州市 昆山市 太仓市 常熟市 张家港市 无锡市 江阴市 常州市 宜兴市 南京市 镇江市",
    ),
    "district_sb": ("苏北", "base.state_cn_JS", "扬州市 泰州市 南通市 靖江市 盐城市 徐州市"),
    "district_zb": ("浙北", "base.state_cn_ZJ", "杭州市 宁波市 嘉兴市 湖州市 绍兴市 海宁市 桐乡市 嘉善县"),
    "district_sh": ("上海", "base.state_cn_SH", "上海市"),
}
# Competitors, and our strengths against each.
COMPETITORS = {
    "competitor_01": (
        "苏州华岭轴承经销有限公司",
        "昆山市",
        "我方有技术部现场选型，急件当天送到；报价含安装指导。",
    ),
    "competitor_02": (
        "杭州启锐自动化设备有限公司",
        "杭州市",
        "我方备件库存全，两小时响应；框架协议价格一年不变。",
    ),
}
# What consultants know: customer, business, potential, why, present supplier, why there, situation, needs.
KNOWN = (
    (
        "customer_001",
        "精密减速机",
        "a",
        "明年扩建二期车间",
        "competitor_01",
        "多年往来，账期90天",
        "两班满产，3号线年底检修，明年一季度采购轴承备件。",
        ("轴承备件按季度交货", "希望月结60天"),
    ),
    (
        "customer_002",
        "自动装配线",
        "a",
        "在手订单12台套",
        None,
        None,
        "新接汽车电子订单，模组选型本月定。",
        ("模组末端负载35kg的选型支持",),
    ),
    (
        "customer_015",
        "换热机组",
        "b",
        "年采购约60万元",
        "competitor_02",
        "本地送货快",
        "出口订单减少，单班生产；春节前集中检修。",
        ("换热机组配套密封件",),
    ),
    (
        "customer_004",
        "纺织机械",
        "c",
        "设备更新放缓",
        None,
        None,
        "平稳，年内没有新项目。",
        ("备件按单供货，不压库存",),
    ),
    (
        "customer_029",
        "医疗器械",
        "b",
        "新厂区明年投产",
        "competitor_02",
        "进口件价格低",
        None,
        ("洁净车间用润滑脂",),
    ),
    (
        "customer_031",
        "造纸",
        "b",
        "两条纸机，备件年耗约50万元",
        None,
        None,
        None,
        ("烘缸轴承明年统一招标",),
    ),
)
# Sales aims, and the customers chosen for each.
AIMS = {
    "aim_stop": ("元旦停机检修备件", ("customer_001", "customer_003", "customer_015", "customer_016")),
    "aim_frame": ("明年框架协议", ("customer_002", "customer_004", "customer_017", "customer_029")),
}
NAMED = ("customer_001", "customer_002", "customer_029")
# Research on leads: lead, district, business, potential, why, competitor, why there, strategy, fact.
RESEARCH = (
    (
        "lead_01", "district_sn", "精密减速机", "a", "框架协议一年约28万元", "competitor_01", "账期长",
        "先拿急件，用送货速度打开局面，再谈框架。", "客户年报：明年扩建二期车间",
    ),
    (
        "lead_04", "district_sn", "自动装配线", "a", "110套伺服", "competitor_02", "单价低5%",
        "配套安装指导和备件保障，不单拼价格。", "采购总监在展会上说明年产能翻番",
    ),
)  # fmt: skip


class Customers:
    """What the manager and the consultants do about their customers' files."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Draw the districts, fill in what is known, name competitors, research two leads."""
        if self.stage.known("district_sn"):
            return
        self._draw_districts()
        self._name_competitors()
        for known in KNOWN:
            self._fill_in(*known)
        for name in NAMED:
            self._file(name).may_be_named = True
        for aim in AIMS.items():
            self._aim(*aim)
        for research in RESEARCH:
            self._research(*research)
        say(f"{len(KNOWN)} customer files")

    def _draw_districts(self):
        districts = self.stage.env_of("sm1")["ops.district"]
        by_city = {}
        for xml_id, (name, state, cities) in DISTRICTS.items():
            district = districts.create({"name": name, "state_id": self.stage.ref(state).id})
            self.stage.note(xml_id, district.with_env(self.stage.env))
            by_city.update(dict.fromkeys(cities.split(), district))
        # the leader knows them all
        for customer in self.stage.env_of("ld")["ops.customer"].search([("district_id", "=", False)]):
            customer.district_id = by_city.get(customer.partner_id.city)
        for lead in self.stage.env_of("ld")["crm.lead"].search([("ops_district_id", "=", False)]):
            lead.ops_district_id = by_city.get(lead.city or lead.partner_id.city)

    def _aim(self, xml_id, aim):
        name, customers = aim
        campaign = self.stage.env_of("sm1")["utm.campaign"].create({"title": name})
        self.stage.note(xml_id, campaign.with_env(self.stage.env))
        for customer in customers:
            self._file(customer).campaign_id = campaign

    def _name_competitors(self):
        contacts = self.stage.env_of("sc1")["res.partner"]
        for xml_id, (name, city, strengths) in COMPETITORS.items():
            values = {"name": name, "city": city, "is_company": True}
            competitor = contacts.create({**values, "ops_is_competitor": True, "ops_strengths": strengths})
            self.stage.note(xml_id, competitor.with_env(self.stage.env))

    def _file(self, name):
        """Return a customer's file as its consultant sees it."""
        partner = self.stage.ref(name)
        consultant = self.stage.env_of(partner.user_id.login)
        return consultant["ops.customer"]._get_of(partner.with_env(consultant))

    def _fill_in(self, name, business, potential, reason, supplier, why, situation, needs):
        customer = self._file(name)
        customer.write(
            {
                "ops_business": business,
                "ops_potential": potential,
                "ops_potential_reason": reason,
                "source_id": self.stage.ref("source_visit").id,
                "ops_competitor_id": supplier and self.stage.ref(supplier).id,
                "ops_competitor_reason": why,
                "fact_ids": [(0, 0, {"kind": "need", "text": need, "source": "面谈"}) for need in needs],
            }
        )
        if situation:
            customer.action_note_situation(situation)

    def _research(self, name, district, business, potential, reason, competitor, why, strategy, fact):
        lead = self.stage.ref(name)
        lead.with_env(self.stage.env_of(lead.user_id.login)).write(
            {
                "ops_district_id": self.stage.ref(district).id,
                "ops_business": business,
                "ops_potential": potential,
                "ops_potential_reason": reason,
                "ops_competitor_id": self.stage.ref(competitor).id,
                "ops_competitor_reason": why,
                "ops_strategy": strategy,
                "ops_fact_ids": [(0, 0, {"text": fact, "source": "新闻"})],
            }
        )
