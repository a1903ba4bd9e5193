"""Every way in which a client asks for a value: none tells sales the cost (DESIGN §11, W2.D)."""

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged

from ...common import clause
from ..common import CostCase


@tagged("post_install", "-at_install")
class TestCostChannels(CostCase):
    """As the consultant and the storeman."""

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
