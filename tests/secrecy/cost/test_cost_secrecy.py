"""What goods cost us is closed to sales, open to purchasing, managers, leaders, finance (DESIGN §11)."""

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ...common import clause
from ..common import BLIND, COST, SEEING, VENDOR_PRICE, CostCase


@tagged("post_install", "-at_install")
class TestCostSecrecy(CostCase):
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
