"""What goods cost us is closed to sales in every channel, open to purchasing, managers, leaders, finance
(DESIGN §11).
"""

import json
from datetime import datetime, timedelta

from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import Form, HttpCase, new_test_user, tagged

from ...common import clause
from ...deal.common import DealCase

SEEING = ("purchaser", "manager", "leader", "gm", "auditor", "financier", "system")
BLIND = (
    "consultant",
    "support",
    "technician",
    "storeman",
    "clerk",
    "store_assistant",
    "market",
    "field_market",
    "rule_admin",
)
COST = 4321.0
VENDOR_PRICE = 4567.0


class CostCase(DealCase):
    """The company of the deal room with the other roles, a product with cost, vendor price, stock and
    history.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, groups in {
            "storeman": "ops_dept.ops_dept_group_warehouse",
            "store_assistant": "ops_dept.ops_dept_group_store_assistant",
            "market": "ops_dept.ops_dept_group_market_head",
            "field_market": "ops_dept.ops_dept_group_field_specialist",
            "financier": "ops_dept.ops_dept_group_finance",
            "system": "base.group_system",
        }.items():
            user = new_test_user(
                cls.env, f"ops_{name}", groups=f"base.group_user,{groups}", name=name.capitalize()
            )
            setattr(cls, name, user)
        for name in (*SEEING, *BLIND):  # whoever may export must not export cost either
            getattr(cls, name).group_ids |= cls.env.ref("base.group_allow_export")
        cls.goods = cls._create_product("Gear pump", 9000, standard_price=COST, default_code="GP-1")
        cls.goods_tmpl = cls.env["product.template"].browse(cls.goods.product_tmpl_id.id)
        cls.seller = cls.env["product.supplierinfo"].create(
            {
                "partner_id": cls.vendor.id,
                "product_tmpl_id": cls.goods_tmpl.id,
                "price": VENDOR_PRICE,
                "discount": 5,
                "delay": 14,
            }
        )
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)
        cls.env["stock.quant"]._update_available_quantity(cls.goods, cls.warehouse.lot_stock_id, 100)

    def _secret_fields(self):
        """Yield (model, field) of all declared secrets that exist here."""
        for name in sorted(self.env.registry.descendants(["ops.cost.secret"], "_inherit")):
            model = self.env[name]
            yield from ((name, field) for field in sorted(model._ops_cost_fields) if field in model._fields)


@tagged("post_install", "-at_install")
class TestCostSecrecy(CostCase):
    @clause("W2.D", part="secrecy")
    def test_dashboard_of_the_books_tells_sales_nothing(self):
        """The vendor journal's card sums up our bills past all rules: it is accounting's."""
        journal = self.env["account.journal"].search(
            [("type", "=", "purchase"), ("company_id", "=", self.company.id)], limit=1
        ) or self.env["account.journal"].create({"name": "Bills", "type": "purchase", "code": "OPSB"})
        names = ["kanban_dashboard_graph", "kanban_dashboard", "current_statement_balance"]
        for name in ("consultant", "support"):
            as_user = journal.with_user(getattr(self, name))
            self.assertEqual(as_user.name, journal.name, "journals are read as ever")
            for field in names:
                with self.assertRaises(AccessError):
                    as_user.read([field])
            self.assertFalse(set(names) & set(as_user.fields_get()))
        clerk = new_test_user(self.env, "ops_billing", groups="account.group_account_invoice")
        for user in (self.financier, clerk):
            self.assertTrue(journal.with_user(user).read(names)[0]["kanban_dashboard_graph"])
        self._switch(False)
        self.assertTrue(journal.with_user(self.consultant).read(names))

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------
    def test_who_sees_cost(self):
        for name in SEEING:
            self.assertTrue(getattr(self, name)._ops_sees_cost(), name)
        for name in BLIND:
            self.assertFalse(getattr(self, name)._ops_sees_cost(), name)

    def test_switch_off_everybody_sees_what_odoo_shows(self):
        self._switch(False)
        for name in SEEING + BLIND:
            user = getattr(self, name)
            self.assertTrue(user._ops_sees_cost(), name)
            self.assertEqual(self.goods.with_user(user).standard_price, COST)
            self.assertEqual(self.seller.with_user(user).read(["price"])[0]["price"], VENDOR_PRICE)
            self.assertIn("standard_price", self.env["product.product"].with_user(user).fields_get())

    def test_one_company_under_the_rulebook_closes_the_cost_for_its_people_only(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env, "ops_stranger", "base.group_user", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        self.assertTrue(stranger._ops_sees_cost())
        self.consultant.company_ids |= other
        self.assertFalse(self.consultant.with_company(other)._ops_sees_cost())

    # ------------------------------------------------------------------
    # Every declared field × every role
    # ------------------------------------------------------------------
    @clause("W2.D", part="cost hidden from sales")
    def test_every_secret_field_is_closed_to_every_blind_role(self):
        fields = list(self._secret_fields())
        self.assertGreater(len(fields), 40)
        for role in BLIND:
            user = getattr(self, role)
            for model_name, field in fields:
                model = self.env[model_name].with_user(user)
                with self.subTest(role=role, field=f"{model_name}.{field}"):
                    self.assertFalse(model._has_field_access(model._fields[field], "read"))
                    self.assertNotIn(field, model.fields_get())
                    with self.assertRaises(AccessError):
                        model.new({})[field]

    def test_every_secret_field_is_open_to_who_decides_on_prices(self):
        for role in SEEING:
            user = getattr(self, role)
            for model_name, field in self._secret_fields():
                model = self.env[model_name].with_user(user)
                groups = model._fields[field].groups
                if not groups or user.has_groups(groups):
                    self.assertTrue(
                        model._has_field_access(model._fields[field], "read"), (role, model_name, field)
                    )

    def test_no_related_field_leads_around(self):
        """A related field of any model that ends at a secret one is secret itself."""
        secrets = set(self._secret_fields())
        leaks = []
        for model_name, model in self.env.items():
            for field in model._fields.values():
                if not field.related or (model_name, field.name) in secrets:
                    continue
                target = model
                *path, last = field.related.split(".")
                for name in path:
                    target = target[name]
                if (target._name, last) in secrets:
                    leaks.append(f"{model_name}.{field.name} → {target._name}.{last}")
        self.assertFalse(leaks)

    def test_no_unknown_field_depends_on_a_secret_one(self):
        """Computed from a secret: secret too, or known to give nothing away."""
        harmless = {
            "product.product.company_currency_id",  # computed beside the value
            "stock.move.remaining_qty",  # a quantity
        }
        secrets = set(self._secret_fields())
        found = set()
        for model_name, field_name in secrets:
            field = self.env[model_name]._fields[field_name]
            found.update(self.env.registry.get_dependent_fields(field))
        unknown = {
            f"{field.model_name}.{field.name}"
            for field in found
            if (field.model_name, field.name) not in secrets and field.name != "display_name"
        }
        self.assertFalse(unknown - harmless, sorted(unknown - harmless))

    # ------------------------------------------------------------------
    # Channels, as the consultant and the storeman
    # ------------------------------------------------------------------
    def _channels(self, model_name, field, record):
        """Yield (name, call) for each way a client asks for a field; `call` takes the model in the user's
        environment.
        """
        yield "read", lambda model: model.browse(record.id).read([field])
        yield "web_read", lambda model: model.browse(record.id).web_read({field: {}})
        yield "search_read", lambda model: model.search_read([], [field], limit=1)
        yield "web_search_read", lambda model: model.web_search_read([], {field: {}}, limit=1)
        yield "export_data", lambda model: model.browse(record.id).export_data([field])
        yield "mapped", lambda model: model.browse(record.id).mapped(field)
        if model_name not in ("stock.quant",):  # core itself cannot search what it computes
            yield "search", lambda model: model.search([(field, ">", 1)])
            yield "search_count", lambda model: model.search_count([(field, "<", 1e6)])
            yield "name_search", lambda model: model.name_search("", [(field, ">", 1)])
            yield "nested", lambda model: model.search(["|", ("id", "=", 0), "!", (field, ">", 1)])
            yield "any", lambda model: model.search([("id", "any", [(field, ">", 1)])])
        yield "order", lambda model: model.search([], order=field)
        yield "order desc", lambda model: model.search_read([], ["id"], order=f"{field} desc")
        yield "aggregate", lambda model: model.formatted_read_group([], [], [f"{field}:sum"])
        yield "aggregate max", lambda model: model.formatted_read_group([], ["product_id"], [f"{field}:max"])
        yield "group by", lambda model: model.formatted_read_group([], [field], ["__count"])
        yield (
            "having",
            lambda model: model.formatted_read_group(
                [], ["id"], ["__count"], having=[(f"{field}:sum", ">", 1)]
            ),
        )
        yield "web_read_group", lambda model: model.web_read_group([], [field], ["__count"])
        yield "read_group", lambda model: model.read_group([], [f"{field}:sum"], [])
        yield "grouping sets", lambda model: model.formatted_read_grouping_sets([], [[]], [f"{field}:sum"])

    def test_channels_are_closed(self):
        move = self.env["stock.move"].search([("product_id", "=", self.goods.id)], limit=1) or self._receive(
            1
        )
        quant = self.env["stock.quant"].search([("product_id", "=", self.goods.id)], limit=1)
        lot = self.env["stock.lot"].create({"name": "L1", "product_id": self.goods.id})
        order = self._purchase(1)
        cases = [
            ("consultant", self.goods, ("standard_price", "avg_cost", "total_value")),
            ("consultant", self.goods_tmpl, ("standard_price",)),
            ("consultant", self.seller, ("price", "discount", "price_discounted")),
            ("consultant", quant, ("value",)),
            ("consultant", move, ("price_unit", "value", "standard_price", "remaining_value")),
            ("storeman", self.goods, ("standard_price", "total_value")),
            ("storeman", lot, ("standard_price", "avg_cost", "total_value")),
            ("storeman", move, ("price_unit", "value")),
            ("storeman", order, ("amount_total", "amount_untaxed")),
            ("storeman", order.order_line, ("price_unit", "price_subtotal")),
            ("technician", order.order_line, ("price_unit", "price_unit_discounted", "discount")),
        ]
        for role, record, fields in cases:
            model = self.env[record._name].with_user(getattr(self, role))
            for field in fields:
                for name, call in self._channels(record._name, field, record):
                    with self.subTest(role=role, field=f"{record._name}.{field}", channel=name):
                        self.env.invalidate_all()
                        try:
                            result = call(model)
                        except AccessError:
                            continue
                        except (ValueError, NotImplementedError, TypeError, KeyError):
                            continue  # core cannot do this with this field for anybody
                        self.fail(f"answered {result!r}")

    def test_paths_from_other_models_are_closed(self):
        self._receive(1)
        order = self._create_order(products=[(self.goods, 1, 9000)])
        for role, model_name, path in [
            ("consultant", "product.template", "product_variant_ids.standard_price"),
            ("consultant", "product.template", "product_variant_id.standard_price"),
            ("consultant", "product.template", "seller_ids.price"),
            ("consultant", "product.product", "product_tmpl_id.standard_price"),
            ("consultant", "product.product", "seller_ids.price"),
            ("consultant", "product.product", "stock_move_ids.value"),
            ("consultant", "product.product", "stock_move_ids.standard_price"),
            ("consultant", "sale.order.line", "product_id.standard_price"),
            ("consultant", "sale.order.line", "product_template_id.standard_price"),
            ("consultant", "sale.order.line", "move_ids.price_unit"),
            ("consultant", "sale.order", "order_line.product_id.standard_price"),
            ("consultant", "sale.order", "order_line.product_id.seller_ids.price"),
            ("consultant", "sale.order", "order_line.purchase_line_ids.price_unit"),
            ("consultant", "product.pricelist.item", "product_id.standard_price"),
            ("consultant", "stock.quant", "product_id.standard_price"),
            ("consultant", "sale.report", "product_id.standard_price"),
            ("storeman", "stock.move.line", "move_id.value"),
            ("storeman", "stock.move.line", "move_id.standard_price"),
            ("storeman", "stock.picking", "move_ids.price_unit"),
            ("storeman", "stock.picking", "purchase_id.amount_total"),
            ("storeman", "stock.quant", "lot_id.standard_price"),
        ]:
            model = self.env[model_name].with_user(getattr(self, role))
            for domain in ([(path, ">", 1)], Domain(path, "<", 1e9)):
                with self.subTest(path=f"{model_name}: {path}", channel="domain", domain=str(domain)):
                    try:
                        result = model.search(domain)
                    except (AccessError, ValueError):  # the second: core cannot search by it for anybody
                        continue
                    self.fail(f"answered {result!r}")
            head, *_, tail = path.split(".")
            with self.subTest(path=f"{model_name}: {path}", channel="group"):
                try:
                    result = model.formatted_read_group([], [path], ["__count"])
                except (AccessError, ValueError):
                    continue
                self.fail(f"answered {result!r}")
            with self.subTest(path=f"{model_name}: {path}", channel="export"), self.assertRaises(AccessError):
                model.search([], limit=5).export_data([path.replace(".", "/")])
            with (
                self.subTest(path=f"{model_name}: {path}", channel="web_read"),
                self.assertRaises(AccessError),
            ):
                model.search([], limit=5).web_read({head: {"fields": {tail: {}}}})
        as_consultant = order.with_user(self.consultant)
        with self.assertRaises(AccessError):
            as_consultant.web_read(
                {"order_line": {"fields": {"product_id": {"fields": {"standard_price": {}}}}}}
            )
        with self.assertRaises(AccessError):
            as_consultant.export_data(["order_line/product_id/standard_price"])

    def test_names_of_vendor_lines_and_purchase_orders_tell_no_price(self):
        name = f"{VENDOR_PRICE:,.2f}"
        self.assertIn(name, self.seller.with_user(self.purchaser).display_name)
        order = self._purchase(2)
        orderpoint = self.env["stock.warehouse.orderpoint"].create(
            {"product_id": self.goods.id, "supplier_id": self.seller.id}
        )
        self.env.invalidate_all()
        self.assertNotIn(name, self.seller.with_user(self.consultant).display_name)
        self.env.invalidate_all()
        read = orderpoint.with_user(self.storeman).web_read({"supplier_id": {"fields": {"display_name": {}}}})
        self.assertEqual(read[0]["supplier_id"]["display_name"], self.vendor.display_name)
        self.env.invalidate_all()
        read = orderpoint.with_user(self.storeman).read(["supplier_id"])
        self.assertEqual(read[0]["supplier_id"][1], self.vendor.display_name)
        shown = order.with_user(self.storeman).with_context(show_total_amount=True).display_name
        self.assertEqual(shown, order.name)
        self.assertIn(":", order.with_user(self.purchaser).with_context(show_total_amount=True).display_name)

    def test_vendor_and_lead_time_stay_visible(self):
        for role in BLIND:
            seller = self.seller.with_user(getattr(self, role))
            self.env.invalidate_all()
            self.assertEqual(
                seller.read(["partner_id", "delay", "min_qty"])[0]["delay"],
                14,
                f"{role} plans with lead times",
            )
        vendors = self.goods.with_user(self.consultant)._select_seller(quantity=1)
        self.assertEqual(vendors.partner_id, self.vendor)

    def test_tracking_values_of_purchase_orders_are_hidden(self):
        order = self._purchase(1)
        field = self.env["ir.model.fields"]._get("purchase.order", "amount_untaxed")
        message = order.message_post(body="Price agreed")
        tracked = self.env["mail.tracking.value"].create(
            {"field_id": field.id, "new_value_float": 5000, "mail_message_id": message.id}
        )
        self.assertTrue(tracked._filter_has_field_access(self.env(user=self.purchaser)))
        self.assertFalse(tracked._filter_has_field_access(self.env(user=self.storeman)))
        messages = (
            self.env["mail.message"]
            .with_user(self.storeman)
            .search([("model", "=", "purchase.order"), ("res_id", "=", order.id)])
        )
        self.assertFalse(messages, "mails to the vendor state amounts")
        self.assertTrue(
            self.env["mail.message"]
            .with_user(self.purchaser)
            .search([("model", "=", "purchase.order"), ("res_id", "=", order.id)])
        )

    def test_papers_of_purchasing_do_not_print_for_others(self):
        order = self._purchase(1)
        report = self.env["ir.actions.report"]
        html = report.with_user(self.purchaser)._render_qweb_html("purchase.report_purchaseorder", order.ids)[
            0
        ]
        self.assertIn(b"5,000.00", html)
        with self.assertRaises(Exception) as caught:
            report.with_user(self.storeman)._render_qweb_html("purchase.report_purchaseorder", order.ids)
        self.assertIn(
            "AccessError", repr(caught.exception) + repr(caught.exception.__cause__) + str(caught.exception)
        )

    def test_saved_papers_of_purchasing_are_closed(self):
        order = self._purchase(1)
        paper = self.env["ir.attachment"].create(
            {"name": "PO.txt", "raw": b"5000", "res_model": "purchase.order", "res_id": order.id}
        )
        self.env.flush_all()
        for role in ("storeman", "technician", "consultant"):
            self.env.invalidate_all()
            attachments = self.env["ir.attachment"].with_user(getattr(self, role))
            with self.assertRaises(AccessError):
                attachments.browse(paper.id).read(["raw"])
            with self.assertRaises(AccessError):
                attachments.browse(paper.id).check_access("read")
            for domain in (
                [("id", "=", paper.id)],
                [("res_model", "=", "purchase.order")],
                [("name", "=", "PO.txt")],
            ):
                self.assertFalse(attachments.search_read(domain, ["raw"]), (role, domain))
        self.env.invalidate_all()
        self.assertEqual(paper.with_user(self.purchaser).read(["raw"])[0]["raw"], b"5000")
        self._switch(False)
        self.env.invalidate_all()
        self.assertEqual(paper.with_user(self.storeman).read(["raw"])[0]["raw"], b"5000")

    def test_labels_print_without_cost(self):
        for name in ("product.report_producttemplatelabel2x7", "product.report_producttemplatelabel4x12"):
            data = {
                "active_model": "product.product",
                "quantity_by_product": {str(self.goods.id): 1},
                "layout_wizard": self.env["product.label.layout"]
                .with_user(self.consultant)
                .create({"product_ids": [(6, 0, self.goods.ids)], "print_format": "2x7xprice"})
                .id,
                "price_included": True,
            }
            html = (
                self.env["ir.actions.report"]
                .with_user(self.consultant)
                ._render_qweb_html(name, [], data=data)[0]
            )
            self.assertNotIn(b"4,321", html)

    # ------------------------------------------------------------------
    # Round about: what makes prices out of cost
    # ------------------------------------------------------------------
    def test_expense_on_goods_does_not_tell_their_cost(self):
        employee = self.env["hr.employee"].create({"name": "C", "user_id": self.consultant.id})
        mileage = self.env["product.product"].create(
            {"name": "Kilometre", "type": "service", "can_be_expensed": True, "standard_price": 0.8}
        )
        expenses = self.env["hr.expense"].with_user(self.consultant)
        expense = expenses.create(
            {"name": "x", "employee_id": employee.id, "product_id": self.goods.id, "quantity": 1}
        )
        self.assertFalse(expense.product_has_cost)
        self.assertEqual((expense.price_unit, expense.total_amount), (0, 0))
        found = expenses.onchange(
            {"employee_id": employee.id, "product_id": self.goods.id, "quantity": 1},
            ["product_id"],
            {
                "price_unit": {},
                "total_amount": {},
                "total_amount_currency": {},
                "quantity": {},
                "product_id": {},
            },
        )
        self.assertNotIn("4321", json.dumps(found, default=str))
        drive = expenses.create(
            {"name": "y", "employee_id": employee.id, "product_id": mileage.id, "quantity": 10}
        )
        self.assertEqual((drive.product_has_cost, drive.price_unit, drive.total_amount), (True, 0.8, 8))
        with Form(expenses) as form:
            form.product_id = mileage
            form.quantity = 5
        self.assertEqual(form.record.total_amount, 4)

    def test_price_rules_from_cost_are_applied_but_not_shown(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Cost plus",
                "item_ids": [
                    (0, 0, {"compute_price": "formula", "base": "standard_price", "price_markup": 25}),
                ],
            }
        )
        chained = self.env["product.pricelist"].create(
            {
                "name": "Chained",
                "item_ids": [
                    (
                        0,
                        0,
                        {
                            "compute_price": "formula",
                            "base": "pricelist",
                            "base_pricelist_id": pricelist.id,
                            "price_discount": 10,
                        },
                    ),
                ],
            }
        )
        price = COST * 1.25
        for user in (self.manager, self.consultant):
            self.env.invalidate_all()
            order = self._create_order(user=user, products=[], pricelist_id=pricelist.id, order_line=[])
            with Form(order.with_user(user)) as form, form.order_line.new() as line:
                line.product_id = self.goods
                line.product_uom_qty = 2
            self.assertAlmostEqual(order.order_line.price_unit, price, 2)
            self.assertEqual(order.order_line.pricelist_item_id, pricelist.item_ids)
            order = self._create_order(user=user, products=[], pricelist_id=chained.id, order_line=[])
            with Form(order.with_user(user)) as form, form.order_line.new() as line:
                line.product_id = self.goods
            self.assertAlmostEqual(
                order.order_line.price_unit * (1 - order.order_line.discount / 100), price * 0.9, 2
            )
        items = self.env["product.pricelist.item"]
        self.assertEqual(len(items.with_user(self.manager).search([("pricelist_id", "=", pricelist.id)])), 1)
        self.assertFalse(items.with_user(self.consultant).search([("pricelist_id", "=", pricelist.id)]))
        self.assertTrue(items.with_user(self.consultant).search([("pricelist_id", "=", chained.id)]))
        with self.assertRaises(AccessError):
            pricelist.item_ids.with_user(self.consultant).read(["price_markup"])
        self.assertEqual(len(pricelist.with_user(self.consultant).item_ids), 0)
        self._switch(False)
        self.env.invalidate_all()
        self.assertEqual(len(pricelist.with_user(self.consultant).item_ids), 1)

    def test_public_methods_on_values_are_closed(self):
        company = self.company.with_user(self.consultant)
        with self.assertRaises(AccessError):
            company.stock_value()
        with self.assertRaises(AccessError):
            self.env["stock_account.stock.valuation.report"].with_user(self.consultant).get_report_values()
        keeper = self.storeman
        keeper.group_ids |= self.env.ref("stock.group_stock_manager")
        report = self.env["stock.forecasted_product_product"].with_context(warehouse_id=self.warehouse.id)
        header = report.with_user(keeper).get_report_values(self.goods.ids)["docs"]
        self.assertNotIn("value", header)
        self.purchaser.group_ids |= self.env.ref("stock.group_stock_manager")
        self.assertIn("value", report.with_user(self.purchaser).get_report_values(self.goods.ids)["docs"])

    # ------------------------------------------------------------------
    # Screens
    # ------------------------------------------------------------------
    def test_screens_show_no_secret_field(self):
        """Each screen of each model, as consultant and storeman: nothing that the client is not given."""
        secrets = {}
        for model_name, field in self._secret_fields():
            secrets.setdefault(model_name, set()).add(field)
        models = set(secrets) | {
            "product.pricelist",
            "product.category",
            "stock.picking",
            "stock.warehouse.orderpoint",
        }
        views = self.env["ir.ui.view"].search([("model", "in", list(models)), ("type", "!=", "qweb")])
        views = views.filtered(lambda view: view.mode == "primary")
        shown = 0
        for role in ("consultant", "storeman", "clerk"):
            user = getattr(self, role)
            for view in views:
                model = self.env[view.model].with_user(user)
                if not model.has_access("read"):
                    continue
                with self.subTest(role=role, view=view.xml_id):
                    result = model.get_views([(view.id, view.type)])
                    arch = etree.fromstring(result["views"][view.type]["arch"])
                    self._check_screen(arch, view.model, result["models"])
                    shown += 1
        self.assertGreater(shown, 100)

    def _check_screen(self, root, model_name, models):
        secret = getattr(self.env[model_name], "_ops_cost_fields", frozenset())
        for node in root.iter("field", "label"):
            inside = [
                parent
                for parent in node.iterancestors("field")
                if any(parent is up for up in root.iter("field")) and parent is not node
            ]
            owner = model_name
            for parent in reversed(inside):
                field = self.env[owner]._fields.get(parent.get("name"))
                owner = field.comodel_name if field is not None and field.comodel_name else owner
            name = node.get("name") if node.tag == "field" else node.get("for")
            if node.tag == "field" and name in self.env[owner]._fields:
                self.assertNotIn(name, getattr(self.env[owner], "_ops_cost_fields", ()))
                self.assertIn(
                    name, models[owner]["fields"], f"{owner}.{name}: the client is not told about it"
                )
        for node in root.iter():
            for key, value in node.attrib.items():
                if key in ("invisible", "readonly", "required", "column_invisible", "context"):
                    for name in secret - {"discount", "value", "price"}:
                        self.assertNotRegex(value, rf"(?<!['_\w.]){name}\b(?!['_])")

    def test_who_may_know_gets_the_screens_of_odoo(self):
        view = self.env.ref("product.product_template_only_form_view")
        arch = self.env["product.template"].with_user(self.manager).get_view(view.id, "form")["arch"]
        self.assertIn('"standard_price"', arch)
        blind = self.env["product.template"].with_user(self.consultant).get_view(view.id, "form")["arch"]
        self.assertNotIn('"standard_price"', blind)
        self._switch(False)
        again = self.env["product.template"].with_user(self.consultant).get_view(view.id, "form")["arch"]
        self.assertIn('"standard_price"', again)

    # ------------------------------------------------------------------
    # Business goes on
    # ------------------------------------------------------------------
    def _purchase(self, quantity):
        order = (
            self.env["purchase.order"]
            .with_user(self.purchaser)
            .create(
                {
                    "partner_id": self.vendor.id,
                    "order_line": [
                        (
                            0,
                            0,
                            {
                                "product_id": self.goods.id,
                                "product_qty": quantity,
                                "price_unit": 5000,
                                "tax_ids": [],
                            },
                        )
                    ],
                }
            )
        )
        order.button_confirm()
        return order

    def _receive(self, quantity):
        picking = self._purchase(quantity).picking_ids.with_user(self.storeman)
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        return picking.move_ids.sudo()

    def _deliver(self, order, quantity=None):
        if order.sudo().ops_to_release:
            self._release_all(order)
        picking = (
            order.sudo()
            .picking_ids.filtered(lambda p: p.state not in ("done", "cancel"))
            .with_user(self.storeman)
        )
        picking.action_assign()
        for move in picking.move_ids:
            move.quantity = quantity or move.product_uom_qty
            move.picked = True
        result = picking.button_validate()
        if isinstance(result, dict) and result.get("res_model") == "stock.backorder.confirmation":
            Form.from_action(self.env(user=self.storeman), result).save().process()
        self.assertEqual(picking.state, "done")
        return picking.move_ids.sudo()

    def _sell(self, quantity, **vals):
        order = self._create_order(products=[(self.goods, quantity, 9000)], **vals)
        return self._confirm(order)

    def test_goods_move_and_are_valued_as_ever_in_each_cost_method(self):
        """The storeman receives partly, delivers partly, gets a return: values as if somebody else had done
        it.
        """
        for method in ("standard", "average", "fifo"):
            values = []
            for switch in (True, False):
                with self.subTest(method=method, switch=switch):
                    self._switch(True)
                    category = self.env["product.category"].create(
                        {"name": method, "property_cost_method": method, "property_valuation": "periodic"}
                    )
                    goods = self._create_product(
                        f"P {method}", 9000, standard_price=100, categ_id=category.id
                    )
                    self.goods = goods
                    sale = self._sell(4)
                    self._switch(switch)
                    order = self._purchase(10)
                    receipt = order.picking_ids.with_user(self.storeman)
                    receipt.move_ids.quantity = 6
                    receipt.move_ids.picked = True
                    Form.from_action(self.env(user=self.storeman), receipt.button_validate()).save().process()
                    backorder = order.picking_ids - receipt
                    self.assertEqual(
                        backorder.move_ids.sudo().price_unit, 5000, "the back order keeps its price"
                    )
                    out = self._deliver(sale, 3)
                    rest = self._deliver(sale)
                    wizard = (
                        self.env["stock.return.picking"]
                        .with_user(self.storeman)
                        .with_context(active_id=rest.picking_id.id, active_model="stock.picking")
                        .create({})
                    )
                    wizard.product_return_moves.quantity = 1
                    action = wizard.action_create_returns()
                    back = self.env["stock.picking"].with_user(self.storeman).browse(action["res_id"])
                    back.move_ids.quantity = 1
                    back.move_ids.picked = True
                    back.button_validate()
                    self.assertEqual(back.state, "done")
                    self.env.invalidate_all()
                    values.append(
                        [
                            receipt.move_ids.sudo().value,
                            out.value,
                            rest.value,
                            back.move_ids.sudo().value,
                            goods.sudo().standard_price,
                            goods.sudo().total_value,
                        ]
                    )
            self.assertEqual(values[0], values[1])
            self.assertEqual(values[0][0], 30000)

    def test_stock_by_lots_with_their_own_cost(self):
        category = self.env["product.category"].create({"name": "avco", "property_cost_method": "average"})
        self.goods = self._create_product(
            "By lot", 900, standard_price=10, categ_id=category.id, tracking="lot", lot_valuated=True
        )
        picking = self._purchase(2).picking_ids.with_user(self.storeman)
        lot = (
            self.env["stock.lot"].with_user(self.storeman).create({"name": "A", "product_id": self.goods.id})
        )
        picking.move_ids.move_line_ids.write({"lot_id": lot.id, "quantity": 2})
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(lot.sudo().standard_price, 5000)
        sale = self._sell(1)
        self.assertEqual(self._deliver(sale).value, 5000)
        with self.assertRaises(AccessError):
            lot.read(["standard_price"])

    def test_inventory_scrap_and_internal_transfer_by_the_storeman(self):
        quant = self.env["stock.quant"].with_user(self.storeman).with_context(inventory_mode=True)
        quant = quant.create(
            {
                "product_id": self.goods.id,
                "location_id": self.warehouse.lot_stock_id.id,
                "inventory_quantity": 90,
            }
        )
        quant.action_apply_inventory()
        scrap = (
            self.env["stock.scrap"]
            .with_user(self.storeman)
            .create({"product_id": self.goods.id, "scrap_qty": 1})
        )
        scrap.action_validate()
        self.assertEqual(scrap.state, "done")
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.warehouse.lot_stock_id.id}
        )
        picking = (
            self.env["stock.picking"]
            .with_user(self.storeman)
            .create(
                {
                    "picking_type_id": self.warehouse.int_type_id.id,
                    "location_id": self.warehouse.lot_stock_id.id,
                    "location_dest_id": shelf.id,
                    "move_ids": [
                        (
                            0,
                            0,
                            {
                                "product_id": self.goods.id,
                                "product_uom_qty": 2,
                                "location_id": self.warehouse.lot_stock_id.id,
                                "location_dest_id": shelf.id,
                            },
                        )
                    ],
                }
            )
        )
        picking.action_confirm()
        twin = picking.copy()
        twin.action_confirm()
        picking.action_assign()
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(twin.state, "confirmed" if not twin.move_ids.quantity else "assigned")

    def test_sale_that_is_bought_to_order(self):
        """The consultant confirms, core buys from the cheapest vendor at the vendor's price."""
        buy = self.env.ref("purchase_stock.route_warehouse0_buy")
        mto = self.env.ref("stock.route_warehouse0_mto")
        mto.active = True
        self.goods.route_ids = buy | mto
        order = self._sell(3)
        line = self.env["purchase.order.line"].search(
            [("product_id", "=", self.goods.id)], order="id desc", limit=1
        )
        self.assertEqual((line.product_qty, line.price_unit, line.discount), (3, VENDOR_PRICE, 5))
        self._create_contract(self.env["sale.order"], parent_id=order.ops_contract_id.id)  # more by amendment
        order.with_user(self.consultant).order_line.product_uom_qty = 5
        self.assertEqual(sum(line.order_id.order_line.mapped("product_qty")), 5)
        orderpoint = self.env["stock.warehouse.orderpoint"].create(
            {"product_id": self.goods.id, "product_min_qty": 500, "product_max_qty": 500, "route_id": buy.id}
        )
        self.storeman.group_ids |= self.env.ref("stock.group_stock_manager")
        orderpoint.with_user(self.storeman).action_replenish()
        self.assertEqual(orderpoint.with_user(self.storeman).lead_days, 14)

    def test_service_bought_with_the_sale(self):
        service = self.env["product.product"].create(
            {
                "name": "Crane",
                "type": "service",
                "service_to_purchase": True,
                "list_price": 500,
                "taxes_id": [(5,)],
                "seller_ids": [(0, 0, {"partner_id": self.vendor.id, "price": 321})],
            }
        )
        order = self._create_order(products=[(service, 1, 500)])
        self._confirm(order)
        self.assertEqual(order.order_line.sudo().purchase_line_ids.price_unit, 321)

    def test_repair_by_technical(self):
        repair = (
            self.env["repair.order"]
            .with_user(self.technician)
            .create(
                {
                    "product_id": self.goods.id,
                    "partner_id": self.customer.id,
                    "move_ids": [
                        (0, 0, {"repair_line_type": "add", "product_id": self.goods.id, "product_uom_qty": 1})
                    ],
                }
            )
        )
        repair.action_validate()
        repair.action_repair_start()
        repair.move_ids.quantity = 1
        repair.move_ids.picked = True
        repair.action_repair_end()
        self.assertEqual(repair.state, "done")
        self.assertEqual(
            repair.move_ids.sudo().filtered(lambda m: m.product_id == self.goods).mapped("state")[:1],
            ["done"],
        )

    def test_quotation_by_the_screen(self):
        with Form(self.env["sale.order"].with_user(self.consultant)) as form:
            form.partner_id = self.customer
            with form.order_line.new() as line:
                line.product_id = self.goods
                line.product_uom_qty = 3
        order = form.record
        self.assertEqual(order.order_line.price_unit, 9000)

    def test_invoice_with_cost_of_goods_sold(self):
        """Finance posts with perpetual valuation; the consultant reads his invoice without the cost lines."""
        category = self.env["product.category"].create(
            {"name": "RT", "property_cost_method": "average", "property_valuation": "real_time"}
        )
        self.goods.categ_id = category
        sale = self._sell(2, user_id=self.consultant.id)
        self._deliver(sale)
        invoice = sale.sudo()._create_invoices()
        invoice.with_user(self.financier).action_ops_post_exception("the order is tested elsewhere")
        cogs = invoice.line_ids.filtered(lambda line: line.display_type == "cogs")
        if not cogs:
            self.skipTest("no stock accounts in this database")
        self.env.invalidate_all()
        seen = self.env["account.move.line"].with_user(self.consultant).search([("move_id", "=", invoice.id)])
        self.assertTrue(seen)
        self.assertFalse(seen & cogs)
        self.assertEqual(
            self.env["account.move.line"].with_user(self.leader).search_count([("id", "in", cogs.ids)]), 2
        )

    def test_product_keeper_without_cost(self):
        """Who maintains products, but is none of those roles, creates and copies them without seeing their
        cost.
        """
        keeper = self.clerk
        keeper.group_ids |= self.env.ref("product.group_product_manager")
        with Form(self.env["product.template"].with_user(keeper)) as form:
            form.name = "New pump"
        template = form.record
        template.product_variant_id.name = "Newer pump"
        twin = self.goods_tmpl.with_user(keeper).copy()
        self.assertTrue(twin.product_variant_id)
        self.assertFalse(twin.sudo().standard_price)

    # ------------------------------------------------------------------
    # Cost of the questions to departments
    # ------------------------------------------------------------------
    def _question(self):
        order = self._create_order(products=[(self.key, 2, 8000)])
        self._submit(order)
        self._answer_purchasing(order)
        return order, self.env["ops.help.request"].search([("order_id", "=", order.id)])

    @clause("W2.D", part="cost hidden from sales")
    def test_cost_of_questions_is_closed(self):
        order, request = self._question()
        self.assertEqual(request.with_user(self.manager).read(["unit_cost"])[0]["unit_cost"], 5200)
        model = self.env["ops.help.request"].with_user(self.consultant)
        for field in ("unit_cost", "margin_percent"):
            self.assertNotIn(field, model.fields_get())
            for name, call in self._channels("ops.help.request", field, request):
                with self.subTest(channel=name, field=field):
                    self.env.invalidate_all()
                    try:
                        result = call(model)
                    except (AccessError, ValueError, TypeError, NotImplementedError):
                        continue
                    self.fail(f"answered {result!r}")
        as_consultant = order.with_user(self.consultant)
        with self.assertRaises(AccessError):
            as_consultant.export_data(["ops_help_request_ids/unit_cost"])
        with self.assertRaises(AccessError):
            as_consultant.search([("ops_help_request_ids.unit_cost", ">", 1)])
        arch = as_consultant.get_view(view_type="form")["arch"]
        self.assertIn("ops_help_request_ids", arch)
        self.assertNotIn("unit_cost", arch)
        self.assertNotIn("margin_percent", arch)
        messages = (order | self.env["sale.order"]).message_ids.sudo()
        bodies = " ".join((messages | request.sudo().message_ids).mapped("body"))
        self.assertNotIn("5200", bodies.replace(",", ""))
        log = self.env["ops.log"].search([("res_id", "=", order.id), ("model", "=", "sale.order")])
        self.assertNotIn("5200", " ".join(filter(None, log.mapped("comment"))))
        values = (messages | request.sudo().message_ids).tracking_value_ids
        self.assertFalse(values.filtered(lambda v: v.field_id.name in ("unit_cost", "margin_percent")))

    def test_lead_time_of_questions_is_open(self):
        _order, request = self._question()
        self.assertEqual(request.with_user(self.consultant).read(["lead_days"])[0]["lead_days"], 30)

    # ------------------------------------------------------------------
    # Speed
    # ------------------------------------------------------------------
    def test_asking_costs_no_query(self):
        goods = self.goods.with_user(self.consultant)
        for switch in (True, False):
            self._switch(switch)
            self.consultant._ops_sees_cost()
            with self.assertQueryCount(0):
                for _i in range(10):
                    goods._has_field_access(goods._fields["standard_price"], "read")


