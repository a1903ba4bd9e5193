"""The demo company's deals: one at every step from the inquiry to the money received.

Played by `scenario.py` after its quotations, by the same people and through the same buttons. A second play
leaves what exists alone.
"""

from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from unittest.mock import patch

from PIL import Image, ImageDraw

from odoo.fields import Command, Date, Datetime

# A page that stands for the scan of a signed contract: the smallest PDF that viewers and thumbnails open.
# Code that the printed special invoices of the demo company count in.
PRINTED_CODE = "3200194130"
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>> endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n0000000103 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n167\n%%EOF\n"
)

# Each deal: external id; consultant, customer, opportunity; lines (internal reference, quantity, discount %);
# steps (who, what, with what). "sign", "ship" and the like are chains of one person's buttons. What began
# earlier goes on today.
DEALS = (
    # --- inquiry and tender
    {
        "id": "deal_01",
        "by": ("sc2", "customer_020", "lead_23"),
        "steps": (("sc2", "bid", "inquiry", 82_000, 20, "船用截止阀、球阀一批，需船检证书，先问能否提供。"),),
    },
    {
        "id": "deal_02",
        "by": ("sc3", "customer_029", "lead_30"),
        "steps": (
            ("sc3", "bid", "comparison", 73_000, 15, "阀岛8套、三联件20套，PROFINET总线，IP65，三家比价。"),
            ("sc3", "report"),
        ),
    },
    {
        "id": "deal_03",
        "by": ("sc3", "customer_033", "lead_35"),
        "steps": (
            ("sc3", "bid", "inquiry", 104_000, 30, "电动蒸汽调节阀10台，压差与温度参数不全。"),
            ("sc3", "report"),
            ("sm2", "decline", "压差、温度都没有，选不了型；参数补齐后再报上来。"),
        ),
    },
    {
        "id": "deal_04",
        "by": ("sc2", "customer_017", "lead_19"),
        "steps": (
            (
                "sc2",
                "bid",
                "tender",
                365_000,
                25,
                "泵站自控系统：冗余PLC一套、仪表38台，业主指定IP68分体流量计。",
            ),
            ("sc2", "report"),
            ("sm1", "participate", "技术上没有问题，投标保证金两万，请领导定。"),
        ),
    },
    {
        "id": "deal_05",
        "by": ("sc2", "customer_022", "lead_25"),
        "steps": (
            ("sc2", "bid", "inquiry", 69_000, 20, "空调水系统蝶阀14台，设计院已出图。"),
            ("sc2", "report"),
            ("sm1", "participate", "可以报，注意交期。"),
        ),
    },
    {
        "id": "deal_06",
        "by": ("sc3", "customer_036", None),
        "lines": (("DQ-AC95", 30, 0), ("DQ-MCB", 60, 0)),
        "steps": (
            ("sc3", "bid", "comparison", 12_000, 7, "接触器、断路器备件比价。"),
            ("sc3", "report"),
            ("sm2", "participate", None),
            ("sc3", "quote"),
            ("sc3", "lose", "客户看重账期，对方给90天。", "宁波一家电气商行", 11_200),
        ),
    },
    # --- contract
    {
        "id": "deal_07",
        "by": ("sc2", "customer_021", "lead_24"),
        "lines": (("ZC-22216", 24, 0), ("ZC-30212", 60, 0)),
        "steps": (("sc2", "quote"), ("ss1", "issue")),
    },
    {
        "id": "deal_08",
        "by": ("sc1", "customer_008", "lead_11"),
        "lines": (("KZ-CPU60", 5, 0), ("KZ-HMI10", 8, 0)),
        "steps": (
            ("sc1", "quote"),
            ("ss1", "issue"),
            ("sc1", "round", "柏志远", "客户要求触摸屏再让2%，同意一次付清；其余条款按报价。"),
            ("sm1", "guide", "2%可以让，换成款到发货；质保不要再放。"),
            ("sc1", "change", {"KZ-HMI10": {"discount": 2}}),
        ),
    },
    {
        "id": "deal_09",
        "by": ("sc3", "customer_030", "lead_32"),
        "lines": (("FM-SAFE", 12, 0), ("FW-CAL", 12, 0)),
        "steps": (("sc3", "quote"), ("ss1", "issue"), ("sc3", "feasible"), ("sc3", "submit_contract")),
    },
    {
        "id": "deal_10",
        "by": ("sc1", "customer_014", "lead_14"),
        "lines": (("YB-RTD", 40, 0), ("YB-XMT", 8, 0)),
        "steps": (
            ("sc1", "quote"),
            ("ss1", "issue"),
            ("sc1", "round", "朱逸凡", "价格、质保按报价，防爆区接线由客户自理。"),
            ("sc1", "feasible"),
            ("sc1", "submit_contract"),
            ("sm1", "approve_contract", "可以签"),
        ),
    },
    {
        "id": "deal_11",
        "by": ("sc2", "customer_018", "lead_21"),
        "lines": (("QD-RX", 10, 0), ("DQ-AC95", 20, 0)),
        "steps": (
            ("sc2", "quote"),
            ("ss1", "issue"),
            ("sc2", "install", "te1"),
            ("sc2", "feasible"),
            ("sc2", "submit_contract"),
            ("te1", "approve_contract", "安装可以做"),
            ("sm1", "approve_contract", None),
            ("sc2", "sign", "潘伯君"),
        ),
    },
    {
        "id": "deal_12",
        "by": ("sc1", "customer_004", None),
        "lines": (("QY-AC4010", 20, 0),),
        "steps": (
            ("sc1", "quote"),
            ("sc1", "phone", "设备部陈工", "电话订三联件20套，急用，合同随后补。"),
        ),
    },
    {
        "id": "deal_13",
        "by": ("sc3", "customer_032", "lead_34"),
        "lines": (("ZC-51210", 30, 0),),
        "steps": (
            ("sc3", "quote"),
            ("sc3", "phone", "费明祥", "电话加订推力轴承30只，与年度合同一并补签。"),
            ("sm2", "approve_contract", "老客户，先录入，月底前补合同。"),
            ("ss1", "enter"),
        ),
    },
    {
        "id": "deal_14",
        "by": ("sc1", "customer_011", None),
        "lines": (("CD-GTMP55", 4, 0),),
        "steps": (
            ("sc1", "quote"),
            ("ss1", "issue"),
            ("ss1", "void", "客户改用其集团的合同文本，本编号合同作废，空白合同已交回。"),
        ),
    },
    # --- delivery
    {
        "id": "deal_15",
        "by": ("sc1", "customer_011", "lead_13"),
        "lines": (("CD-LX4", 6, 0), ("CD-GTMP55", 10, 0)),
        "steps": (
            ("sc1", "quote"),
            ("ss1", "issue"),
            ("sc1", "contract", "曹蕾"),
            ("ss1", "enter"),
            ("ss1", "release", 1.0),
        ),
    },
    {
        "id": "deal_16",
        "by": ("sc3", "customer_030", "lead_31"),
        "lines": (("DQ-MCCB250", 10, 0), ("DQ-AC32", 40, 0)),
        "steps": (
            ("sc3", "quote"),
            ("ss1", "issue"),
            ("sc3", "contract", "邬国平"),
            ("ss1", "enter"),
            ("ss1", "release", 1.0),
            ("sm2", "approve_release", None),
            ("of1", "carrier", "自有车辆", "苏E·08317", "老顾 138-0000-0000"),
        ),
    },
    {
        "id": "deal_17",
        "by": ("sc2", "customer_019", None),
        "lines": (("QY-SC100", 20, 0), ("QY-4V210", 40, 0)),
        "steps": (
            ("sc2", "quote"),
            ("ss1", "issue"),
            ("sc2", "contract", "采购部周丽"),
            ("ss1", "enter"),
            ("ss1", "release", 0.5),
            ("sm1", "approve_release", "分两批发，客户月底前只收一半。"),
            ("wh1", "ship"),
        ),
    },
    # --- invoice and money
    {
        "id": "deal_18",
        "by": ("sc1", "customer_006", None),
        "lines": (("FM-D371X200", 8, 0),),
        "steps": (
            ("sc1", "quote"),
            ("ss1", "issue"),
            ("sc1", "contract", "设备科王工"),
            ("ss1", "enter"),
            ("ss1", "release", 1.0),
            ("sm1", "approve_release", None),
            ("wh1", "ship"),
            ("of1", "note", "设备科王工"),
            ("ss1", "invoice"),
            ("sm1", "approve_invoice", None),
        ),
    },
    {
        "id": "deal_19",
        "by": ("sc3", "customer_031", None),
        "lines": (("QD-BR", 12, 0), ("QD-RX", 12, 0)),
        "steps": (
            ("sc3", "quote"),
            ("ss1", "issue"),
            ("sc3", "contract", "传动部徐主任"),
            ("ss1", "enter"),
            ("ss1", "release", 1.0),
            ("sm2", "approve_release", None),
            ("wh1", "ship"),
            ("of1", "note", "徐主任"),
            ("ss1", "return_note", "照片模糊，看不清签收日期"),
            ("ss1", "invoice"),
            ("sm2", "approve_invoice", None),
            ("pu1", "approve_invoice", "进项票已到"),
        ),
    },
    {
        "id": "deal_20",
        "by": ("sc2", "customer_016", None),
        "lines": (("YB-Y100", 60, 0), ("YB-TC", 40, 0)),
        "steps": (
            ("sc2", "quote"),
            ("ss1", "issue"),
            ("sc2", "contract", "承建华"),
            ("ss1", "enter"),
            ("ss1", "archive", "档案柜 A-03"),
            ("ss1", "release", 1.0),
            ("sm1", "approve_release", None),
            ("wh1", "ship"),
            ("ss1", "invoice"),
            ("sm1", "approve_invoice", None),
            ("pu1", "approve_invoice", None),
            ("fi1", "approve_invoice", None),
            ("ss1", "receipt", 0.6, "网银 2026112400871"),
        ),
    },
    {
        "id": "deal_21",
        "by": ("sc1", "customer_003", None),
        "lines": (("CG-M12PNP", 80, 0), ("CG-GD30", 30, 0)),
        "steps": (
            ("sc1", "bid", "inquiry", 7_500, 10, "焊装线接近开关、光电开关年度备件。"),
            ("sc1", "report"),
            ("sm1", "participate", "老客户，报。"),
            ("sc1", "quote"),
            ("ss1", "issue"),
            ("sc1", "contract", "龚志强"),
            ("ss1", "enter"),
            ("ss1", "archive", "档案柜 A-03"),
            ("ss1", "release", 1.0),
            ("sm1", "approve_release", None),
            ("wh1", "ship"),
            ("of1", "note", "龚志强"),
            ("ss1", "take_note"),
            ("ss1", "invoice"),
            ("sm1", "approve_invoice", None),
            ("pu1", "approve_invoice", None),
            ("fi1", "approve_invoice", "专票，随货寄出"),
            ("of1", "hand_over", "龚志强"),
            ("ss1", "receipt", 1.0, "网银 2026112400913"),
            ("fi1", "approve_receipt", None),
            ("ss1", "tell"),
        ),
    },
    # --- entered late: the manager decides whether the reason counts
    {
        "id": "deal_22",
        "by": ("sc1", "customer_008", None),
        "lines": (("QY-AC4010", 6, 0),),
        "days_ago": 14,
        "steps": (("sc1", "quote"), ("ss1", "issue"), ("sc1", "contract", "柏志远")),
        "today": (
            ("ss1", "enter"),
            ("ss1", "say_late", "客户盖章的合同原件两周后才寄到，收到当天录入。"),
        ),
    },
)


