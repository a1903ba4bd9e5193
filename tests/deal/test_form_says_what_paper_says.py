"""What the customer reads, and what a deviation names, stands on the form of who enters and decides it."""

from odoo.tests import Form, tagged
from odoo.tests.form import O2MForm

from ..common import clause
from .common import DealCase

# Of the quotation's paper and of its deviations: fields of the order, and of its lines.
HEADER = [
    "partner_id",
    "partner_invoice_id",
    "partner_shipping_id",
    "client_order_ref",
    "payment_term_id",
    "commitment_date",
    "validity_date",
    "ops_warranty_months",
    "incoterm",
    "incoterm_location",
    "note",
    "require_payment",
    "tax_totals",
]
LINES = [
    "name",
    "ops_specification",
    "product_uom_qty",
    "product_uom_id",
    "price_unit",
    "discount",
    "tax_ids",
]
# Core's optional features that nobody holds here.
CORE_GROUPS = (
    "sale.group_discount_per_so_line",
    "uom.group_uom",
    "account.group_delivery_invoice_address",
)


@tagged("post_install", "-at_install")
@clause("W2.E", part="who decides sees the paper")
class TestFormSaysWhatPaperSays(DealCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in CORE_GROUPS:
            group = cls.env.ref(name)
            cls.env["res.groups"].search([("implied_ids", "in", group.ids)]).implied_ids -= group
            group.user_ids = False

    def _form(self, record, user):
        self.env.flush_all()
        self.env.invalidate_all()
        return Form(record.with_user(user))

    def _hidden(self, form, names):
        """Return which fields are not seen; invisible ones and columns that are off count as such."""
        return [
            name
            for name in names
            if name not in form._view["fields"]
            or any(form._get_modifier(name, each) for each in ("invisible", "column_invisible"))
        ]

    def _hidden_of_line(self, form, names):
        return self._hidden(O2MForm(form.order_line, 0), names)

    def test_sellers_and_approvers_see_it(self):
        order = self._submit(self._create_order(products=[(self.plain, 10, 100), (self.key, 2, 8000)]))
        for user in (self.consultant, self.support, self.manager, self.leader, self.purchaser, self.auditor):
            with self.subTest(user=user.name):
                form = self._form(order, user)
                self.assertFalse(self._hidden(form, HEADER))
                self.assertFalse(self._hidden_of_line(form, LINES))

    def test_seller_enters_discount_unit_and_address(self):
        order = self._create_order()
        dozen = self.env.ref("uom.product_uom_dozen")
        place = self.env["res.partner"].create(
            {"name": "Gate 3", "type": "delivery", "parent_id": self.customer.id}
        )
        with self._form(order, self.consultant) as form:
            form.partner_shipping_id = place
            with form.order_line.edit(0) as line:
                line.discount = 5
                line.product_uom_id = dozen
        self.assertEqual(
            (order.order_line.discount, order.order_line.product_uom_id, order.partner_shipping_id),
            (5, dozen, place),
        )

    def test_phone_shows_discount_and_specification_of_a_line(self):
        arch = (
            self.env["sale.order"]
            .with_user(self.manager)
            .get_view(self.env.ref("sale.view_order_form").id, "form")["arch"]
        )
        for name in ("discount", "ops_specification", "product_uom_id"):
            self.assertIn(
                f'<field name="{name}"', arch[arch.index("<kanban") : arch.index("</kanban>")], name
            )

    def test_switched_off_core_decides_what_is_shown(self):
        order = self._create_order()
        self._switch(False)
        form = self._form(order, self.consultant)
        self.assertEqual(
            self._hidden_of_line(form, ("discount", "product_uom_id", "ops_specification")),
            ["discount", "product_uom_id", "ops_specification"],
        )
        self.assertEqual(
            self._hidden(form, ("partner_invoice_id", "partner_shipping_id")),
            ["partner_invoice_id", "partner_shipping_id"],
        )

    def test_who_holds_cores_feature_sees_one_column(self):
        self.consultant.group_ids += self.env.ref("sale.group_discount_per_so_line")
        order = self._create_order()
        form = self._form(order, self.consultant)
        nodes = form._view["tree"].xpath("//field[@name='order_line']/list/field[@name='discount']")
        self.assertEqual(len(nodes), 1)

    def test_contract_shows_its_goods_to_who_decides_and_signs(self):
        order = self._create_order(products=[(self.plain, 10, 100), (self.difficult, 1, 3000)])
        order.order_line[0].discount = 5
        self._answer_technical(order)
        self._approve(order)
        contract = self._create_contract(order, has_installation=True)
        for user in (self.consultant, self.support, self.technician, self.manager, self.leader, self.auditor):
            with self.subTest(user=user.name):
                form = self._form(contract, user)
                self.assertFalse(self._hidden(form, ["goods_ids"]))
                [fields] = [form._view["tree"].xpath("//field[@name='goods_ids']/list/field/@name")]
                self.assertLessEqual(set(LINES) | {"ops_lead_days", "price_subtotal"}, set(fields))
                self.assertEqual(
                    [line["discount"] for line in contract.with_user(user).goods_ids.read(["discount"])],
                    [5, 0],
                )
