"""The outbound release as a document: asked by support, decided by the manager, read by who ships."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
class TestOpsRelease(ReleaseCase):
    def setUp(self):
        super().setUp()
        self.order = self._running(products=[(self.plain, 10, 100), (self.key, 2, 8000)])

    def _confirm(self, order):
        if order.ops_approval_state != "approved" and self.key in order.order_line.product_id:
            self._submit(order)
            self._answer_purchasing(order)
            self._approve(order, self.purchaser, self.manager)
        return super()._confirm(order)

    @clause("W4.C", part="release")
    def test_slip_exists_from_the_managers_approval(self):
        release = self._release(self.order, approve=False)
        self.assertRecordValues(
            release,
            [
                {
                    "state": "submitted",
                    "slip_number": False,
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "ops_requester_id": self.support.id,
                }
            ],
        )
        self.assertEqual(release.line_ids.mapped("quantity"), [10, 2])
        with self.assertRaisesRegex(UserError, r"no outbound slip.*W4\.C"):
            release._require_slip()
        release.with_user(self.manager).action_ops_approve()
        self.assertEqual(release.state, "approved")
        self.assertRegex(release.slip_number, r"^CK\d{4}-\d{5}$")
        release._require_slip()
        self.assertEqual(release._ops_approval_stamps()[0]["user"], self.manager.name)

    def test_prefilled_with_what_is_still_open(self):
        self._release(self.order, 4, 2)
        action = self.order.with_user(self.support).action_ops_request_release()
        form = Form(self.env["ops.release"].with_user(self.support).with_context(**action["context"]))
        lines = form.save().line_ids
        self.assertEqual(lines.mapped("quantity"), [6])
        self.assertEqual(lines.product_id, self.plain)
        self.assertEqual(
            self.order.with_user(self.support).action_ops_request_release()["res_id"], lines.release_id.id
        )

    def test_more_than_open_is_refused_at_submit_and_approval(self):
        with self.assertRaisesRegex(UserError, r"11 Units asked for, only 10 of 10.*W4\.C"):
            self._release(self.order, 11)
        self.env["ops.release"].search([]).with_user(self.support).unlink()
        first = self._release(self.order, 6, approve=False)
        with self.assertRaisesRegex(UserError, r"5 Units asked for, only 4 of 10"):
            self._release(self.order, 5)
        # the order shrinks while the manager looks at the request
        self._create_contract(self.env["sale.order"], parent_id=self.order.ops_contract_id.id)  # by amendment
        self.order.sudo().order_line[0].product_uom_qty = 5
        with self.assertRaisesRegex(UserError, r"6 Units asked for, only 5 of 5"):
            first.with_user(self.manager).action_ops_approve()
        self.assertEqual(first.state, "submitted")

    def test_only_running_orders(self):
        draft = self._create_order()
        release = (
            self.env["ops.release"]
            .with_user(self.support)
            .create(
                {
                    "order_id": draft.id,
                    "line_ids": [(0, 0, {"order_line_id": draft.order_line.id, "quantity": 1})],
                }
            )
        )
        with self.assertRaisesRegex(UserError, r"confirmed order.*W4\.C"):
            release.action_submit()

    def test_lines_of_another_order_and_forged_products_are_refused(self):
        other = self._running()
        release = self.env["ops.release"].with_user(self.support).create({"order_id": self.order.id})
        release.line_ids = [(0, 0, {"order_line_id": other.order_line.id, "quantity": 1})]
        with self.assertRaisesRegex(UserError, r"another order.*W4\.C"):
            release.action_submit()
        release.line_ids = [(5,), (0, 0, {"order_line_id": self.order.order_line[0].id, "quantity": 1})]
        release.line_ids.product_id = self.key
        with self.assertRaisesRegex(UserError, r"differ from the order.*W4\.C"):
            release.action_submit()

    def test_who_asks_and_who_decides(self):
        release = self._release(self.order, approve=False)
        for user in (self.consultant, self.support, self.keeper, self.clerk, self.other_manager):
            with self.assertRaises(UserError):  # or AccessError, which is one
                release.with_user(user).action_ops_approve()
        for user in (self.consultant, self.keeper, self.clerk, self.purchaser):
            with self.assertRaises(AccessError):
                self.env["ops.release"].with_user(user).create({"order_id": self.order.id})
        self.assertFalse(self.env["ops.release"].with_user(self.manager)._ops_may_submit())
        with self.assertRaisesRegex(UserError, r"sales support.*W4\.C"):
            self.env["ops.release"].with_user(self.manager).sudo().create(
                {"order_id": self.order.id}
            ).action_submit()

    def test_nobody_lets_his_own_goods_go(self):
        order = self._create_order(user=self.manager, user_id=self.manager.id)
        self._submit(order, self.manager).with_user(self.other_manager).action_ops_approve()
        self._confirm(order)
        release = self._release(order, approve=False)
        self.assertEqual(release.sudo().review_ids.reviewer_ids, self.other_manager)
        with self.assertRaisesRegex(UserError, r"W4\.C"):
            release.with_user(self.manager).action_ops_approve()
        release.with_user(self.other_manager).action_ops_approve()
        self.assertEqual(release.state, "approved")

    def test_refused_with_reason_and_asked_again(self):
        release = self._release(self.order, approve=False)
        release.with_user(self.manager).action_ops_refuse("not paid yet")
        self.assertEqual(release.state, "refused")
        self.assertIn("not paid yet", release.ops_status_text)
        release.with_user(self.support).line_ids[0].quantity = 5
        release.with_user(self.support).action_submit()
        release.with_user(self.manager).action_ops_approve()
        self.assertEqual(release.state, "approved")

    def test_approved_lines_stay_as_they_are(self):
        release = self._release(self.order, 5)
        for act in (
            lambda r: r.line_ids[0].write({"quantity": 9}),
            lambda r: r.line_ids[0].unlink(),
            lambda r: r.write({"line_ids": [(5,)]}),
            lambda r: r.write({"date_planned": "2030-01-01"}),
            lambda r: r.write({"slip_number": "CK1"}),
            lambda r: r.line_ids.write({"quantity_cut": -5}),
            lambda r: r.write({"state": "done"}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                act(release.with_user(self.support))

    def test_office_fills_in_the_shipment_only(self):
        release = self._release(self.order)
        as_clerk = release.with_user(self.clerk)
        as_clerk.write({"carrier": "SF", "vehicle": "粤A 12345", "driver": "Li"})
        for vals in ({"date_planned": "2030-01-01"}, {"state": "cancel"}):
            with self.assertRaisesRegex(UserError, r"W4\.C|cannot be changed"), self.env.cr.savepoint():
                as_clerk.write(vals)
        self.assertEqual(release.driver, "Li")

    def test_who_reads(self):
        draft = self._release(self.order, 4, approve=False)
        for user in (self.keeper, self.clerk):
            self.assertFalse(self.env["ops.release"].with_user(user).search([("id", "=", draft.id)]))
        draft.with_user(self.manager).action_ops_approve()
        for user in (
            self.consultant,
            self.support,
            self.manager,
            self.keeper,
            self.clerk,
            self.leader,
            self.auditor,
        ):
            found = self.env["ops.release"].with_user(user).search([("id", "=", draft.id)])
            self.assertEqual(found, draft, user.name)
            self.assertEqual(found.line_ids.mapped("quantity_left"), [4, 2], user.name)
            Form(found)  # whoever reads it can open it
        for user in (self.colleague, self.other_manager, self.purchaser, self.accountant, self.rule_admin):
            found = self.env["ops.release"].with_user(user).search([("id", "=", draft.id)])
            self.assertFalse(found, user.name)
            with self.assertRaises(AccessError):
                draft.with_user(user).read(["slip_number"])
        # who sees the order without its releases still opens it
        seen = self.order.with_user(self.purchaser).read(["ops_release_ids", "ops_release_count"])[0]
        self.assertFalse(seen["ops_release_ids"] or seen["ops_release_count"])

    @clause("R10")
    def test_short_notice_is_flagged(self):
        with freeze_time("2026-11-25 03:00:00"):  # a Wednesday, 11:00 in China
            order = self._running()
            self.assertFalse(self._release(order, 2, date_planned="2026-11-26").is_same_day)
            self.assertTrue(self._release(order, 2, date_planned="2026-11-25").is_same_day)
            self.company.ops_release_days_ahead = 0
            self.assertFalse(self._release(order, 2, date_planned="2026-11-25").is_same_day)
            self.company.ops_release_days_ahead = 3
            self.assertTrue(self._release(order, 2, date_planned="2026-11-26").is_same_day)
            with self.assertRaisesRegex(UserError, "is over"):
                self._release(order, 1, date_planned="2026-11-24")

    def test_cancelled_gives_everything_back(self):
        release = self._release(self.order)
        slip = release.slip_number
        release.with_user(self.support).action_cancel()
        self.assertEqual(self.order.order_line.mapped("ops_qty_to_release"), [10, 2])
        self.assertEqual(release.slip_number, slip)
        with self.assertRaisesRegex(UserError, r"W4\.C"), self.env.cr.savepoint():
            self._ship(self._picking(self.order))

    def test_shipped_in_part_is_cut_down_not_cancelled(self):
        release = self._release(self.order)
        self._ship(self._picking(self.order), 4, 0)
        with self.assertRaisesRegex(UserError, r"part of it has left.*W4\.C"):
            release.with_user(self.support).action_cancel()
        release.with_user(self.support).action_cut()
        self.assertEqual(release.state, "done")
        self.assertEqual(release.line_ids.mapped("quantity_cut"), [6, 2])
        self.order.invalidate_recordset()
        self.assertEqual(self.order.order_line.mapped("ops_qty_to_release"), [6, 2])
        with self.assertRaisesRegex(UserError, r"W4\.C"), self.env.cr.savepoint():
            self._ship(self._picking(self.order))

    def test_cancelled_order_ends_its_releases(self):
        order = self._running()
        waiting, shipped = self._release(order, 3, approve=False), None
        shipped = self._release(order, 4)
        self._ship(self._picking(order), 2)
        order.with_user(self.leader)._action_cancel()
        self.assertEqual((waiting.state, shipped.state), ("cancel", "done"))
        self.assertEqual(shipped.line_ids.quantity_cut, 2)

    def test_orders_to_release_are_found(self):
        free, released, off = self._running(), self._running(), self._create_order()
        self._release(released)
        found = self.env["sale.order"].with_user(self.support).search([("ops_to_release", "=", True)])
        self.assertIn(free, found)
        self.assertIn(self.order, found)
        self.assertNotIn(released, found)
        self.assertNotIn(off, found)
        self.assertTrue(free.with_user(self.support).ops_can_request_release)
        self.assertFalse(free.with_user(self.consultant).ops_can_request_release)
        self.assertFalse(released.with_user(self.support).ops_can_request_release)
        keys = {
            card["key"]: card for card in self.env["ops.home"].with_user(self.support).get_home()["cards"]
        }
        self.assertEqual(keys["to_release"]["count"], len(found))

    def test_first_page_of_warehouse_and_office(self):
        release = self._release(self.order, date_planned=self._day(0))
        for user in (self.keeper, self.clerk):
            cards = self.env["ops.home"].with_user(user).get_home()["cards"]
            card = next(card for card in cards if card["key"] == "to_ship")
            self.assertEqual([row["res_id"] for row in card["rows"]], release.ids)

    def test_switched_off_passes_at_once(self):
        self._switch(False)
        order = self._running()
        release = (
            self.env["ops.release"]
            .with_user(self.support)
            .create(
                {
                    "order_id": order.id,
                    "line_ids": [(0, 0, {"order_line_id": order.order_line.id, "quantity": 10})],
                }
            )
        )
        release.action_submit()
        self.assertEqual(release.state, "approved")
        self.assertTrue(release.slip_number)