@tagged("post_install", "-at_install")
class TestCostSecrecyRpc(CostCase, HttpCase):
    def test_json2_answers_no_cost(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.consultant)
            ._generate("rpc", "test", datetime.now() + timedelta(days=1))
        )
        headers = {"Authorization": f"bearer {key}"}
        for method, params in {
            "read": {"ids": self.goods.ids, "fields": ["standard_price"]},
            "search_read": {"domain": [["standard_price", ">", 1]], "fields": ["name"]},
            "formatted_read_group": {
                "domain": [],
                "groupby": ["categ_id"],
                "aggregates": ["standard_price:sum"],
            },
            "export_data": {"ids": self.goods.ids, "fields_to_export": ["standard_price"]},
        }.items():
            with self.subTest(method=method):
                answer = self.url_open(f"/json/2/product.product/{method}", json=params, headers=headers)
                self.assertEqual(answer.status_code, 403, answer.text[:300])
                self.assertNotIn("4321", answer.text)
        for model, ids in {
            "product.product": self.goods.ids,
            "product.template": self.goods_tmpl.ids,
        }.items():
            # without field names core reads all that the user may; some of those need rights on purchases
            # and bills of materials
            answer = self.url_open(
                f"/json/2/{model}/fields_get", json={"attributes": ["type"]}, headers=headers
            )
            names = [name for name in answer.json() if not name.startswith(("purchase", "bom", "mrp"))]
            answer = self.url_open(
                f"/json/2/{model}/read", json={"ids": ids, "fields": names}, headers=headers
            )
            self.assertEqual(answer.status_code, 200, answer.text[:300])
            self.assertNotIn("4321", answer.text)
        answer = self.url_open("/json/2/product.product/fields_get", json={}, headers=headers)
        self.assertNotIn('"standard_price"', answer.text)
        self._switch(False)
        answer = self.url_open(
            "/json/2/product.product/read",
            json={"ids": self.goods.ids, "fields": ["standard_price"]},
            headers=headers,
        )
        self.assertEqual(answer.json()[0]["standard_price"], COST)

    def test_catalogue_of_a_quotation(self):
        order = self._create_order(products=[(self.plain, 1, 100)])
        self.consultant.password = "ops-secret-1"
        self.authenticate("ops_consultant", "ops-secret-1")
        params = {"res_model": "sale.order", "order_id": order.id, "child_field": "order_line"}
        info = self.make_jsonrpc_request(
            "/product/catalog/order_lines_info", {**params, "product_ids": (self.goods | self.plain).ids}
        )
        self.assertEqual(info[str(self.goods.id)]["price"], 9000)
        self.assertNotIn("4321", json.dumps(info))
        price = self.make_jsonrpc_request(
            "/product/catalog/update_order_line_info", {**params, "product_id": self.goods.id, "quantity": 4}
        )
        self.assertEqual(price["price"] if isinstance(price, dict) else price, 9000)
        self.assertEqual(len(order.order_line), 2)

    def test_portal_page_of_a_purchase_order(self):
        """The page is drawn in superuser mode for whoever may read the order."""
        order = TestCostSecrecy._purchase(self, 1)
        self.storeman.password = self.purchaser.password = "ops-secret-1"
        self.authenticate("ops_storeman", "ops-secret-1")
        for url in (
            f"/my/purchase/{order.id}",
            f"/my/purchase/{order.id}?report_type=html",
            "/my/purchase",
            "/my/rfq",
        ):
            with self.subTest(url=url):
                self.assertNotIn("5,000.00", self.url_open(url).text)
        self.authenticate("ops_purchaser", "ops-secret-1")
        self.assertIn("5,000.00", self.url_open(f"/my/purchase/{order.id}").text)

    def test_vendor_sees_his_own_order_in_the_portal(self):
        vendor = new_test_user(self.env, "ops_vendor", groups="base.group_portal")
        vendor.password = "ops-secret-1"
        order = TestCostSecrecy._purchase(self, 1)
        order.partner_id = vendor.partner_id
        order.message_subscribe(vendor.partner_id.ids)
        self.authenticate("ops_vendor", "ops-secret-1")
        for url in ("/my/purchase", f"/my/purchase/{order.id}"):
            with self.subTest(url=url):
                self.assertIn("5,000.00", self.url_open(url).text)
        with self.assertRaises(AccessError):
            self.goods.with_user(vendor).read(["standard_price"])
