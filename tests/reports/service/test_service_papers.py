"""What goes along with goods and with service on site (W7.C, W8.D, W8.E, W9.D)."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...service.goods.common import GoodsCase
from ..common import PaperCase

RECEIPT = "ops_dept_reports.report_ops_goods_receipt"
CLAIM = "ops_dept_reports.report_ops_maker_claim"
RECORD = "ops_dept_reports.report_ops_service_record"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestServicePapers(PaperCase, GoodsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.contact | cls.maker).lang = "zh_CN"
        cls.env = cls.env(context={**cls.env.context, "lang": "zh_CN"})

    def test_receipt_for_what_came_in(self):
        case, lot = self._repair()
        with self.assertRaisesRegex(UserError, "W8.D"):
            self._print(case, user=self.support, report=RECEIPT)
        self._received(case)
        text = self._print_text(case, user=self.support, report=RECEIPT)
        for words in ("收货回执", case.number, "BlueRiverPaper", lot.name, "leaks", "2026年3月2日"):
            self.assertIn(words, text)

    def test_receipt_for_what_is_on_loan(self):
        case = self._confirmed()
        spare = self.env["stock.lot"].create({"name": "SPARE-1", "product_id": self.pump.id})
        self.env["stock.quant"]._update_available_quantity(
            self.pump, self.warehouse.lot_stock_id, 1, lot_id=spare
        )
        case.with_user(self.support).action_ops_lend(self.pump, "2026-03-16", spare)
        text = self._print_text(case, user=self.support, report=RECEIPT)
        for words in ("收货回执", case.number, "借给贵方", "SPARE-1", "2026年3月16日"):
            self.assertIn(words, text)
        self.assertNotIn("已收到", text)

    def test_letter_to_the_maker(self):
        case, lot = self._repair()
        self._received(case)
        with self.assertRaisesRegex(UserError, "W8.E"):
            self._print(case, user=self.purchaser, report=CLAIM)
        self._line(case, "technician").action_judge("not_repairable", "burnt", is_fault_confirmed=True)
        self._line(case, "consultant").action_hand_over()
        self._line(case, "purchaser").action_send(self.maker, "RMA-1", "2026-03-20")
        text = self._print_text(case, user=self.purchaser, report=CLAIM)
        for words in (
            "返厂单",
            case.number,
            "RMA-1",
            "Vendor",
            lot.name,
            "不能修理",
            "burnt",
            "2026年3月20日",
        ):
            self.assertIn(words, text)

    def test_record_of_service_on_site(self):
        case = self._taken()
        case.write({"ops_dispatch_reason": "Seal"})
        case.action_ops_send_someone()
        visit = self._visited(case)
        text = self._print_text(visit, user=self.technician, report=RECORD)
        for words in ("服务记录单", visit.name, case.number, "Newseal", "1seal", "Technician"):
            self.assertIn(words, text)
        other = self._taken()
        call = (
            self.env["ops.visit"]
            .with_user(self.technician)
            .create({**other._prepare_visit(), "channel": "outbound"})
        )
        with self.assertRaisesRegex(UserError, "W7.C"):
            self._print(call, user=self.technician, report=RECORD)
