"""What the demo company's customers do themselves: one opens a case in the portal about a drive that he
bought, is asked for a photo of its type plate and sends it; an earlier one of his was done, and he says by
his page that it is solved.

The administrator gives the customer his account (login `kh1`, the same password as everybody); what the
customer does goes through what his page does. A third one came in just now.
"""

import io
from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time
from PIL import Image, ImageDraw

CONTACT = "contact_027_1"
PASSWORD = "ops-demo"
EARLIER = {
    "name": "操作面板按键失灵",
    "words": "面板上的“运行”键要用力按才有反应，其他键正常。",
    "why": "按键膜片可由客户自行更换",
    "result": "寄出新膜片，电话指导更换，按键恢复正常。",
    "answer": "新膜片换上了，按键正常，谢谢。",
}
NOW = {
    "name": "变频器风扇异响",
    "words": "上周开始风扇有摩擦声，负载高的时候更明显，目前还能运行。",
    "awaited": "变频器铭牌和风扇的照片",
    "sent": "照片见附件，风扇侧面有一处裂纹。",
    "photo": "变频器铭牌.png",
}
NEW = {
    "name": "咨询备用风扇和滤网",
    "words": "准备存一套备件，请告知适用的风扇和滤网型号，以及更换周期。",
}


class Portal:
    """A customer, and those who answer him."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known("portal_01"):
            return
        self.customer = self._get_account()
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        with freeze_time(now) as clock:
            clock.move_to(now + timedelta(days=-6))
            earlier = self._confirmed(self._open(EARLIER))
            technical = self._as(earlier, "te1")
            technical.action_ops_take_up()
            clock.move_to(now + timedelta(days=-3))
            technical.write(
                {"ops_dispatch": "no", "ops_dispatch_reason": EARLIER["why"], "ops_result": EARLIER["result"]}
            )
            technical.action_ops_solve()
            clock.move_to(now + timedelta(days=-2))
            self._on_page(earlier)._ops_customer_solved(self.customer.partner_id, EARLIER["answer"])
            running = self._confirmed(self._open(NOW))
            technical = self._as(running, "te1")
            technical.action_ops_take_up()
            technical.action_ops_wait(NOW["awaited"])
            clock.move_to(now + timedelta(hours=-3))
            self._on_page(running)._ops_customer_says(
                self.customer.partner_id, NOW["sent"], [(NOW["photo"], draw_plate())]
            )
            clock.move_to(now + timedelta(hours=-1))
            new = self._open(NEW)
        for number, case in enumerate((earlier, running, new), start=1):
            self.stage.note(f"portal_{number:02}", case.with_env(self.stage.env))
            say(f"{case.number} {case.ops_step} · {self.customer.login}")

    def _get_account(self):
        """Give the customer's person an account of the portal, as the administrator does."""
        person = self.stage.ref(CONTACT)
        return person.user_ids[:1] or self.stage.env["res.users"].with_context(no_reset_password=True).create(
            {
                "login": "kh1",
                "password": PASSWORD,
                "partner_id": person.id,
                "lang": "zh_CN",
                "tz": "Asia/Shanghai",
                "company_id": self.stage.company.id,
                "company_ids": self.stage.company.ids,
                "group_ids": self.stage.ref("base.group_portal").ids,
            }
        )

    def _on_page(self, case):
        """Return the case as the customer's page has it: his to see was checked."""
        return case.with_env(self._env())

    def _env(self):
        context = {**self.stage.env.context, "allowed_company_ids": self.stage.company.ids}
        return self.stage.env(user=self.customer.id, su=True, context=context)

    def _open(self, what):
        """What the form of a new case sends, about the drive that he has."""
        env = self._env()
        person = self.customer.partner_id
        goods = env["helpdesk.ticket"]._ops_get_goods_of(person.commercial_partner_id)
        key = next((key for key, label in goods if "变频器" in label), None)
        return env["helpdesk.ticket"].create(
            {
                "name": what["name"],
                "description": f"<p>{what['words']}</p>",
                "partner_id": person.id,
                "company_id": self.stage.company.id,
                "channel_id": env.ref("helpdesk_mgmt.helpdesk_ticket_channel_web").id,
                "user_id": False,
                **env["helpdesk.ticket"]._ops_prepare_goods(person.commercial_partner_id, key, what["name"]),
            }
        )

    def _confirmed(self, case):
        asking = self._as(case, "ss1")
        asking.write({"ops_process": "after_sales"})
        asking.action_ops_submit()
        self._as(case, case.sudo().ops_team_id.user_id.login).action_ops_approve()
        return case

    def _as(self, record, login):
        return record.with_env(self.stage.env_of(login))


def draw_plate():
    """Return the picture of a type plate, as PNG."""
    picture = Image.new("RGB", (640, 400), (120, 124, 128))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 60, 580, 340), fill=(214, 216, 218), outline=(40, 40, 40), width=4)
    for row, text in enumerate(("VF0022   2.2 kW", "3AC 380 V  50 Hz  5.1 A", "S/N 2409-0117")):
        pen.text((90, 100 + 70 * row), text, fill=(20, 20, 20), font_size=34)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()
