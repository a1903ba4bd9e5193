"""Research on leads and files: facts, potential with reason and date, present supplier and why, strategy."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ...common import clause
from ..common import VisitCase


@tagged("post_install", "-at_install")
class TestResearch(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Pumps", "type": "opportunity", "user_id": cls.consultant.id, "team_id": cls.team.id}
        )

    def _fact(self, user=None, **vals):
        facts = self.env["ops.customer.fact"].with_user(user or self.consultant)
        return facts.create({"text": "Two shifts", **vals})

    # --- potential, supplier, strategy ------------------------------------------

    @clause("N1.3")
    def test_a_rating_has_its_reason_and_its_date(self):
        lead = self.lead.with_user(self.consultant)
        with self.assertRaisesRegex(UserError, "N1.3"), self.env.cr.savepoint():
            lead.ops_potential = "a"
        with freeze_time("2026-03-02 04:00:00"):
            lead.write({"ops_potential": "a", "ops_potential_reason": "Second hall"})
            self.env.flush_all()
        self.assertEqual(lead.ops_date_potential, date(2026, 3, 2))
        with freeze_time("2026-04-02 04:00:00"):
            lead.write({"ops_potential": "b", "ops_potential_reason": "Hall put off"})
            self.env.flush_all()
        self.assertEqual(lead.ops_date_potential, date(2026, 4, 2))
        lead.ops_potential = False
        self.assertFalse(lead.ops_date_potential)

    @clause("N1.4")
    def test_who_serves_him_now_and_why_is_counted_by_competitor(self):
        rival, other = self.env["res.partner"].create(
            [{"name": name, "is_company": True, "ops_is_competitor": True} for name in ("Rival", "Other")]
        )
        for supplier in (rival, rival, other):
            self.lead.copy().with_user(self.consultant).write(
                {"ops_competitor_id": supplier.id, "ops_competitor_reason": "Price"}
            )
        action = self.env.ref("ops_dept.crm_lead_action_competitors")
        (pivot,) = (view for view in action.view_ids if view.view_mode == "pivot")
        self.assertIn('name="ops_competitor_id" type="row"', pivot.view_id.arch)
        groups = (
            self.env["crm.lead"]
            .with_user(self.consultant)
            .formatted_read_group(
                [("ops_competitor_id", "in", (rival + other).ids)], ["ops_competitor_id"], ["__count"]
            )
        )
        self.assertEqual({g["ops_competitor_id"][1]: g["__count"] for g in groups}, {"Rival": 2, "Other": 1})

    @clause("N1.5", part="strategy")
    def test_the_form_of_a_lead_takes_it_all(self):
        with Form(self.lead.with_user(self.consultant)) as form:
            form.ops_business = "Paper"
            form.ops_potential = "c"
            form.ops_potential_reason = "Small"
            form.ops_strategy = "Samples first"
            with form.ops_fact_ids.new() as fact:
                fact.text = "Buys in May"
                fact.kind = "need"
        fact = self.lead.ops_fact_ids
        self.assertEqual((fact.text, fact.user_id, fact.date), ("Buys in May", self.consultant, date.today()))

    # --- facts -------------------------------------------------------------------

    @clause("M1.5", part="needs")
    def test_needs_are_kept_with_date_and_source(self):
        customer = self._file()
        need = self._fact(
            kind="need", text="Spare parts within a day", source="Mr Wang", customer_id=customer.id
        )
        self.assertEqual((need.date, need.user_id), (date.today(), self.consultant))
        self.assertEqual(customer.fact_ids, need)
        with self.assertRaisesRegex(UserError, "N1.2"):
            need.date = date.today() + timedelta(days=2)

    def test_facts_are_read_and_written_by_who_may_their_file_or_lead(self):
        facts = self._fact(customer_id=self._file().id) + self._fact(lead_id=self.lead.id)
        for user in (self.consultant, self.manager, self.support, self.leader):
            with self.subTest(user=user.login):
                mine = facts.with_user(user)
                self.assertEqual(mine.search([("id", "in", facts.ids)]), mine.sorted("id", reverse=True))
                mine.text = "Three shifts"
        plain = new_test_user(self.env, "plain_seller", groups="sales_team.group_sale_salesman")
        for user in (self.stranger, self.other_manager, self.technician, plain):
            with self.subTest(user=user.login):
                mine = facts.with_user(user)
                self.assertFalse(mine.search([("id", "in", facts.ids)]))
                for act in (
                    lambda mine: mine.read(["text"]),
                    lambda mine: mine.write({"text": "Forged"}),
                    lambda mine: mine.unlink(),
                    lambda mine: mine.create({"text": "x", "customer_id": facts.customer_id.id}),
                ):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        act(mine)
        auditor = facts[:1].with_user(self.auditor)
        self.assertEqual(auditor.text, "Three shifts")
        with self.assertRaises(AccessError):
            auditor.text = "Forged"

    def test_a_fact_is_not_moved_to_a_customer_of_somebody_else(self):
        fact = self._fact(customer_id=self._file().id)
        with self.assertRaises(AccessError):
            fact.customer_id = self._file(self.other_customer).id
            self.env.flush_all()

    def test_merged_leads_keep_what_is_known(self):
        other = self.lead.copy()
        self._fact(lead_id=other.id)
        other.ops_strategy = "Samples first"
        merged = (self.lead + other).merge_opportunity()
        self.assertEqual((len(merged.ops_fact_ids), merged.ops_strategy), (1, "Samples first"))

    # --- the switch ----------------------------------------------------------------

    def test_the_form_of_a_lead_is_plain_odoos_without_a_role_or_switched_off(self):
        plain = new_test_user(self.env, "plain_seller", groups="sales_team.group_sale_salesman")
        self.assertIn("ops_research", self._form(self.consultant))
        self.assertNotIn("ops_research", self._form(plain))
        self.company.ops_rulebook = False
        self.assertNotIn("ops_research", self._form(self.consultant))

    def _form(self, user):
        return self.env["crm.lead"].with_user(user).get_view(view_type="form")["arch"]

    @clause("N1.1")
    def test_targets_by_district_and_status(self):
        east = self.env["ops.district"].create({"name": "East"})
        self.lead.ops_district_id = east
        self._file(district_id=east.id, importance="key")
        leads = (
            self.env["crm.lead"]
            .with_user(self.consultant)
            .formatted_read_group(
                [("ops_district_id", "=", east.id)], ["ops_district_id", "stage_id"], ["__count"]
            )
        )
        self.assertEqual([group["__count"] for group in leads], [1])
        files = (
            self.env["ops.customer"]
            .with_user(self.consultant)
            .formatted_read_group(
                [("district_id", "=", east.id)], ["district_id", "importance", "user_id"], ["__count"]
            )
        )
        self.assertEqual([(g["importance"], g["user_id"][0]) for g in files], [("key", self.consultant.id)])
        for action, field in (
            ("crm_lead_action_districts", "ops_district_id"),
            ("ops_customer_action", "district_id"),
        ):
            shown = self.env.ref(f"ops_dept.{action}")
            arch = (
                shown.view_ids.filtered(lambda view: view.view_mode == "graph").view_id.arch
                or (self.env[shown.res_model].get_view(view_type="graph")["arch"])
            )
            self.assertIn(field, arch)

    # --- the lead becomes a customer ----------------------------------------------

    def _researched(self, **vals):
        return self.env["crm.lead"].create(
            {
                "name": "Hall",
                "user_id": self.consultant.id,
                "team_id": self.team.id,
                "ops_business": "Paper",
                "ops_potential": "a",
                "ops_potential_reason": "40 motors",
                "ops_fact_ids": [(0, 0, {"text": "Two competitors were there"})],
                **vals,
            }
        )

    @clause("N1.2", part="what was found out goes with him")
    @clause("M1.5", part="what was found out goes with him")
    def test_a_lead_that_becomes_a_customer_hands_over_what_was_found_out(self):
        lead = self._researched()
        talk = (
            self.env["ops.visit"]
            .with_user(self.consultant)
            .create({"lead_id": lead.id, "channel": "outbound", "date_start": "2026-03-02 09:00:00"})
        )
        newcomer = self.env["res.partner"].create({"name": "Longcheng Paper", "is_company": True})
        lead.with_user(self.consultant).partner_id = newcomer
        file = self.env["ops.customer"]._get_of(newcomer)
        self.assertEqual((file.ops_business, file.ops_potential), ("Paper", "a"))
        self.assertEqual(file.fact_ids, lead.ops_fact_ids)
        self.assertEqual(talk.partner_id, newcomer)

    @clause("N1.2", part="a colleague's file keeps its words")
    def test_a_colleagues_file_gets_the_facts_and_keeps_its_own_words(self):
        file = self._file(self.other_customer, self.stranger)
        file.ops_business = "Pumps"
        lead = self._researched()
        lead.with_user(self.consultant).partner_id = self.other_customer
        file.invalidate_recordset()
        self.assertEqual(file.ops_business, "Pumps")
        self.assertFalse(file.ops_potential)
        self.assertIn("Two competitors were there", file.fact_ids.mapped("text"))

    def test_with_the_rulebook_off_nothing_is_made(self):
        lead = self._researched()
        self.company.ops_rulebook = False
        newcomer = self.env["res.partner"].create({"name": "Longcheng Paper", "is_company": True})
        lead.partner_id = newcomer
        self.assertFalse(self.env["ops.customer"]._get_of(newcomer))
