"""The demo company's service cases: one to confirm, one with technical, a repair at the maker, a return to
credit, an exchange, one that the customer was told about.

The play puts the clock back: what is at the maker today came in weeks ago.
"""

from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

from odoo.fields import Command

ASKED = {
    "by": "ss1",
    "for": "customer_027",
    "name": "触摸屏开机后黑屏",
    "words": "设备部孙工来电：触摸屏断电重启后一直黑屏，生产线停着，希望尽快派人。",
    "process": "after_sales",
}
ON_SITE = {
    "by": "sc1",
    "for": "customer_006",
    "name": "蝶阀执行器动作卡顿",
    "words": "现场反映 3 号蝶阀开到一半停住，手动可以转动，怀疑执行器力矩不够。",
    "process": "after_sales",
}
SOLVED = {
    "by": "ss1",
    "for": "customer_016",
    "name": "压力表读数偏高",
    "words": "客户反映更换后的压力表读数比旧表高约 0.2 MPa。",
    "process": "after_sales",
    "result": "电话指导客户在零压下校零，读数恢复正常。",
}
REPAIR = {
    "by": "ss1",
    "for": "customer_027",
    "product": "QD-VF0022",
    "name": "变频器报过流故障",
    "words": "变频器启动三秒后报 OC1，客户已换过电机电缆，故障依旧。",
    "process": "repair",
    "fault": "启动即报 OC1 过流",
    "accessories": "操作面板、说明书",
}
RETURNED = {
    "by": "ss1",
    "for": "customer_003",
    "product": "CG-GD30",
    "quantity": 4,
    "name": "光电开关型号不符",
    "words": "客户收到的光电开关有 4 只是漫反射型，订的是对射型，要求退货。",
    "process": "return",
    "reason": "型号与订单不符",
    "fault_of": "us",
}
EXCHANGED = {
    "by": "ss1",
    "for": "customer_020",
    "product": "ZC-UCP208",
    "quantity": 3,
    "name": "轴承座有裂纹",
    "words": "客户安装时发现 3 只轴承座铸件有裂纹，无法使用，要求更换。",
    "process": "exchange",
    "reason": "铸件裂纹",
    "fault_of": "maker",
}
LONG_AGO, RECEIVED, AT_MAKER, LATELY, YESTERDAY = -18, -15, -12, -4, -1


