"""The office sees what goes out today, and enters who brings it (W4.E)."""

import contextlib
from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from ...common import PIXEL, clause
from ..common import ReleaseCase

# Monday, ten in the morning in China.
MONDAY = datetime(2026, 3, 2, 2, 0)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestBoard(ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.site = cls.env["res.partner"].create(
            {
                "name": "Site 2",
                "type": "delivery",
                "parent_id": cls.customer.id,
                "street": "88 Harbour Road",
                "city": "Ningbo",
                "phone": "0574 1234",
            }
        )
        cls.customer.phone = "021 9999"

    def _board(self, user=None):
        action = self.env.ref("ops_dept.ops_release_action_today")
        return (
            self.env["ops.release"]
            .with_user(user or self.clerk)
            .search(safe_eval(action.domain), order="date_planned, id")
        )

    def _approved(self, days=0, **vals):
        return self._release(self._running(), date_planned=self._day(days), **vals).with_env(self.env)

    @clause("W4.E")
    def test_the_office_sees_what_goes_out_today_with_the_late_ones_on_top(self):
        today, tomorrow = self._approved(), self._approved(1)
        waiting = self._release(self._running(), approve=False, date_planned=self._day(0))
        with freeze_time("2026-02-27 02:00:00"):
            late = self._approved()
        self.assertEqual(self._board(), late | today)
        self.assertEqual(self._board()[0], late)
        self.assertEqual(self._board().mapped("shipment_stage"), ["late", "waiting"])
        self.assertNotIn(waiting, self._board(self.clerk))
        with freeze_time("2026-03-03 02:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self._board(), late | today | tomorrow)
            self.assertEqual(self._board().mapped("shipment_stage"), ["late", "late", "waiting"])

    @clause("W4.E")
    def test_quick_entry_from_the_board(self):
        release = self._approved().with_user(self.clerk)
        action = release.action_open_shipment()
        view = self.env["ir.ui.view"].browse(action["views"][0][0])
        with Form(release, view=view) as form:
            form.carrier = "Deppon"
            form.vehicle = "沪A 12345"
            form.driver = "Mr Li 139 0000"
            form.waybill = "DP-778"
        release.load_photo_ids = [
            Command.create(
                {"name": "load.png", "datas": PIXEL, "res_model": "ops.release", "res_id": release.id}
            )
        ]
        self.assertEqual((release.carrier, release.waybill), ("Deppon", "DP-778"))
        photo = release.load_photo_ids
        with self.assertRaises(UserError):
            release.date_planned = self._day(1)
        self._ship(self._picking(release.order_id.sudo()))
        release.invalidate_recordset()
        self.assertEqual((release.state, release.shipment_stage), ("done", "left"))
        self.assertIn(release, self._board())
        with self.assertRaisesRegex(UserError, "W4.E"):
            photo.unlink()
        with freeze_time("2026-03-03 02:00:00"):
            self.assertFalse(self._board(), "what left yesterday is over")

    def test_address_telephone_and_all_goods(self):
        order = self._running(
            products=[(self.plain, 10, 100), (self.plain, 2, 90), (self.plain, 1, 100)],
            partner_shipping_id=self.site.id,
        )
        release = self._release(order, date_planned=self._day(0)).with_user(self.clerk)
        self.assertEqual(release.delivery_phone, "0574 1234")
        self.assertIn("88 Harbour Road", release.delivery_address)
        self.assertEqual(len(release.goods_text.splitlines()), 3)
        self.assertIn("× 10", release.goods_text)
        self.site.phone = False
        plain = self._approved().with_user(self.clerk)
        self.assertEqual(plain.delivery_phone, "021 9999")

    def test_part_of_it_left(self):
        release = self._approved()
        self._ship(self._picking(release.order_id), 4)
        release.invalidate_recordset()
        self.assertEqual((release.state, release.shipment_stage), ("approved", "partly"))

    def test_who_does_not_ship_sees_no_board(self):
        self._approved()
        for user in (self.colleague, self.accountant):
            with self.subTest(user=user.login), contextlib.suppress(AccessError):
                self.assertFalse(self._board(user))

    def test_queries_do_not_grow_with_the_releases(self):
        counts = []
        names = ["shipment_stage", "goods_text", "delivery_address", "delivery_phone"]
        for number in (1, 4):
            for _release in range(number):
                self._approved()
            for _try in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                board = self._board()
                before = self.env.cr.sql_log_count
                board.read(names)
                count = self.env.cr.sql_log_count - before
            counts.append(count)
        self.assertEqual(counts[0], counts[1])
