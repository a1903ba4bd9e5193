"""What the web client sends when a new record is saved is more than what was typed; it is saved (PROCESS §0).

The documents of a deal are saved so by `DealPlayer`; these are core's forms.
"""

from odoo.tests import Form, tagged

from ..form_changes import save_as_browser
from .deal_company import DealCompany


@tagged("post_install", "-at_install")
class TestSavedByBrowser(DealCompany):
    def _new(self, model, user, **context):
        return Form(self.env[model].with_user(user).with_context(**context))

    def test_lines_are_added_to_a_saved_quotation(self):
        order = self._create_order()
        form = Form(order.with_user(self.consultant))
        with form.order_line.new() as line:
            line.product_id = self.key
        save_as_browser(form)
        self.assertEqual(order.order_line.product_id, self.plain | self.key)

    def test_customer_and_inquiry(self):
        form = self._new("res.partner", self.consultant)
        form.name = "Green Field Dyeing"
        partner = save_as_browser(form)
        form = self._new("crm.lead", self.consultant, default_type="opportunity")
        form.name, form.partner_id = "Pumps", partner
        self.assertEqual(save_as_browser(form).partner_id, partner)

    def test_purchase_order(self):
        form = self._new("purchase.order", self.purchaser)
        form.partner_id = self.vendor
        with form.order_line.new() as line:
            line.product_id = self.key
        self.assertEqual(save_as_browser(form).order_line.product_id, self.key)

    def test_vendors_bill(self):
        form = self._new("account.move", self.accountant, default_move_type="in_invoice")
        form.partner_id, form.invoice_date = self.vendor, "2026-03-02"
        with form.invoice_line_ids.new() as line:
            line.name, line.price_unit = "Freight", 120
        self.assertEqual(save_as_browser(form).amount_untaxed, 120)

    def test_customers_invoice_without_goods(self):
        form = self._new("account.move", self.accountant, default_move_type="out_invoice")
        form.partner_id = self.customer
        with form.invoice_line_ids.new() as line:
            line.name, line.price_unit = "Rent of a hall", 120
        self.assertEqual(save_as_browser(form).state, "draft")

    def test_payment_to_a_vendor(self):
        context = {"default_payment_type": "outbound", "default_partner_type": "supplier"}
        form = self._new("account.payment", self.accountant, **context)
        form.partner_id, form.amount = self.vendor, 50
        self.assertEqual(save_as_browser(form).amount, 50)

    def test_internal_transfer(self):
        form = self._new("stock.picking", self.keeper, default_picking_type_id=self.warehouse.int_type_id.id)
        with form.move_ids.new() as move:
            move.product_id, move.product_uom_qty = self.plain, 2
        self.assertEqual(save_as_browser(form).move_ids.product_id, self.plain)