class Service:
    """Customers' problems at every step, each brought there by the people whose turn it was."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known("service_01"):
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        with freeze_time(now) as clock:
            self.clock, self.now = clock, now
            cases = [self._repair(), self._return(), self._solved(), self._on_site()]
            exchanged = self._exchange()
            clock.move_to(now)
            cases += [self._ask(self._open(ASKED)), exchanged]
        for number, case in enumerate(cases, start=1):
            self.stage.note(f"service_{number:02}", case.with_env(self.stage.env))
        say(", ".join(f"{case.number} {case.ops_step}" for case in cases))

    # --- the cases

    def _repair(self):
        """A drive comes in, cannot be repaired and is with the maker."""
        self._at(LONG_AGO)
        case = self._confirm(self._ask(self._open(REPAIR)))
        self._as(case, "te1").action_ops_take_up()
        self._at(RECEIVED)
        self._as(case, "ss1").action_ops_receive()
        self._carry(case)
        line = case.ops_line_ids
        self._as(line, "te1").action_judge(
            "not_repairable", "功率模块击穿，无法现场更换", is_fault_confirmed=True, customer_pays=False
        )
        self._as(line, "sc2").action_hand_over()
        self._at(AT_MAKER)
        maker = line.product_id.sudo().seller_ids[:1].partner_id or self.stage.ref("vendor_01")
        promised = self.stage.today + timedelta(days=6)
        self._as(line, "pu1").action_send(maker, "RMA-2611-052", promised)
        self._carry(case)
        self._lend(case, promised)
        return case

    def _lend(self, case, until):
        """While the maker has it, the customer runs on one of ours."""
        product = self._as(case.ops_line_ids.product_id, "ss1")
        self._as(case, "ss1").action_ops_lend(product, until)
        self._carry(case, "ops_loan_ids")

    def _return(self):
        """Switches of the wrong kind come back into stock; the credit note waits for finance."""
        self._at(LATELY)
        case = self._confirm(self._ask(self._open(RETURNED)))
        self._as(case, "te1").action_ops_take_up()
        self._as(case, "wh1").action_ops_receive()
        self._carry(case)
        self._as(case.ops_line_ids, "te1").action_judge("wrong_goods", "标签与实物不符，外观完好")
        self._at(YESTERDAY)
        self._as(case.ops_line_ids, "wh1").action_restock()
        self._carry(case)
        self._as(case, "ss1").action_ops_credit()
        return case

    def _exchange(self):
        """Cracked bearings are scrapped, others from stock take their place."""
        self._at(LATELY)
        case = self._confirm(self._ask(self._open(EXCHANGED)))
        self._as(case, "te1").action_ops_take_up()
        self._at(YESTERDAY)
        self._as(case, "wh1").action_ops_receive()
        self._carry(case)
        line = case.ops_line_ids
        self._as(line, "te1").action_judge("faulty", "铸件裂纹，非安装造成")
        self._as(line, "wh1").action_scrap()
        self._carry(case)
        self._as(line, "ss1").action_replace()
        self._carry(case)
        return case

    def _solved(self):
        """Settled by telephone; the salesperson told the customer."""
        self._at(LATELY)
        case = self._confirm(self._ask(self._open(SOLVED)))
        technical = self._as(case, "te1")
        technical.action_ops_take_up()
        technical.write(
            {"ops_dispatch": "no", "ops_dispatch_reason": "电话可指导解决", "ops_result": SOLVED["result"]}
        )
        technical.action_ops_solve()
        self._at(YESTERDAY)
        self._as(case, case.ops_salesman_id.login).action_ops_told(
            "phone", case.partner_id.name, "表示满意，以后校表前先来电确认。"
        )
        return case

    def _on_site(self):
        """Somebody goes there tomorrow."""
        self._at(YESTERDAY)
        case = self._confirm(self._ask(self._open(ON_SITE)))
        technical = self._as(case, "te1")
        technical.action_ops_take_up()
        technical.write({"ops_dispatch_reason": "电话无法判断，需带力矩扳手和备用执行器上门"})
        technical.action_ops_send_someone()
        tomorrow = datetime.combine(self.stage.today + timedelta(days=1), datetime.min.time())
        self.stage.env_of("te1")["ops.visit"].create(
            {**technical._prepare_visit(), "date_start": tomorrow + timedelta(hours=1, minutes=30)}
        )
        return case

    # --- the steps

    def _at(self, days):
        self.clock.move_to(self.now + timedelta(days=days))

    def _as(self, record, login):
        return record.with_env(self.stage.env_of(login))

    def _open(self, deal):
        env = self.stage.env_of(deal["by"])
        customer = self.stage.ref(deal["for"])
        bought = [("partner_id", "=", customer.id), ("order_line.qty_delivered", ">", 0)]
        if "product" in deal:
            bought.append(("order_line.product_id.default_code", "=", deal["product"]))
        order = env["sale.order"].search(bought, order="id desc", limit=1)
        contact = customer.child_ids.filtered(lambda person: person.type == "contact")[:1]
        vals = {
            "name": deal["name"],
            "description": f"<p>{deal['words']}</p>",
            "partner_id": (contact or customer).id,
            "ops_process": deal["process"],
            "ops_order_id": order.id,
            "ops_reason": deal.get("reason"),
            "ops_fault_of": deal.get("fault_of"),
            "channel_id": env.ref("helpdesk_mgmt.helpdesk_ticket_channel_phone").id,
        }
        if "product" in deal:
            sold = order.order_line.filtered(lambda line: line.product_id.default_code == deal["product"])
            line = {
                "product_id": sold.product_id.id,
                "quantity": deal.get("quantity", 1),
                "order_line_id": sold.id,
                "fault": deal.get("fault"),
                "accessories": deal.get("accessories"),
            }
            vals["ops_line_ids"] = [Command.create(line)]
        return env["helpdesk.ticket"].create(vals)

    def _ask(self, case):
        case.action_ops_submit()
        return case

    def _confirm(self, case):
        manager = case.sudo().ops_team_id.user_id.login
        self._as(case, manager).action_ops_approve()
        return case

    def _carry(self, case, of="ops_line_ids"):
        """The warehouse validates what lies ready for the case: its goods, or what is lent."""
        moves = case.sudo()[of].move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        for picking in moves.picking_id:
            keeper = self._as(picking, "wh1")
            keeper.move_ids.write({"picked": True})
            keeper.button_validate()