def _draw_note(number):
    """Return a picture of a signed note: its number, ruled lines, a scribble."""
    picture = Image.new("RGB", (480, 320), "white")
    pen = ImageDraw.Draw(picture)
    pen.text((24, 20), number, fill="black", font_size=28)
    for place in range(80, 240, 32):
        pen.line((24, place, 456, place), fill="gray")
    pen.line((300, 290, 330, 250, 345, 295, 380, 255, 400, 285, 440, 262), fill="navy", width=4)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


class Deals:
    """What each role does on a deal, one method per button or chain of buttons.

    :param stage: the people of the demo company, from `scenario.py`
    """

    def __init__(self, stage):
        self.stage = stage
        self.env = stage.env

    def play(self, say):
        """Bring the deals to their steps.

        :param say: called with one line of text per deal
        """
        for plot in DEALS:
            if not self.stage.known(plot["id"]):
                with self.env.cr.savepoint():
                    say(f"{plot['id']}  {self.perform(plot)}")

    def confirm(self, order):
        """Bring an approved quotation to a running order, as support with its environment."""
        deal = SimpleNamespace(order=order, contract=None)
        self.do_issue(order.env, deal)
        self.do_contract(self.stage.env_of(order.sudo().user_id.login), deal, order.partner_id.name)
        self.do_enter(order.env, deal)

    def perform(self, plot):
        login, customer, lead = plot["by"]
        deal = SimpleNamespace(
            consultant=self.stage.ref(f"user_{login}"),
            customer=self.stage.ref(customer),
            lead=lead and self.stage.ref(lead),
            lines=plot.get("lines", ()),
            deliver_in=plot.get("deliver_in"),
            **dict.fromkeys(("bid", "order", "contract", "release", "request", "receipt")),
        )
        with self._earlier(plot.get("days_ago", 0)):
            self._take(deal, plot["steps"])
        self._take(deal, plot.get("today", ()))
        last = next(
            document
            for document in (
                deal.receipt, deal.request, deal.release, deal.contract, deal.order, deal.bid,
            )
            if document
        ).with_env(self.env)  # fmt: skip
        # the play's own bookmark, by which a second play finds what exists; nothing of the deal itself
        self.env["ir.model.data"].sudo()._update_xmlids(
            [{"xml_id": f"__import__.{plot['id']}", "record": last, "noupdate": True}]
        )
        return f"{last.display_name}  {last.state}  {deal.customer.name}"

    def _take(self, deal, steps):
        for who, verb, *with_what in steps:
            getattr(self, f"do_{verb}")(self.stage.env_of(who), deal, *with_what)

    @contextmanager
    def _earlier(self, days):
        """Let it be so many days ago by the clock that the add-ons read."""
        now = Datetime.now
        with patch.object(Datetime, "now", lambda *_args: now() - timedelta(days=days)):
            yield

    def _prefilled(self, env, action, vals=None):
        """Save the new document that a button opens, as it is prefilled."""
        return env[action["res_model"]].with_context(**action["context"]).create(vals or {})

    # --- inquiry and tender

    def do_bid(self, env, deal, kind, amount, days, text):
        values = {
            "kind": kind,
            "partner_id": deal.customer.id,
            "date_received": Datetime.now() - timedelta(minutes=30),
            "date_closing": Datetime.now() + timedelta(days=days),
            "estimated_amount": amount,
            "description": text,
        }
        if deal.lead:
            action = deal.lead.with_env(env).action_ops_new_bid()
            deal.bid = self._prefilled(env, action, values)
        else:
            deal.bid = env["ops.bid"].create({**values, "title": text.split("，")[0].rstrip("。")})

    def do_report(self, env, deal):
        deal.bid.with_env(env).action_submit()

    def do_participate(self, env, deal, comment):
        deal.bid.with_env(env).action_ops_approve(comment)

    def do_decline(self, env, deal, reason):
        deal.bid.with_env(env).action_refuse(reason)

    def do_lose(self, env, deal, reason, winner, price):
        form = self._prefilled(env, deal.bid.with_env(env).action_lose())
        form.write({"result_reason": reason, "winner": winner, "winner_price": price})
        form.action_apply()

    # --- quotation

    def do_quote(self, env, deal):
        """The consultant quotes and submits, the manager approves, the consultant sends."""
        values = {
            "validity_date": self.stage.today + timedelta(days=30),
            "order_line": [
                Command.create(
                    {
                        "product_id": self.stage.product(code).id,
                        "product_uom_qty": quantity,
                        **({"discount": discount} if discount else {}),
                    }
                )
                for code, quantity, discount in deal.lines
            ],
        }
        if deal.deliver_in:
            values["commitment_date"] = Datetime.now() + timedelta(days=deal.deliver_in)
        if deal.bid:
            order = self._prefilled(env, deal.bid.with_env(env).action_new_quotation(), values)
        else:
            lead = deal.lead.id if deal.lead else False
            order = env["sale.order"].create(
                {"partner_id": deal.customer.id, "opportunity_id": lead, **values}
            )
        order.action_ops_submit()
        while order.ops_approval_state == "submitted":
            order.with_env(self._env_of_next(order)).action_ops_approve()
        order.action_quotation_sent()
        deal.order = order

    def _env_of_next(self, document):
        """Return the environment of the person whose turn it is to decide."""
        turn = document.sudo().review_ids.filtered(lambda review: review.status == "pending")[:1]
        return self.stage.env_of(turn.reviewer_ids[:1].login)

    def do_change(self, env, deal, changes):
        self.stage.do_change(deal.order.with_env(env), changes)

    # --- contract

    def do_issue(self, env, deal):
        deal.contract = self._prefilled(env, deal.order.with_env(env).action_ops_issue_contract())

    def do_round(self, env, deal, persons, points):
        env["ops.contract.round"].create(
            {"contract_id": deal.contract.id, "persons": persons, "points": points}
        )

    def do_guide(self, env, deal, words):
        """The manager says how to go on after the last round."""
        deal.contract.with_env(env).round_ids[:1].guidance = words

    def do_install(self, env, deal, login):
        """It is sold with installation; who installs is named, what the site is like is not known yet."""
        installer = self.stage.ref(f"user_{login}")
        deal.contract.with_env(env).write(
            {"has_installation": True, "installer_ids": [Command.set(installer.ids)]}
        )

    def do_feasible(self, env, deal):
        contract = deal.contract.with_env(env)
        contract.write(
            {"feasible_delivery": "yes", "feasible_technique": "yes", "feasible_installation": "yes"}
        )
        if not (contract.date_delivery or contract.delivery_promise):
            contract.delivery_open_reason = "按买方通知分批发货"

    def do_submit_contract(self, env, deal):
        deal.contract.with_env(env).action_submit()

    def do_approve_contract(self, env, deal, comment):
        deal.contract.with_env(env).action_ops_approve(comment)

    def do_sign(self, env, deal, signatory):
        contract = deal.contract.with_env(env)
        contract.write(
            {
                "date_signed": Datetime.now(),
                "customer_signatory": signatory,
                "scan_ids": [
                    Command.create(
                        {
                            "name": f"{contract.name}.pdf",
                            "raw": SCAN,
                            "res_model": "ops.contract",
                            "res_id": contract.id,
                        }
                    )
                ],
            }
        )
        contract.action_sign()

    def do_contract(self, env, deal, signatory):
        """Feasible, submitted, approved by whose turn it is, signed."""
        self.do_feasible(env, deal)
        self.do_submit_contract(env, deal)
        while deal.contract.state == "submitted":
            deal.contract.with_env(self._env_of_next(deal.contract)).action_ops_approve()
        self.do_sign(env, deal, signatory)

    def do_phone(self, env, deal, contact, note):
        action = deal.order.with_env(env).action_ops_record_basis()
        deal.contract = self._prefilled(
            env, action, {"basis_contact": contact, "basis_note": note, "date_basis": Datetime.now()}
        )
        deal.contract.action_submit()

    def do_enter(self, env, deal):
        deal.contract.with_env(env).action_enter()

    def do_say_late(self, env, deal, reason):
        """Support says why the contract was entered late."""
        asked = env["ops.obligation"].search(
            [
                ("res_model", "=", "ops.contract"),
                ("res_id", "=", deal.contract.id),
                ("late_state", "=", "asked"),
            ]
        )
        asked.action_give_late_reason(reason)

    def do_archive(self, env, deal, place):
        contract = deal.contract.with_env(env)
        contract.archive_place = place
        contract.action_archive_original()

    def do_void(self, env, deal, reason):
        deal.contract.with_env(env).action_void(reason, form_returned=True)

    # --- delivery

    def do_release(self, env, deal, share):
        """Ask for this share of every line."""
        action = deal.order.with_env(env).action_ops_request_release()
        lines = [
            Command.create({"order_line_id": line.id, "quantity": line.product_uom_qty * share})
            for line in deal.order.order_line
            if line.product_id.type == "consu"
        ]
        deal.release = self._prefilled(env, action, {"line_ids": lines})
        deal.release.action_submit()

    def do_approve_release(self, env, deal, comment):
        deal.release.with_env(env).action_ops_approve(comment)

    def do_carrier(self, env, deal, carrier, vehicle, driver):
        deal.release.with_env(env).write({"carrier": carrier, "vehicle": vehicle, "driver": driver})

    def do_ship(self, env, deal):
        """The warehouse ships what is released; the rest stays as a back order."""
        picking = deal.order.sudo().picking_ids.with_env(env)
        picking.action_assign()
        picking.action_ops_take_released()
        picking.move_ids.picked = True
        action = picking.button_validate()
        while isinstance(action, dict):  # Odoo's questions: no text message to the customer, a back order
            question = env[action["res_model"]].with_context(**action["context"]).create({})
            asks_for_sms = action["res_model"] == "confirm.stock.sms"
            action = question.dont_send_sms() if asks_for_sms else question.process()

    def do_note(self, env, deal, signatory):
        """The office photographs the note that the customer signed, and hands it in."""
        release = deal.release.with_env(env)
        photo = {
            "name": f"{release.slip_number}.png",
            "raw": _draw_note(release.slip_number),
            "res_model": release._name,
            "res_id": release.id,
        }
        release.write({"note_signed_by": signatory, "note_scan_ids": [Command.create(photo)]})
        release.action_hand_in_note()

    def do_take_note(self, env, deal):
        deal.release.with_env(env).action_take_note()

    def do_return_note(self, env, deal, reason):
        deal.release.with_env(env).action_return_note(reason)

    # --- invoice and money

    def do_invoice(self, env, deal):
        action = deal.order.with_env(env).action_ops_request_invoice()
        deal.request = self._prefilled(env, action)
        deal.request.action_submit()

    def do_approve_invoice(self, env, deal, comment):
        request = deal.request.with_env(env)
        if env.user._ops_has_role("finance"):
            printed = comment and "专票" in comment
            number = f"{41620000 + request.id}" if printed else f"26322000000{request.id:09d}"
            request.write({"fapiao_number": number, "fapiao_code": PRINTED_CODE if printed else False})
        request.action_ops_approve(comment)

    def do_hand_over(self, env, deal, signatory):
        request = deal.request.with_env(env)
        sheet = {"name": f"{request.name}.png", "raw": _draw_note(request.name)}
        sheet |= {"res_model": request._name, "res_id": request.id}
        request.write({"signed_by": signatory, "way": "hand", "sign_scan_ids": [Command.create(sheet)]})
        request.action_hand_over()

    def do_receipt(self, env, deal, share, reference):
        """Enter this share of the invoice as received."""
        action = deal.order.with_env(env).action_ops_register_receipt()
        deal.receipt = self._prefilled(env, action)
        if share < 1:
            deal.receipt.amount = deal.receipt.currency_id.round(deal.receipt.amount * share)
            deal.receipt.action_distribute()
        deal.receipt.write({"payer_reference": reference, "date_received": Date.context_today(deal.receipt)})
        deal.receipt.action_submit()

    def do_approve_receipt(self, env, deal, comment):
        deal.receipt.with_env(env).action_ops_approve(comment)

    def do_tell(self, env, deal):
        deal.receipt.with_env(env).action_tell()
