"""Completeness of a file in per cent with what is missing, and what a first visit needs."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import format_list

from ...common import clause
from ..common import VisitCase

MINIMUM = {"address", "contact", "business", "source", "fact", "potential"}


@tagged("post_install", "-at_install")
class TestCompleteness(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.items = {item.code: item for item in cls.env["ops.customer.item"].search([])}
        cls.source = cls.env["utm.source"].create({"name": "A fair"})

    def _complete(self, customer):
        """Fill in, one after the other, what is to be known; yields the code of each."""
        partner, rival = customer.sudo().partner_id, self.other_customer
        partner.write({"email": False, "child_ids": [(5,)]})
        steps = {
            "address": lambda: partner.write({"street": "Long Road 1"}),
            "phone": lambda: partner.write({"phone": "0512-6666 7777"}),
            "contact": lambda: partner.write(
                {"child_ids": [(0, 0, {"name": "Ms Buyer", "type": "contact"})]}
            ),
            "tax_number": lambda: partner.write({"vat": "91320583MA11E4U40K"}),
            "business": lambda: customer.write({"ops_business": "Paper"}),
            "source": lambda: customer.write({"source_id": self.source.id}),
            "district": lambda: customer.write(
                {"district_id": self.env["ops.district"].create({"name": "E"}).id}
            ),
            "fact": lambda: customer.write({"fact_ids": [(0, 0, {"text": "Two shifts"})]}),
            "need": lambda: customer.write({"fact_ids": [(0, 0, {"text": "Parts", "kind": "need"})]}),
            "potential": lambda: customer.write({"ops_potential": "a", "ops_potential_reason": "Grows"}),
            "supplier": lambda: customer.write({"ops_competitor_id": rival.id}),
            "situation": lambda: customer.action_note_situation("Two shifts"),
        }
        self.assertEqual(steps.keys(), self.items.keys())
        for code, act in steps.items():
            act()
            yield code

    @clause("M1.5", part="completeness")
    def test_the_percentage_is_the_weight_of_what_is_known_and_names_what_is_missing(self):
        customer = self._file()
        total = sum(item.weight for item in self.items.values())
        left, got = dict(self.items), 0
        for code in self._complete(customer):
            got += left.pop(code).weight
            self.env.invalidate_all()
            self.assertEqual(customer.completeness, int(100 * got / total + 0.5), code)
            named = format_list(self.env, [item.name for item in left.values()]) if left else ""
            self.assertEqual(customer.missing or "", named, code)
            self._assert_found(customer)
        self.assertEqual(customer.completeness, 100)
        self.assertFalse(customer.missing)

    def _assert_found(self, customer):
        """What is searched for is what is shown."""
        percent, files = customer.completeness, self.env["ops.customer"].with_user(self.consultant)
        for operator, found in (("<=", True), (">=", True), ("<", False), (">", False)):
            self.assertEqual(customer in files.search([("completeness", operator, percent)]), found, operator)

    def test_the_manager_sets_the_weights_of_his_company(self):
        customer = self._file()
        for item in self.items.values():
            item.with_user(self.manager).weight = 100 if item.code == "business" else 0
        self.env.invalidate_all()
        self.assertEqual((customer.completeness, customer.missing), (0, self.items["business"].name))
        customer.ops_business = "Paper"
        self.env.invalidate_all()
        self.assertEqual(customer.completeness, 100)
        other = self.env["res.company"].create({"name": "Other Trade"})
        self.assertEqual(self.items["business"].with_company(other).weight, 10)
        for wrong in (-1, 101):
            with self.assertRaisesRegex(ValidationError, "M1.5"), self.env.cr.savepoint():
                self.items["fact"].with_user(self.manager).weight = wrong
        with self.assertRaises(AccessError):
            self.items["fact"].with_user(self.consultant).weight = 5
        with self.assertRaises(UserError):
            self.items["fact"].with_user(self.rule_admin).shipped_weight = 5

    def test_a_list_of_80_costs_what_one_of_five_does(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {number}", "user_id": self.consultant.id} for number in range(80)]
        )
        files = self.env["ops.customer"].create([{"partner_id": partner.id} for partner in partners])
        counts = []
        for some in (files, files[:5], files):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.with_user(self.consultant).web_read({"completeness": {}, "missing": {}})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    # --- before the first visit ------------------------------------------------------

    def _missing(self, partner, **options):
        self.env.invalidate_all()
        named = partner.with_user(self.consultant)._ops_get_missing_minimum(self.company, **options)
        return {code for code, item in self.items.items() if item.name in named}

    @clause("V2.1", "N1.2", part="what is missing before a first visit")
    def test_what_a_first_visit_needs_is_named_until_it_is_known(self):
        customer = self._file()
        left = set(MINIMUM)
        self.customer.child_ids.unlink()
        self.assertEqual(self._missing(self.customer), left)
        for code in self._complete(customer):
            left.discard(code)
            self.assertEqual(self._missing(self.customer), left, code)

    def test_what_the_lead_says_counts_and_without_one_his_newest_open_lead(self):
        partner = self.env["res.partner"].create({"name": "New", "is_company": True})
        self.assertEqual(self._missing(partner), MINIMUM)
        lead = self.env["crm.lead"].create(
            {
                "name": "x",
                "partner_id": partner.id,
                "ops_business": "Paper",
                "source_id": self.source.id,
                "user_id": self.consultant.id,
            }
        )
        self.assertEqual(self._missing(partner), MINIMUM - {"business", "source"} - self._said_by(lead))
        other = self.env["crm.lead"].create(
            {"name": "y", "ops_potential": "a", "ops_potential_reason": "Grows"}
        )
        self.assertEqual(self._missing(partner, lead=other), MINIMUM - {"potential"} - self._said_by(other))
        lead.with_user(self.consultant).action_set_lost()
        self.assertEqual(self._missing(partner), MINIMUM)

    def _said_by(self, lead):
        return {code for code in lead._ops_get_known() if code in ("address", "contact")}

    def test_the_administrator_says_what_it_needs_and_the_log_who(self):
        with self.assertRaises(AccessError):
            self.items["potential"].with_user(self.manager).is_minimum = False
        self.items["potential"].with_user(self.rule_admin).is_minimum = False
        self.assertNotIn("potential", self._missing(self.customer))
        log = self.env["ops.log"].search([("model", "=", "ops.customer.item")])
        self.assertEqual((len(log), log.user_id, log.clause_code), (1, self.rule_admin, "V2.1"))
        self.items["potential"].with_user(self.rule_admin).is_minimum = True
        self.assertFalse(self.items["potential"].own_minimum)

    def test_items_are_never_deleted(self):
        with self.assertRaises(UserError):
            self.items["fact"].unlink()
