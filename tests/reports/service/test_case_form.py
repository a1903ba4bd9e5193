"""The service form: printed from the case, mailed to technical with the confirmation (W7.B)."""

from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ...service.common import ServiceCase
from ..common import PaperCase

FORM = "ops_dept_reports.report_helpdesk_ticket_case"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestCaseForm(PaperCase, ServiceCase):
    def _print(self, orders, **kwargs):
        """A paper of the house is in the language of who prints it; here he reads Chinese."""
        self.env = self.env(context={**self.env.context, "lang": "zh_CN"})
        return super()._print(orders, **kwargs)

    @clause("W7.B")
    def test_form_says_what_technical_needs(self):
        order = self._delivered()
        line = {"product_id": self.plain.id, "quantity": 2, "fault": "轴承异响", "accessories": "说明书"}
        case = self._asked(lines=[line], ops_order_id=order.id, description="<p>开机两小时后有异响。</p>")
        words = (
            "售后服务申请表",
            case.number,
            "BlueRiverPaper",
            "MrWang",
            order.name,
            "开机两小时后有异响",
            "轴承异响",
            "说明书",
        )
        text = self._print_text(case, user=self.support, report=FORM)
        for word in (*words, "待确认"):
            self.assertIn(word, text)
        case.with_user(self.manager).action_ops_approve()
        text = self._print_text(case, user=self.technician, report=FORM)
        for word in (*words, "已确认", "Manager"):
            self.assertIn(word, text)

    @clause("W7.B")
    def test_confirmation_brings_it_to_technical(self):
        case = self._confirmed()
        told = self.env["mail.message"].search(
            [
                ("model", "=", case._name),
                ("res_id", "=", case.id),
                ("notified_partner_ids", "in", self.technician.partner_id.ids),
            ]
        )
        self.assertEqual(told.attachment_ids.mapped("name"), [f"{case.number}.html"], "PDF outside of tests")
        self.assertEqual(told.author_id, self.support.partner_id)

    def test_without_print_engine_the_case_is_confirmed_all_the_same(self):
        with patch.object(
            type(self.env["ir.actions.report"]), "_render_qweb_pdf", side_effect=UserError("no engine")
        ):
            case = self._confirmed()
        self.assertEqual((case.ops_step, case.ops_gate_error), ("approved", False))
        self.assertIn("no engine", "".join(case.message_ids.mapped("body")))

    def test_other_teams_do_not_print_it(self):
        case = self._confirmed()
        with self.assertRaises(AccessError):
            self._print(case, user=self.other_manager, report=FORM)

    def test_each_process_has_its_title(self):
        titles = {"repair": "返修申请表", "return": "退货申请表", "exchange": "换货申请表"}
        for process, title in titles.items():
            with self.subTest(process=process):
                text = self._print_text(self._case(process), user=self.support, report=FORM)
                self.assertIn(title, text)
