"""No typed change ends in a crash: running orders, releases, transfers and repairs."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..form_changes import FormCase
from .common import ReleaseCase


@tagged("post_install", "-at_install")
class TestDeliveryForms(FormCase, ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_product("Coupling", 50)
        cls._stock(cls.other, 100)

    def _order(self):
        return self._running(products=[(self.plain, 10, 100), (self.other, 2, 50)])

    def test_support_changes_a_quantity_of_a_released_order(self):
        """Ten become twelve on a running order of which four are released: a value; saving says what next."""
        order = self._order()
        self._release(order, 4)
        form = Form(order.with_user(self.support))
        with form.order_line.edit(0) as line:
            line.product_uom_qty = 12
            self.assertEqual(line.ops_qty_released, 4)
        with self.assertRaisesRegex(UserError, r"is signed\. Sales support issues an amendment.*W3\.C"):
            form.save()

    def test_running_order(self):
        order = self._order()
        self._release(order, 4)
        self._assert_no_crash(order, self.support)
        self._ship(self._picking(order), 4)
        self._assert_no_crash(order, self.support, save=False)

    def test_new_release(self):
        order = self._running()
        context = order.with_user(self.support).action_ops_request_release()["context"]
        self._assert_no_crash(self.env["ops.release"].with_context(**context), self.support)

    def test_release(self):
        order = self._order()
        release = self._release(order, 4, approve=False)
        self._assert_no_crash(release, self.support, self.manager)
        release.with_user(self.manager).action_ops_approve()
        self._assert_no_crash(release, self.support, self.clerk)

    def test_transfer(self):
        order = self._order()
        self._assert_no_crash(self._picking(order), self.keeper, save=False)
        self._release(order, 4)
        self._assert_no_crash(self._picking(order), self.keeper)
        picking = self._ship(self._picking(order), 4)
        self._assert_no_crash(picking, self.keeper, save=False)

    def test_new_transfer(self):
        context = {"default_picking_type_id": self.warehouse.out_type_id.id}
        self._assert_no_crash(self.env["stock.picking"].with_context(**context), self.keeper)

    def test_repair(self):
        repair = (
            self.env["repair.order"]
            .with_user(self.technician)
            .create({"product_id": self.plain.id, "partner_id": self.customer.id})
        )
        self._assert_no_crash(repair, self.technician)
        self._assert_no_crash(repair.browse(), self.technician)
