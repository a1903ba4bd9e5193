"""The outbound slip: what it says, and that none is made or printed before the release (W4.C)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..common import clause
from ..delivery.common import ReleaseCase
from .common import RADICALS, PaperCase

REPORT = "ops_dept_reports.report_ops_release"


class SlipCase(ReleaseCase, PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.name = "上海恒川工业设备有限公司"
        cls.customer.write({"name": "苏州金门精密机械有限公司", "country_id": cls.env.ref("base.cn").id})
        cls.place = cls.env["res.partner"].create(
            {
                "name": "刘日月",
                "type": "delivery",
                "parent_id": cls.customer.id,
                "city": "苏州市",
                "street": "星湖街 328 号三号门",
                "phone": "139 1234 5678",
                "country_id": cls.env.ref("base.cn").id,
            }
        )
        cls.plain.with_context(lang="zh_CN").name = "深沟球轴承"
        cls.plain.default_code = "ZC-6205"

    def _order(self):
        order = self._create_order(partner_shipping_id=self.place.id)
        order.order_line.write({"name": "[ZC-6205] 深沟球轴承", "ops_specification": "6205-2RS, Φ52"})
        return self._confirm(order)

    def _print(self, releases, user=None, report=REPORT):
        return super()._print(releases, user=user or self.keeper, report=report)

    def _refused(self, release):
        """Every way and everybody is refused, also superuser mode; nothing is counted."""
        root = self.env.ref("base.user_root")
        for user in (self.keeper, self.clerk, self.support, self.manager, self.leader, root):
            reports = self.env["ir.actions.report"].with_user(user)
            for way, act in {
                "pdf": lambda user=user: self._print(release, user=user),
                "html": lambda reports=reports: reports._render_qweb_html(REPORT, release.ids),
                "text": lambda reports=reports: reports._render_qweb_text(REPORT, release.ids),
                "rpc": lambda reports=reports: reports._render(REPORT, release.ids),
                "sudo": lambda reports=reports: reports.sudo()._render_qweb_html(REPORT, release.ids),
                "saved": lambda reports=reports: reports._render_qweb_pdf_prepare_streams(
                    REPORT, {}, res_ids=release.ids
                ),
            }.items():
                with self.subTest(user=user.login, way=way), self.assertRaisesRegex(UserError, r"W4\.C"):
                    act()
        self.assertEqual(release.ops_print_count, 0)


@tagged("post_install", "-at_install")
class TestOpsReleaseSlip(SlipCase):
    @clause("W4.C")
    def test_no_slip_and_no_delivery_without_an_approved_release(self):
        """Nothing is numbered, printed or shipped until the sales manager has approved; then all is."""
        order = self._order()
        picking = self._picking(order)
        core = "stock.action_report_delivery"

        def closed():
            with self.assertRaisesRegex(UserError, r"W4\.C"):
                self._ship(self._picking(order))
            with self.assertRaisesRegex(UserError, r"W4\.C"):
                super(SlipCase, self)._print(picking, user=self.keeper, report=core)

        closed()
        release = self._release(order, approve=False)
        self.assertFalse(release.slip_number)
        with self.assertRaises(UserError):
            release.with_user(self.support).write({"slip_number": "CK2026-00001"})
        closed()
        self._refused(release)
        release.with_user(self.manager).action_ops_refuse("Not paid")
        closed()
        self._refused(release)

        release.with_user(self.support).action_reset()
        release.with_user(self.support).action_submit()
        release.with_user(self.manager).action_ops_approve()
        self.assertTrue(release.slip_number)
        self.assertIn(release.slip_number, self._print_text(release))
        self._ship(self._picking(order))
        self.assertEqual(self._left(order), 10)
        self.assertEqual(release.state, "done")
        for user in (self.clerk, self.support, self.manager):
            self.assertIn(release.slip_number, self._print_text(release, user=user))
        self.assertEqual(release.ops_print_count, 4)

    @clause("W4.C", part="paper")
    def test_says_what_leaves_where_to_and_with_whom(self):
        order = self._order()
        release = self._release(order, 4, note="叉车卸货。")
        release.with_user(self.clerk).write(
            {"carrier": "安能物流", "vehicle": "沪A·88888", "driver": "马长风 138 0000 1111"}
        )
        text = self._print_text(release)
        for expected in (
            f"出库单{release.slip_number}",  # the footer: the paper's name and its number
            "出库单号",
            release.slip_number,
            release.name,
            order.name,
            order.ops_contract_id.name,
            "苏州金门精密机械有限公司",
            "苏州市星湖街328号三号门",
            "刘日月",
            "13912345678",
            "安能物流",
            "沪A·88888",
            "马长风13800001111",
            "深沟球轴承",
            "ZC-6205",
            "6205-2RS,Φ52",
            "叉车卸货。",
            "审核Manager",
            "仓库发货",
            "承运方提货",
            "客户收货",
            "签字",
            "第1页/共1页",
        ):
            self.assertIn(expected, text)
        row = release.with_context(lang="zh_CN")._get_slip_paper()["rows"][0]
        self.assertEqual((row["quantity"], row["name"]), ("4", "深沟球轴承"))
        self.assertNotIn("100.00", text, "no prices")
        self.assertFalse(RADICALS.findall(text))

    def test_what_was_given_back_is_not_on_it(self):
        order = self._order()
        release = self._release(order)
        self._ship(self._picking(order), 4)
        release.with_user(self.support).action_cut()
        self.assertEqual(release._get_slip_paper()["rows"][0]["quantity"], "4")

    @clause("W4.C", part="paper")
    def test_one_unapproved_release_stops_a_batch(self):
        releases = self.env["ops.release"].union(*(self._release(self._order()) for _release in range(3)))
        waiting = self._release(self._order(), approve=False)
        with self.assertRaisesRegex(UserError, waiting.name):
            self._print(releases | waiting, user=self.support)
        self.assertEqual(set((releases | waiting).mapped("ops_print_count")), {0})
        self.assertEqual(len(self._print(releases)), 3)
        self.assertEqual(set(releases.mapped("ops_print_count")), {1})

    def test_counter_is_set_by_prints_and_printing_needs_reading(self):
        release = self._release(self._order())
        with self.assertRaises(UserError):
            release.with_user(self.support).write({"ops_print_count": 5})
        with self.assertRaises(AccessError):
            self._print(release, user=self.colleague)
        self.assertEqual(release.ops_print_count, 0)

    def test_data_of_many_costs_as_many_queries_as_of_few(self):
        self._stock(self.plain, 100)
        reports = self.env["ir.actions.report"].with_user(self.keeper)

        def count(releases):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            reports._render_qweb_html(REPORT, releases.ids)
            return self.env.cr.sql_log_count - before

        releases = self.env["ops.release"].union(*(self._release(self._order()) for _release in range(12)))
        count(releases[:2])  # templates and caches
        few, many = count(releases[:2]), count(releases)
        self.assertLessEqual(many, few * 1.2, f"2 releases: {few} queries, 12: {many}")

    def test_switched_off_it_prints_marked(self):
        release = self._release(self._order(), approve=False)
        self._switch(False)
        self.assertIn(release.name, self._print_text(release, user=self.support))
        self.assertTrue(release._get_watermark())


@tagged("post_install", "-at_install")
class TestOpsReleaseSlipRoute(HttpCase, SlipCase):
    @clause("W4.C", part="paper")
    def test_routes_and_mail_follow_the_gate(self):
        release = self._release(self._order(), approve=False)
        self.support.password = "ops_support"
        self.authenticate("ops_support", "ops_support")

        def get(kind):
            url = f"/report/{kind}/ops_dept_reports.ops_release_slip/{release.id}"
            return self.url_open(f'{url}?context={{"force_report_rendering":true}}')

        template = self.env["mail.template"].create(
            {
                "name": "Slip",
                "model_id": self.env["ir.model"]._get_id("ops.release"),
                "report_template_ids": self.env.ref(REPORT).ids,
                "partner_to": str(self.customer.id),
            }
        )
        for kind in ("pdf", "html", "text"):
            self.assertNotEqual(get(kind).status_code, 200, kind)
        with self.assertRaisesRegex(UserError, r"W4\.C"):
            template.send_mail(release.id)
        self.assertEqual(release.ops_print_count, 0)

        release.with_user(self.manager).action_ops_approve()
        self.assertTrue(get("pdf").content.startswith(b"%PDF"))
        release.invalidate_recordset(["ops_print_count"])
        self.assertEqual(release.ops_print_count, 1)
