"""The customer file: one for each company, read and written by whose customer it is, and by his heads."""

from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ..common import VisitCase

SALES = ("ops_importance", "action_ops_open_customer", "filter_ops_key")


@tagged("post_install", "-at_install")
class TestCustomer(VisitCase):
    # --- who -----------------------------------------------------------------

    def test_who_reads_and_writes_it(self):
        customer = self._file(importance="key")
        for user in (self.consultant, self.manager, self.support, self.leader, self.gm):
            with self.subTest(user=user.login):
                mine = customer.with_user(user)
                self.assertEqual(mine.search([("id", "=", mine.id)]), mine)
                mine.importance = "ordinary"
                mine.importance = "key"
        self.assertEqual(customer.with_user(self.auditor).importance, "key")
        with self.assertRaises(AccessError):
            customer.with_user(self.auditor).importance = "prospect"

    def test_others_see_the_contact_and_not_its_file(self):
        customer = self._file(importance="key")
        plain = new_test_user(self.env, "plain_seller", groups="sales_team.group_sale_salesman")
        for user in (self.stranger, self.other_manager, self.technician, self.accountant, plain):
            with self.subTest(user=user.login):
                partner = self.customer.with_user(user)
                self.assertEqual(partner.name, "Blue River Paper")
                self.assertFalse(partner.ops_importance)
                self.assertFalse(self.env["ops.customer"].with_user(user).search([("id", "=", customer.id)]))
                self.assertFalse(
                    self.env["res.partner"].with_user(user).search([("ops_importance", "=", "key")])
                )
                with self.assertRaises(AccessError):
                    customer.with_user(user).read(["importance"])

    def test_market_specialists_keep_all_files_complete(self):
        market = new_test_user(
            self.env, "market", groups="base.group_user,ops_dept.ops_dept_group_market_specialist"
        )
        self._file().with_user(market).importance = "prospect"

    def test_a_customer_without_consultant_is_everybodys_in_sales(self):
        customer = self._file()
        self.customer.user_id = False
        self.assertEqual(customer.with_user(self.stranger).partner_id, self.customer)

    def test_nobody_opens_a_file_of_another_consultants_customer(self):
        with self.assertRaises(AccessError):
            self.env["ops.customer"].with_user(self.consultant).create({"partner_id": self.other_customer.id})

    # --- what ----------------------------------------------------------------

    def test_only_the_customer_is_needed(self):
        partner = self.env["res.partner"].create(
            {"name": "New", "is_company": True, "user_id": self.consultant.id}
        )
        action = partner.with_user(self.consultant).action_ops_open_customer()
        form = Form(self.env["ops.customer"].with_user(self.consultant).with_context(**action["context"]))
        customer = form.save()
        self.assertEqual((customer.partner_id, customer.importance), (partner, "ordinary"))
        again = partner.with_user(self.consultant).action_ops_open_customer()
        self.assertEqual(again["res_id"], customer.id)

    def test_importance_on_the_contact_is_that_of_the_file(self):
        partner = (
            self.env["res.partner"]
            .with_user(self.consultant)
            .create(
                {
                    "name": "Typed in",
                    "is_company": True,
                    "user_id": self.consultant.id,
                    "ops_importance": "prospect",
                }
            )
        )
        customer = self._file(partner)
        self.assertEqual(customer.importance, "prospect")
        partner.ops_importance = "key"
        self.assertEqual(customer.importance, "key")
        found = self.env["res.partner"].with_user(self.consultant).search([("ops_importance", "=", "key")])
        self.assertIn(partner, found)
        self.assertNotIn(partner, partner.search([("ops_importance", "!=", "key")]))
        self.assertIn(partner, partner.search([("ops_importance", "!=", False)]))

    def test_each_company_has_its_own_file(self):
        other = self.env["res.company"].create({"name": "Other Trade", "ops_rulebook": True})
        self.consultant.company_ids += other
        self._file(importance="key")
        partner = self.customer.with_user(self.consultant)
        there = partner.with_company(other)
        self.assertFalse(there.ops_importance)
        there.ops_importance = "ordinary"
        self.assertEqual((partner.ops_importance, there.ops_importance), ("key", "ordinary"))

    def test_a_person_has_no_file_of_his_own(self):
        person = self.env["res.partner"].create({"name": "Ms Buyer", "parent_id": self.customer.id})
        self.assertEqual(self.env["ops.customer"]._get_of(person), self._file().sudo())
        with self.assertRaisesRegex(UserError, "Blue River Paper"):
            self.env["ops.customer"].create({"partner_id": person.id})

    def test_whoever_agrees_to_be_named_is_noted_with_the_day(self):
        customer = self._file()
        customer.may_be_named = True
        self.assertEqual(customer.date_consent, self.company._ops_today())
        customer.date_consent = date(2026, 1, 5)
        self.assertEqual(customer.date_consent, date(2026, 1, 5))
        for wrong in (False, self.company._ops_today() + timedelta(days=1)):
            with self.assertRaisesRegex(UserError, "V6.3"), self.env.cr.savepoint():
                customer.date_consent = wrong
        customer.may_be_named = False
        self.assertFalse(customer.date_consent)

    def test_merged_contacts_have_one_file_that_knows_what_both_knew(self):
        first, second = self._file(), self._file(self.other_customer, self.stranger)
        first.action_note_situation("Two shifts, a new hall in spring")
        second.action_note_situation("Buys pumps in May")
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge([self.customer.id, self.other_customer.id], self.customer)
        self.assertFalse(second.exists())
        self.assertEqual(len(first.situation_ids), 2)
        self.assertEqual(first.situation, "Buys pumps in May")

    # --- the switch ----------------------------------------------------------

    def test_forms_of_contacts_are_plain_odoos_without_a_role_or_switched_off(self):
        plain = new_test_user(self.env, "plain_seller", groups="sales_team.group_sale_salesman")
        self.assertTrue(all(name in self._screens(self.consultant) for name in SALES))
        self.assertFalse([name for name in SALES if name in self._screens(plain)])
        self.assertNotIn('name="action_ops_', self._screens(plain), "no button of any room of ours")
        self.company.ops_rulebook = False
        self.assertFalse([name for name in SALES if name in self._screens(self.consultant)])
        self.assertNotIn('name="action_ops_', self._screens(self.consultant))

    def _screens(self, user):
        partners = self.env["res.partner"].with_user(user)
        return "".join(partners.get_view(view_type=kind)["arch"] for kind in ("form", "search"))

    def test_reading_importance_asks_nothing_without_a_role_or_switched_off(self):
        plain = new_test_user(self.env, "plain_seller", groups="sales_team.group_sale_salesman")
        self._file(importance="key")
        self._assert_free(plain)
        self.company.ops_rulebook = False
        self._assert_free(self.consultant)

    def _assert_free(self, user):
        partner = self.customer.with_user(user)
        self.assertFalse(partner.ops_importance)  # what is kept for all
        partner.invalidate_recordset(["ops_importance"])
        with self.assertQueryCount(0):
            self.assertFalse(partner.ops_importance)

    def test_lists_cost_the_same_at_any_length(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {number}", "user_id": self.consultant.id} for number in range(80)]
        )
        files = self.env["ops.customer"].create([{"partner_id": partner.id} for partner in partners])
        names = ["importance", "partner_id", "city", "user_id", "situation", "is_stale", "date_situation"]
        self._count(files, names)  # what is kept for all
        few, many = (self._count(files[:number], names) for number in (5, 80))
        self.assertEqual(few, many)

    def _count(self, files, names):
        self.env.flush_all()
        self.env.invalidate_all()
        mine = files.with_user(self.consultant)
        before = self.env.cr.sql_log_count
        mine.web_read({name: {} for name in names})
        return self.env.cr.sql_log_count - before

    def test_districts_are_the_heads_to_draw(self):
        self.env["ops.district"].with_user(self.manager).create({"name": "East"})
        with self.assertRaises(AccessError):
            self.env["ops.district"].with_user(self.consultant).create({"name": "West"})
        groups = self.env["ops.customer"].formatted_read_group([], ["district_id", "importance"], ["__count"])
        self.assertTrue(groups)
