"""Two of one are refused however they are spelt, with whose he is; who is truly another one is let in."""

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.ops_dept.models.visit.duplicate import finder

from ...common import clause
from ..common import VisitCase

NAME = "苏州琅岐智能装备有限公司"
PHONE = "0512-6249 6654"
TAX = "91320505MAC111809A"
# One name, one number, however people write them.
NAMES = (
    "苏州琅岐智能装备股份有限公司",
    "苏州琅岐智能装备",
    " 苏州琅岐 智能装备（集团）有限责任公司",
    "苏州琅岐智能装备·分公司",
)
PHONES = (
    "+86 512 6249 6654",
    "0086-512-62496654",
    "(0512)62496654",
    "０５１２－６２４９６６５４",
    "86 0512 6249-6654 转801",
)
TAXES = ("91320505 MAC1 1180 9A", "91320505mac111809a", "９１３２０５０５ＭＡＣ１１１８０９Ａ")
OTHERS = (
    {"name": "苏州琅岐"},
    {"name": "上海琅岐智能装备有限公司"},
    {"name": "A", "phone": "0512-6249 6655"},
    {"name": "B", "vat": "91320505MAC111809B"},
    {"name": "C", "phone": "6654"},
)


@tagged("post_install", "-at_install")
class TestDuplicate(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.known = cls.env["res.partner"].create(
            {"name": NAME, "phone": PHONE, "vat": TAX, "is_company": True, "user_id": cls.stranger.id}
        )

    def _new(self, user=None, model="res.partner", **vals):
        vals = {"is_company": True, **vals} if model == "res.partner" else vals
        return self.env[model].with_user(user or self.consultant).create(vals)

    def _refused(self, words="V2.1", user=None, **vals):
        with self.assertRaisesRegex(UserError, words) as caught, self.env.cr.savepoint():
            self._new(user, **vals)
        return str(caught.exception)

    # --- spelling ------------------------------------------------------------

    @clause("V2.1")
    def test_a_known_customer_is_found_however_he_is_spelt(self):
        for name in NAMES:
            with self.subTest(name=name):
                self._refused(name=name)
        for phone in PHONES:
            with self.subTest(phone=phone):
                self._refused(name="Somebody", phone=phone)
        for tax in TAXES:
            with self.subTest(tax=tax):
                self._refused(name="Somebody", vat=tax)

    def test_english_forms_and_width_say_nothing(self):
        self.known.name = "Liheng Drives Co., Ltd."
        for name in (
            "LIHENG DRIVES",
            "liheng drives limited",
            "Ｌｉｈｅｎｇ Drives Inc.",
            "Liheng-Drives Group",
        ):
            with self.subTest(name=name):
                self._refused(name=name)
        self._new(name="Coliheng Drives")

    def test_others_are_no_duplicates(self):
        for vals in OTHERS:
            with self.subTest(vals=vals):
                self.assertTrue(self._new(**vals))

    def test_the_refusal_says_whose_he_is_since_when_and_what_to_do(self):
        message = self._refused(name=NAMES[0], phone=PHONES[0])
        for words in (NAME, "same telephone", self.stranger.name, "Ask to Take Over"):
            self.assertIn(words, message)

    # --- who and what is compared --------------------------------------------

    def test_persons_addresses_and_colleagues_are_no_customers(self):
        self._new(name="Ms Buyer", parent_id=self.customer.id, phone=PHONE, is_company=False)
        self._new(name=NAME, parent_id=self.customer.id, type="delivery", is_company=False)
        for person in (self.colleague.partner_id, self.company.partner_id):
            person.phone = "0512-7777 0000"
        self._new(name="Nearby", phone="0512-7777 0000")
        self._new(name="Wang Wei", is_company=False)
        self._new(name="Wang Wei", is_company=False)

    def test_a_person_of_the_customer_stands_for_it(self):
        self.env["res.partner"].create(
            {"name": "Ms Buyer", "parent_id": self.known.id, "phone": "139 0000 1234"}
        )
        self.assertIn(NAME, self._refused(name="Buyer's", phone="+8613900001234", is_company=False))

    def test_a_company_typed_as_a_person_is_found(self):
        self._refused(name=NAME, is_company=False)

    def test_contacts_of_a_company_the_user_does_not_work_in_stay_unknown(self):
        other = self.env["res.company"].create({"name": "Other Trade"})
        self.known.company_id = other
        self._new(name=NAME)

    def test_archived_contacts_keep_nobody_out(self):
        self.known.active = False
        self._new(name=NAME)

    def test_two_of_one_in_an_import_are_refused(self):
        contacts = self.env["res.partner"].with_user(self.consultant)
        result = contacts.load(["name", "is_company"], [["新客户有限公司", "1"], ["新客户", "1"]])
        self.assertFalse(result["ids"])
        self.assertIn("V2.1", str(result["messages"]))

    def test_every_way_to_a_new_contact_is_compared(self):
        contacts = self.env["res.partner"].with_user(self.consultant)
        lead = self._new(model="crm.lead", name="Inquiry", partner_name="Unknown till now")
        self.env["res.partner"].create(
            {"name": "Unknown till now Ltd.", "is_company": True, "user_id": self.stranger.id}
        )
        ways = (
            lambda: contacts.name_create(NAME),
            lambda: contacts.sudo().create({"name": NAME, "is_company": True}),
            lambda: contacts.with_context(ops_another_reason="x" * 9).create({"name": NAME}),
            lambda: contacts.browse(self.known.id).copy({"name": NAME}),
            lambda: lead._handle_partner_assignment(create_missing=True) or self.env.flush_all(),
        )
        for way in ways:
            with self.assertRaisesRegex(UserError, "V2.1"), self.env.cr.savepoint():
                way()

    # --- the way on ----------------------------------------------------------

    @clause("V2.1")
    def test_another_one_is_let_in_with_a_reason_that_the_head_reads(self):
        self._refused(name="Downstairs", phone=PHONE, ops_another_reason="x")
        new = self._new(
            name="Downstairs", phone=PHONE, ops_another_reason="Same exchange, another firm in the building"
        )
        log = self.env["ops.log"].search([("model", "=", "res.partner"), ("res_id", "=", new.id)])
        self.assertEqual((log.event, log.clause_code, log.user_id), ("passed", "V2.1", self.consultant))
        self.assertIn("another firm", log.comment)
        self.assertIn(NAME, log.comment)
        told = new.sudo().message_ids.filtered(lambda message: "another firm" in message.body)
        self.assertIn(self.manager.partner_id, told.notified_partner_ids)
        self.assertFalse(new.ops_duplicates)

    def test_a_change_is_noted_not_refused(self):
        new = self._new(name="Fresh start")
        new.phone = "0086 512 6249 6654"
        told = new.sudo().message_ids.filtered(lambda message: NAME in message.body)
        self.assertIn(self.manager.partner_id, told.notified_partner_ids)
        self.assertIn("same telephone", new.ops_duplicates)
        new.phone = "0512-62496654"
        self.assertEqual(len(new.sudo().message_ids.filtered(lambda message: NAME in message.body)), 1)

    def test_it_is_shown_while_it_is_typed(self):
        form = Form(self.env["res.partner"].with_user(self.consultant))
        form.company_type = "company"
        form.name = NAMES[1]
        self.assertIn(f"/odoo/res.partner/{self.known.id}", form.ops_duplicates)
        self.assertIn(self.stranger.name, form.ops_duplicates)
        with self.assertRaisesRegex(UserError, "V2.1"):
            form.save()
        form.ops_another_reason = "Another owner since May"
        self.assertTrue(form.save())

    # --- leads ---------------------------------------------------------------

    @clause("N1.2")
    def test_a_lead_of_a_known_customer_names_him(self):
        for vals in ({"partner_name": NAMES[0]}, {"phone": PHONES[0]}):
            with self.subTest(vals=vals):
                message = self._refused("N1.2", model="crm.lead", name="Inquiry", **vals)
                self.assertIn(self.stranger.name, message)
        lead = self._new(model="crm.lead", name="Inquiry", partner_id=self.known.id)
        self.assertEqual(lead.partner_id, self.known)
        self._new(model="crm.lead", name="Inquiry", partner_name=NAME, ops_another_reason="Another owner")

    @clause("N1.2")
    def test_a_colleagues_lead_is_found_by_new_leads_and_new_contacts(self):
        vals = {"name": "Inquiry", "partner_name": "新源水务有限公司", "phone": "13900005678"}
        self._new(self.stranger, model="crm.lead", user_id=self.stranger.id, **vals)
        message = self._refused("N1.2", model="crm.lead", name="Mine", partner_name="新源水务")
        self.assertIn(self.stranger.name, message)
        self._refused("V2.1", name="新源水务")
        # whose lead it is makes a contact of it, and enters a second one
        self._new(self.stranger, name="新源水务", user_id=self.stranger.id)

    def test_ones_own_second_lead_is_cores_to_show(self):
        for _time in range(2):
            self._new(model="crm.lead", name="Inquiry", partner_name="新源水务", user_id=self.consultant.id)

    # --- the switch ----------------------------------------------------------

    def test_without_a_selling_role_or_switched_off_nothing_is_compared(self):
        plain = new_test_user(
            self.env,
            "plain",
            groups="base.group_user,base.group_partner_manager,sales_team.group_sale_salesman",
        )
        self._new(plain, name=NAME)
        self.env["ops.clause"].search([("code", "=", "V2.1")]).with_company(self.company).is_suspended = True
        self._new(name=NAME)
        self.company.ops_rulebook = False
        partner = self._new(name=NAME)
        self._new(model="crm.lead", name="Inquiry", partner_name=NAME)
        for user in (plain, self.consultant):
            screen = self.env["res.partner"].with_user(user).get_view(view_type="form")["arch"]
            self.assertNotIn("ops_duplicates", screen)
        partner.invalidate_recordset(["ops_duplicates"])
        with self.assertQueryCount(0):
            self.assertFalse(partner.ops_duplicates)

    # --- many ----------------------------------------------------------------

    def test_many_contacts_are_asked_by_index_in_one_statement(self):
        self.env.cr.execute(
            "INSERT INTO res_partner (name, phone, vat, active, is_company, type, autopost_bills, group_rfq, "
            "group_on) SELECT '工厂' || n || '有限公司', '0512-' || (60000000 + n), 'T' || n, true, true, "
            "'contact', 'ask', 'default', 'default' FROM generate_series(1, 20000) n"
        )
        self.env.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE name LIKE '工厂%'")
        self.env.cr.execute("ANALYZE res_partner")
        contacts = self.env["res.partner"].with_user(self.consultant)
        contacts.create({"name": "Warm-up", "is_company": True})
        one, many = (self._count(contacts, number) for number in (1, 30))
        self.company.ops_rulebook = False
        off = self._count(contacts, 1)
        self.company.ops_rulebook = True
        self.assertLessEqual(one - off, 1)
        self.assertLess(many - one, 29 * 30)
        self._assert_by_index([self._new(name=f"New {n}", phone=f"0513-60000{n}") for n in range(100, 105)])

    def _count(self, contacts, number):
        """Return how many statements so many new contacts cost beyond core's own for each."""
        self.env.flush_all()
        vals_list = [
            {"name": f"{self.company.ops_rulebook} {number} {n}", "phone": f"0512-4{number:02}{n:05}"}
            for n in range(number)
        ]
        contacts.search_count([])
        before = self.env.cr.sql_log_count
        contacts.create(vals_list)
        return self.env.cr.sql_log_count - before

    def _assert_by_index(self, partners):
        query = finder._select(self.env, [partner._ops_get_asked() for partner in partners])
        plan = "\n".join(row[0] for row in self.env.execute_query(SQL("EXPLAIN %s", query)))
        for index in ("ops_name_idx", "ops_phone_idx", "ops_tax_idx"):
            self.assertIn(f"res_partner_{index}", plan)
        self.assertNotIn("Seq Scan on res_partner p", plan)
