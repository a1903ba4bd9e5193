"""Saved lists of customers: key, ordinary, prospects; by sales aim and source; printed from the list."""

from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from ...common import clause
from ..common import VisitCase


@tagged("post_install", "-at_install")
class TestLists(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ops.customer"].search([]).unlink()
        names = ("Key", "Ordinary", "Prospect", "Theirs")
        partners = cls.env["res.partner"].create([{"name": name} for name in names])
        partners.user_id = cls.consultant
        partners[3].user_id = cls.stranger
        cls.key, cls.ordinary, cls.prospect, cls.theirs = cls.env["ops.customer"].create(
            [
                {"partner_id": partner.id, "importance": importance}
                for partner, importance in zip(partners, ("key", "ordinary", "prospect", "key"), strict=True)
            ]
        )
        cls.aim = cls.env["utm.campaign"].create({"title": "Repairs at year's end"})
        cls.fair = cls.env["utm.source"].create({"name": "Fair of lists"})
        (cls.key + cls.prospect).campaign_id = cls.aim
        (cls.key + cls.ordinary).source_id = cls.fair

    def _listed(self, action, user):
        """Return what a menu shows at once: the action's domain and the filters that it switches on."""
        action = self.env.ref(f"ops_dept.{action}")
        self.assertIn(self.env["ir.ui.menu"].search([("action", "=", f"{action._name},{action.id}")]).id,
                      self.env["ir.ui.menu"].with_user(user)._visible_menu_ids())  # fmt: skip
        customers = self.env["ops.customer"].with_user(user)
        search = etree.fromstring(customers.get_view(view_type="search")["arch"])
        domain = literal_eval(action.domain)
        for name in literal_eval(action.context):
            filters = search.xpath(f"//filter[@name='{name.removeprefix('search_default_')}']")
            self.assertTrue(filters or name.startswith("default_"), name)
            domain += [term for node in filters for term in literal_eval(node.get("domain") or "[]")]
        return customers.search(domain)

    @clause("V6.3", part="the list of key customers on the screen")
    def test_key_customers_are_a_menu_for_who_sees_them(self):
        for user, wanted in (
            (self.consultant, self.key),
            (self.manager, self.key),
            (self.stranger, self.theirs),
            (self.auditor, self.key + self.theirs),
            (self.leader, self.key + self.theirs),
        ):
            with self.subTest(user.login):
                self.assertEqual(self._listed("ops_customer_action_key", user), wanted)

    @clause("V2.1", part="by sales aim and source")
    def test_customers_by_sales_aim_and_source(self):
        listed = self._listed("ops_customer_action_aims", self.manager)
        self.assertEqual(listed, self.key + self.prospect)
        groups = listed._read_group([("id", "in", listed.ids)], ["campaign_id", "source_id"], ["__count"])
        fair, aim = self.fair.with_user(self.manager), self.aim.with_user(self.manager)
        self.assertEqual(sorted(groups, key=str), sorted([(aim, fair, 1), (aim, fair.browse(), 1)], key=str))

    def test_ordinary_customers_and_prospects_are_ready_filters(self):
        customers = self.env["ops.customer"].with_user(self.manager)
        search = etree.fromstring(customers.get_view(view_type="search")["arch"])
        table = {
            "filter_ordinary": self.ordinary,
            "filter_prospect": self.prospect,
            "filter_source": self.key + self.ordinary,
        }
        for name, wanted in table.items():
            (node,) = search.xpath(f"//filter[@name='{name}']")
            self.assertEqual(customers.search(literal_eval(node.get("domain"))), wanted, name)

    def test_both_lists_print_from_the_list(self):
        actions = self.env["ir.actions.actions"].with_user(self.consultant)._get_bindings("ops.customer")
        printed = {action["id"] for action in actions["report"]}
        for name in ("selection", "references"):
            self.assertIn(self.env.ref(f"ops_dept_reports.ops_customer_action_print_{name}").id, printed)
