"""What counts as worse for the company than what was approved, field by field (W2.E, PROCESS §2)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..common import DealCase


@tagged("post_install", "-at_install")
class TestSaleOrderSnapshot(DealCase):
    """Worse ends the approval, better and neutral keep it; the words name the line and what became worse."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        term = cls.env["account.payment.term"]
        half = [
            (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 0}),
            (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 60}),
        ]
        cls.term_half_60 = term.create({"name": "Half at once, half in 60 days", "line_ids": half})
        cls.term_60 = term.create(
            {
                "name": "60 days",
                "line_ids": [(0, 0, {"value": "percent", "value_amount": 100, "nb_days": 60})],
            }
        )
        cls.tax = cls.env["account.tax"].create(
            {
                "name": "Test 13%",
                "amount": 13,
                "company_id": cls.company.id,
                "country_id": (cls.company.account_fiscal_country_id or cls.env.ref("base.cn")).id,
            }
        )

    def _approved(self, **vals):
        return self._approve(
            self._create_order(
                products=[(self.plain, 10, 100), (self.difficult_free, 5, 50)],
                payment_term_id=self.term_30.id,
                commitment_date="2030-06-15 08:00:00",
                note="<p>Ex works</p>",
                **vals,
            )
        )

    @property
    def difficult_free(self):
        return self.other

    def setUp(self):
        super().setUp()
        self.other = self._create_product("Coupling", 50)

    def _assert_kept(self, order, name):
        self.assertEqual(order.ops_approval_state, "approved", f"{name}: {order.ops_taken_back_reason}")
        self.assertTrue(order._ops_is_approval_valid(), name)

    def _assert_ended(self, order, words, name):
        self.assertEqual(order.ops_approval_state, "draft", name)
        self.assertRegex(order.ops_taken_back_reason, words, name)

    def _assert_matrix(self, rows):
        """Check rows (name, change, words): words None keeps the approval, else they are in the reason."""
        for name, change, words in rows:
            order = self._approved()
            change(order.with_user(self.consultant))
            if words:
                self._assert_ended(order, words, name)
            else:
                self._assert_kept(order, name)

    @clause("W2.E", part="quotation")
    def test_header(self):
        write = lambda **vals: lambda order: order.write(vals)  # noqa: E731
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        fiscal = self.env["account.fiscal.position"].create({"name": "Free of tax"})
        self._assert_matrix(
            [
                (
                    "another customer",
                    write(partner_id=stranger.id, payment_term_id=self.term_30.id),
                    "another customer",
                ),
                (
                    "another contact of the customer",
                    write(partner_id=contact.id, payment_term_id=self.term_30.id, note="<p>Ex works</p>"),
                    None,
                ),
                ("earlier delivery", write(commitment_date="2030-06-14 08:00:00"), "earlier delivery"),
                ("later delivery", write(commitment_date="2030-06-16 08:00:00"), None),
                ("no delivery date any more", write(commitment_date=False), None),
                ("longer warranty", write(ops_warranty_months=13), "longer warranty"),
                ("shorter warranty", write(ops_warranty_months=6), None),
                ("longer validity", write(validity_date="2031-01-01"), "longer validity"),
                ("shorter validity", write(validity_date="2030-01-01"), None),
                ("no end of validity", write(validity_date=False), "longer validity"),
                ("other terms", write(note="<p>Free delivery</p>"), "terms and conditions"),
                ("an incoterm", write(incoterm=self.env.ref("account.incoterm_DDP").id), "incoterm"),
                ("a reference", write(client_order_ref="PO 7"), "another customer reference"),
                ("invoice to another firm", write(partner_invoice_id=stranger.id), "firm to invoice"),
                ("delivery to another firm", write(partner_shipping_id=stranger.id), "firm to deliver to"),
                ("invoice to the same firm", write(partner_invoice_id=contact.id), None),
                ("delivery to the same firm", write(partner_shipping_id=contact.id), None),
                ("another fiscal position", write(fiscal_position_id=fiscal.id), "fiscal position"),
                ("another order date", write(date_order="2000-01-01 08:00:00"), "another order date"),
                ("a place of the incoterm", write(incoterm_location="Hamburg"), "place of the incoterm"),
                ("a colleague", write(user_id=self.colleague.id), None),
                ("prepayment asked", write(require_payment=True, prepayment_percent=0.3), None),
            ]
        )

    def _configurable(self):
        """Return a product whose customer says in his own words what he wants, and that choice."""
        attribute = self.env["product.attribute"].create(
            {
                "name": "Paint",
                "create_variant": "no_variant",
                "value_ids": [(0, 0, {"name": "Own colour", "is_custom": True})],
            }
        )
        product = self._create_product("Cabinet", 900)
        line = self.env["product.template.attribute.line"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "attribute_id": attribute.id,
                "value_ids": [(6, 0, attribute.value_ids.ids)],
            }
        )
        choice = line.product_template_value_ids
        self.assertTrue(choice)
        return product, choice

    @clause("W2.E", part="quotation")
    def test_words_of_the_customers_choice(self):
        """Custom text of a configurable line, changed on its own record: ends the approval, or is refused."""
        product, choice = self._configurable()
        words = {"custom_product_template_attribute_value_id": choice.id, "custom_value": "RAL 7035"}
        line = {
            "product_id": product.id,
            "product_no_variant_attribute_value_ids": [(6, 0, choice.ids)],
            "product_custom_attribute_value_ids": [(0, 0, words)],
        }

        def told(order):
            return order.with_user(self.consultant).order_line.product_custom_attribute_value_ids

        for name, change in [
            ("changed", lambda order: told(order).write({"custom_value": "RAL 9005"})),
            ("taken out", lambda order: told(order).unlink()),
            ("put elsewhere", lambda order: told(order).write({"sale_order_line_id": False})),
        ]:
            order = self._create_order(order_line=[(0, 0, line)])
            self._submit(order)
            with self.assertRaisesRegex(UserError, r"being decided.*W2\.E"), self.env.cr.savepoint():
                change(order)
            self._approve(order)
            with self.assertRaisesRegex(UserError, r"W2\.E"), self.env.cr.savepoint():
                told(order).with_user(self.keeper).write({"custom_value": "x"})
            change(order)
            self._assert_ended(order, "other words of the customer's choice", name)
        order = self._approve(self._create_order(order_line=[(0, 0, line)]))
        self._sign_contract(self._create_contract(order))
        with self.assertRaisesRegex(UserError, r"choice.*W3\.C, W3\.D"):
            told(order).write({"custom_value": "RAL 9005"})

    @clause("W2.E", part="quotation")
    def test_snapshots_of_before_keep_their_approval(self):
        """What an earlier version did not keep is no difference; the next approval keeps it."""
        order = self._approved(client_order_ref="PO 1")
        old = order.ops_approved_snapshot
        for key in (
            "incoterm_location",
            "partner_invoice_id",
            "partner_shipping_id",
            "reference",
            "fiscal_position_id",
            "date_order",
            "amount_positive",
        ):
            del old["header"][key]
        for line in old["lines"].values():
            del line["custom"], line["layout"]
        order._stamp({"ops_approved_snapshot": old})
        self.assertEqual(order._ops_differences(), [])
        order.with_user(self.consultant).write({"client_order_ref": "PO 2", "partner_id": self.customer.id})
        self._assert_kept(order, "an approval of an earlier version")

    @clause("W3.D", part="what the contract fixed")
    def test_addresses_after_the_signature(self):
        """Once the contract is signed nobody sends goods or invoices of it to another firm."""
        order = self._approve(self._create_order())
        self._sign_contract(self._create_contract(order))
        contact = self.env["res.partner"].create({"name": "Gate 3", "parent_id": self.customer.id})
        for _stage in ("signed", "running"):
            for name in ("partner_invoice_id", "partner_shipping_id"):
                with self.assertRaisesRegex(UserError, r"address.*W3\.C, W3\.D"), self.env.cr.savepoint():
                    order.with_user(self.support).write({name: self.vendor.id})
                order.with_user(self.support).write({name: contact.id})
                order.with_user(self.support).write({name: self.customer.id})
            if order.state != "sale":
                order.with_user(self.support).action_confirm()
        order.with_user(self.support).client_order_ref = "PO 7"  # came with the running order
        self.assertTrue(order._ops_is_approval_valid())

    @clause("W2.E", part="quotation")
    def test_payment_terms_are_measured_in_days_of_credit(self):
        write = lambda term: lambda order: order.write({"payment_term_id": term and term.id})  # noqa: E731
        self._assert_matrix(
            [
                ("60 days instead of 30", write(self.term_60), "softer payment"),
                ("at once instead of 30", write(self.term_cash), None),
                ("half at once and half in 60 is 30 on average", write(self.term_half_60), None),
                ("no term is at once", write(False), None),
            ]
        )

    def test_less_prepayment_is_softer(self):
        order = self._approved(require_payment=True, prepayment_percent=0.5)
        order.prepayment_percent = 0.8
        self._assert_kept(order, "more prepayment")
        order.prepayment_percent = 0.4
        self._assert_ended(order, "softer payment", "less prepayment")
        order = self._approved(require_payment=True, prepayment_percent=0.5)
        order.require_payment = False
        self._assert_ended(order, "softer payment", "no prepayment")

    @clause("W2.E", part="quotation")
    def test_line(self):
        write = lambda **vals: lambda order: order.order_line[0].write(vals)  # noqa: E731
        self._assert_matrix(
            [
                ("lower price", write(price_unit=99.99), "Bearing 6204.*lower price"),
                ("higher price", write(price_unit=101), None),
                ("same price written again", write(price_unit=100.0), None),
                ("discount", write(discount=0.5), "higher discount"),
                ("earlier promised", write(customer_lead=-1), "earlier delivery"),
                ("later promised", write(customer_lead=20), None),
                ("another product", write(product_id=self.other.id, price_unit=100), "another product"),
                (
                    "another unit",
                    write(product_uom_id=self.env.ref("uom.product_uom_dozen").id),
                    "another unit",
                ),
                ("other taxes", write(tax_ids=[(6, 0, self.tax.ids)]), "other taxes"),
                ("another text", write(name="Bearing, gold plated"), "description or specification"),
                ("another specification", write(ops_specification="C3"), "description or specification"),
                ("fewer pieces at that price", write(product_uom_qty=9), "smaller quantity"),
                ("more pieces", write(product_uom_qty=11, price_unit=100), None),
                ("another place in the list", write(sequence=99), None),
            ]
        )

    def test_less_discount_is_better(self):
        order = self._create_order(products=[(self.plain, 10, 100)])
        order.order_line.discount = 10
        self._approve(order)
        order.order_line.discount = 5
        self._assert_kept(order, "less discount")
        order.order_line.discount = 10
        self._assert_kept(order, "back to the discount approved")
        order.order_line.discount = 11
        self._assert_ended(order, "higher discount", "more discount")

    def test_lines_added_and_taken_out(self):
        create = lambda **vals: lambda order: order.write({"order_line": [(0, 0, vals)]})  # noqa: E731
        self._assert_matrix(
            [
                ("added", create(product_id=self.plain.id), "a line was added"),
                ("free of charge", create(product_id=self.plain.id, price_unit=0), "a line was added"),
                (
                    "note",
                    create(display_type="line_note", name="Gift", product_uom_qty=0),
                    "Gift: a line was added",
                ),
                (
                    "section",
                    create(display_type="line_section", name="Part", product_uom_qty=0),
                    "a line was added",
                ),
                ("taken out", lambda order: order.order_line[1].unlink(), "Coupling.*taken out"),
            ]
        )

    def test_more_of_a_key_product_asks_purchasing_again(self):
        order = self._create_order(products=[(self.key, 2, 8000)])
        self._submit(order)
        self._answer_purchasing(order)
        self._approve(order, self.purchaser, self.manager)
        order.order_line.product_uom_qty = 3
        self._assert_ended(order, "more of a key product", "more of a key product")

    def test_growing_to_major_asks_the_leader(self):
        order = self._approved()
        order.order_line[0].product_uom_qty = 1990
        self._assert_kept(order, "199,250 is not major")
        order.order_line[0].product_uom_qty = 2000
        self._assert_ended(order, "now major", "200,250 is")

    def test_lower_limit_does_not_end_what_was_approved(self):
        order = self._approved()
        self.company.ops_major_quotation = 500
        order.order_line[0].price_unit = 100
        order.origin = "Fair in Canton"
        self._assert_kept(order, "limit lowered")
        order.with_user(self.consultant).action_quotation_sent()

    def test_down_payments_of_core_promise_nothing(self):
        order = self._approved()
        order.write(
            {
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "display_type": "line_section",
                            "is_downpayment": True,
                            "name": "D",
                            "product_uom_qty": 0,
                        },
                    ),
                    (
                        0,
                        0,
                        {
                            "is_downpayment": True,
                            "name": "Down payment",
                            "price_unit": 300,
                            "product_uom_qty": 0,
                        },
                    ),
                ]
            }
        )
        self._assert_kept(order, "down payment")
        order.order_line[-1].write({"product_uom_qty": 1, "price_unit": -300})
        self._assert_ended(order, "a line was added", "a discount in disguise")

    def test_options_may_be_taken_or_left_by_the_customer(self):
        order = self._create_order()
        last = {"sequence": 90, "product_uom_qty": 0}
        order.write(
            {
                "order_line": [
                    (0, 0, {"display_type": "line_section", "name": "Options", "is_optional": True, **last}),
                    (
                        0,
                        0,
                        {"product_id": self.other.id, "product_uom_qty": 2, "price_unit": 50, "sequence": 91},
                    ),
                ]
            }
        )
        self._approve(order)
        option = order.order_line[-1]
        self.assertTrue(order.ops_approved_snapshot["lines"][str(option.id)]["is_optional"])
        option.product_uom_qty = 0
        self._assert_kept(order, "an option left")
        option.product_uom_qty = 5
        self._assert_kept(order, "an option taken")
        option.price_unit = 40
        self._assert_ended(order, "lower price", "an option made cheaper")

    def test_confirmed_order_keeps_what_its_contract_says(self):
        order = self._confirm(self._approved())
        order.write({"order_line": [(0, 0, {"product_id": self.other.id, "product_uom_qty": 0})]})
        self._assert_kept(order, "a line without quantity, as deliveries and expenses add it")
        for change in ({"product_uom_qty": 12}, {"price_unit": 80}):
            with self.assertRaisesRegex(UserError, r"is signed.*amendment.*W3\.C"):
                order.order_line[0].write(change)
        self._assert_kept(order, "what was signed")

    def test_confirmed_order_without_contract_loses_its_approval_in_the_same_way(self):
        order = self._confirm(self._approved())
        self.env["ops.clause"].search([("code", "=", "W3.C")]).with_company(self.company).is_active = False
        order.order_line[0].product_uom_qty = 12
        self._assert_kept(order, "more pieces after confirmation")
        order.order_line[0].price_unit = 80
        self._assert_ended(order, "lower price", "cheaper after confirmation")
        self.assertEqual(order.state, "sale", "what runs goes on; what leaves the house waits")

    def test_several_reasons_are_all_named(self):
        order = self._approved()
        order.write(
            {"ops_warranty_months": 24, "order_line": [(1, order.order_line[0].id, {"price_unit": 1})]}
        )
        self.assertEqual(order.ops_approval_state, "draft")
        log = self.env["ops.log"].search(
            [("res_id", "=", order.id), ("model", "=", "sale.order"), ("event", "=", "taken_back")]
        )
        self.assertEqual(len(log), 1, "one change, one row")

    def test_batch_costs_the_same_number_of_comparisons(self):
        orders = self.env["sale.order"].browse([self._approved().id for _i in range(3)])
        orders[0].order_line[0].price_unit = 1
        (orders - orders[0]).write({"ops_warranty_months": 3})
        self.assertEqual(orders.mapped("ops_approval_state"), ["draft", "approved", "approved"])

    def test_related_contents_changed_past_write_are_compared_at_the_door(self):
        """A customer merged in the database, say: what was approved is not what would leave."""
        order = self._approved()
        self.env.cr.execute("UPDATE sale_order_line SET price_unit = 1 WHERE order_id = %s", [order.id])
        order.invalidate_recordset()
        order.order_line.invalidate_recordset()
        self.assertEqual(order.ops_approval_state, "approved")
        with self.assertRaisesRegex(
            Exception, r"differs from what was approved.*lower price.*submits it again"
        ):
            order.with_user(self.consultant).action_quotation_sent()
        self.assertTrue(order.with_user(self.consultant).ops_can_submit)
        self._submit(order)
        order.with_user(self.manager).action_ops_approve()
        order.with_user(self.consultant).action_quotation_sent()
        self.assertEqual(order.state, "sent")
