"""Who has none of our roles does with core's documents what he does in plain Odoo."""

import collections

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .deal_player import DealPlayer

# Core's own groups, without any role of ours.
PEOPLE = {
    "salesman": "sales_team.group_sale_salesman",
    "all_leads": "sales_team.group_sale_salesman_all_leads",
    "sales_admin": "sales_team.group_sale_manager",
    "stock_user": "stock.group_stock_user",
    "stock_admin": "stock.group_stock_manager",
    "biller": "account.group_account_invoice",
    "bookkeeper": "account.group_account_user",
    "book_reader": "account.group_account_readonly",
    "buyer": "purchase.group_purchase_manager",
    "expenses": "hr_expense.group_hr_expense_manager",
    "personnel": "hr.group_hr_manager",
    "clerk": "base.group_partner_manager",
    "system": "base.group_system",
}
# What each of them opens every day.
DAILY = {
    "sale.order": ("salesman", "all_leads", "sales_admin", "biller", "bookkeeper"),
    "account.move": ("all_leads", "biller", "bookkeeper", "book_reader"),
    "account.payment": ("biller", "bookkeeper"),
    "stock.picking": ("stock_user", "stock_admin"),
    "crm.lead": ("salesman", "all_leads", "sales_admin"),
    "purchase.order": ("buyer",),
    "product.template": ("sales_admin", "stock_admin", "buyer"),
    "res.partner": ("salesman", "biller", "clerk"),
    "hr.expense": ("expenses",),
}
COPIED = {
    "sale.order": ("salesman", "sales_admin"),
    "account.move": ("biller", "bookkeeper"),
    "crm.lead": ("salesman", "sales_admin"),
    "purchase.order": ("buyer",),
    "res.partner": ("clerk",),
}


def read_specification(node):
    """Return what the web client reads for this screen."""
    found = {}
    for child in node:
        if not isinstance(child.tag, str):
            continue
        if child.tag != "field":
            found |= read_specification(child)
        elif len(child) and child[0].tag in ("list", "kanban", "form"):
            found[child.get("name")] = {"fields": read_specification(child[0])}
        else:
            found.setdefault(child.get("name"), {})
    return found


@tagged("post_install", "-at_install")
class TestPlainPeople(DealPlayer):
    """A deal was played up to the money received; then people of plain Odoo look at its documents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            name: new_test_user(
                cls.env, f"plain_{name}", groups=f"base.group_user,base.group_allow_export,{group}"
            )
            for name, group in PEOPLE.items()
        }
        cls.portal = new_test_user(cls.env, "plain_portal", groups="base.group_portal")

    def _play(self):
        """One order is shipped in part, invoiced and paid; an inquiry has a bid."""
        order = self.running_order([(self.plain, 10, 99.99)])
        release = self.request_release(order, "2026-03-10", (6,))
        self.submit_release(release)
        self._decide(release)
        self.ship(self.next_transfer(order), released_only=True)
        request = self.request_invoice(order)
        self.submit_invoice_request(request)
        self._decide(request)
        receipt = self.register_receipt(request.sudo().move_id)
        self.submit_receipt(receipt)
        self._decide(receipt)
        self.receive_bid(self.inquire())
        order.sudo().message_subscribe(self.portal.partner_id.ids)
        self.env.cr.execute("UPDATE sale_order SET user_id = NULL WHERE id = %s", [order.id])  # everybody's

    def _our_fields(self):
        """Return the stored core models that we extend, and the fields that are ours."""
        found = collections.defaultdict(set)
        for name in self.env:
            model = self.env[name]
            if name.startswith("ops.") or model._abstract or model._transient or not model._auto:
                continue
            for field in model._fields.values():
                if field._modules and all(module.startswith("ops_dept") for module in field._modules):
                    found[name].add(field.name)
        return found

    def _records(self, model_name, user):
        """Return some records as the user, fresh from the database."""
        model = self.env[model_name].with_user(user)
        if not model.has_access("read"):
            return model
        self.env.invalidate_all()
        return model.search([], limit=5, order="id desc")

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------
    def test_read_and_export(self):
        self._play()
        for is_on in (True, False):
            self.company.ops_rulebook = is_on
            with self.subTest(on=is_on):
                self._assert_readable()

    def _assert_readable(self):
        """Every field of ours that `fields_get` offers can be read and exported."""
        refusals, seen = [], 0
        for model_name, names in self._our_fields().items():
            for who, user in {**self.people, "portal": self.portal}.items():
                records = self._records(model_name, user)
                offered = sorted(names & records.fields_get(attributes=[]).keys())
                if not records or not offered:
                    continue
                seen += 1
                try:
                    records.read(offered)
                    if user != self.portal:
                        records.export_data(offered)
                except AccessError as error:
                    refusals.append(f"{who}: {model_name}: {error}")
        self.assertGreater(seen, 60)
        self.assertFalse(refusals, "\n".join(refusals))

    def test_screens_open(self):
        self._play()
        for is_on in (True, False):
            self.company.ops_rulebook = is_on
            for model_name, names in DAILY.items():
                for who in names:
                    for kind in ("form", "list", "kanban"):
                        with self.subTest(model=model_name, who=who, kind=kind, on=is_on):
                            self._assert_opens(model_name, self.people[who], kind)

    def _assert_opens(self, model_name, user, kind):
        records = self._records(model_name, user)
        screen = records.get_views([(False, kind)])["views"][kind]
        specification = read_specification(etree.fromstring(screen["arch"]))
        read = records.web_read({name: spec for name, spec in specification.items() if name})
        self.assertEqual(len(read), len(records))

    # ------------------------------------------------------------------
    # Copying, importing
    # ------------------------------------------------------------------
    def test_copy(self):
        """A copy carries nothing of what was approved, printed or paid."""
        self._play()
        self.company.ops_rulebook = False
        ours = self._our_fields()
        for model_name, names in COPIED.items():
            for who in names:
                with self.subTest(model=model_name, who=who):
                    record = self._records(model_name, self.people[who])[:1]
                    copy = record.copy()
                    for name in ours[model_name]:
                        comodel = copy._fields[name].comodel_name or ""
                        if comodel.startswith("ops."):
                            self.assertFalse(copy.sudo()[name], name)

    def test_import(self):
        """What was exported from core's fields is imported again."""
        self.company.ops_rulebook = False
        rows = [["Plain Buyer", "C-77"]]
        result = self.env["res.partner"].with_user(self.people["clerk"]).load(["name", "ref"], rows)
        self.assertTrue(result["ids"], result["messages"])
        partner = self.env["res.partner"].browse(result["ids"])
        rows = [[str(partner.id), str(self.plain.id), "3", "12.5"]]
        result = (
            self.env["sale.order"]
            .with_user(self.people["salesman"])
            .load(
                ["partner_id/.id", "order_line/product_id/.id", "order_line/product_uom_qty",
                 "order_line/price_unit"],
                rows,
            )
        )  # fmt: skip
        self.assertTrue(result["ids"], result["messages"])
        order = self.env["sale.order"].browse(result["ids"])
        order.with_user(self.people["salesman"]).action_confirm()
        self.assertEqual((order.state, order.amount_untaxed), ("sale", 37.5))
