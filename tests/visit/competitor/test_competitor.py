"""Competitors: flagged for a company, and what we are better at read beside the customer whom they serve."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ...common import clause
from ..common import VisitCase


@tagged("post_install", "-at_install")
class TestCompetitor(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rival = cls.env["res.partner"].create(
            {
                "name": "Rival Bearings",
                "is_company": True,
                "ops_is_competitor": True,
                "ops_strengths": "Own service",
            }
        )

    @clause("V3.3", part="strengths")
    def test_our_strengths_against_the_named_competitor_stand_beside_customer_and_lead(self):
        lead = self.env["crm.lead"].create(
            {"name": "Bearings", "user_id": self.consultant.id, "ops_competitor_id": self.rival.id}
        )
        customer = self._file(ops_competitor_id=self.rival.id)
        for record in (lead.with_user(self.consultant), customer):
            self.assertEqual(record.ops_competitor_strengths, "Own service")
            record.ops_competitor_id = False
            self.assertFalse(record.ops_competitor_strengths)

    def test_each_company_sees_its_own_competitors(self):
        other = self.env["res.company"].create({"name": "Other Trade"})
        there = self.rival.with_company(other)
        self.assertFalse(there.ops_is_competitor)
        self.assertFalse(there.ops_strengths)
        found = self.env["res.partner"].with_company(other).search([("ops_is_competitor", "=", True)])
        self.assertNotIn(self.rival, found)
        self.assertIn(self.rival, self.env["res.partner"].search([("ops_is_competitor", "=", True)]))

    def test_who_has_no_role_reads_and_searches_none_of_it(self):
        plain = new_test_user(self.env, "plain_seller", groups="sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.rival.with_user(plain).read(["ops_strengths"])
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(plain).search([("ops_is_competitor", "=", True)])
        self.assertNotIn("ops_strengths", self.rival.with_user(plain).fields_get())

    def test_the_share_of_competitors_is_counted(self):
        leads = self.env["crm.lead"].with_user(self.consultant)
        for revenue in (100, 300):
            leads.create({"name": "x", "ops_competitor_id": self.rival.id, "expected_revenue": revenue})
        groups = leads.formatted_read_group(
            [("ops_competitor_id", "!=", False)], ["ops_competitor_id"], ["__count", "expected_revenue:sum"]
        )
        self.assertEqual([(g["__count"], g["expected_revenue:sum"]) for g in groups], [(2, 400)])
