"""The timeline of a customer: what happened, newest first, as far as each may read it (M5.6)."""

from contextlib import nullcontext
from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import clause
from .timeline_case import SAID, SHOWN, TimelineCase

ROLES = (
    "consultant", "colleague", "support", "manager", "other_manager", "purchaser", "technician", "leader",
    "gm", "accountant", "keeper", "clerk", "auditor", "rule_admin",
)  # fmt: skip
PHASES = {
    "before": {"visit", "call", "inquiry", "quotation"},
    "during": {"order", "contract", "release", "delivery", "invoice", "receipt"},
    "after": {"ticket", "credit_note"},
}


@tagged("post_install", "-at_install")
class TestTimeline(TimelineCase):
    @clause("M5.6")
    def test_everything_that_happened_stands_once_in_one_list(self):
        lived = self._live()
        rows = self._rows(self.env.user)
        self.assertEqual(
            {(row.kind, row.res_model, row.res_id) for row in rows},
            {(kind, document._name, document.id) for kind, document in lived.items()},
        )
        self.assertEqual(len(rows), len(lived))
        self.assertEqual(rows.partner_id, self.customer, "of the company, whichever person it was with")
        dates = rows.mapped("date")
        self.assertEqual(dates, sorted(dates, reverse=True), "newest first")
        self.assertTrue(all(rows.mapped("icon")))
        self.assertTrue(all(rows.mapped("state_text")))

    @clause("M5.6")
    def test_before_during_and_after_the_sale(self):
        self._live()
        for phase, kinds in PHASES.items():
            rows = self._rows(self.leader, [("partner_id", "=", self.customer.id), ("phase", "=", phase)])
            self.assertEqual(set(rows.mapped("kind")), kinds, phase)
        groups = self.env["ops.timeline"]._read_group(
            [("partner_id", "=", self.customer.id)], ["phase"], ["__count"]
        )
        self.assertEqual(dict(groups), {phase: len(kinds) for phase, kinds in PHASES.items()})

    @clause("M5.6")
    def test_what_a_row_says(self):
        lived = self._live()
        rows = {row.kind: row for row in self._rows(self.env.user)}
        visit = rows["visit"]
        self.assertEqual((visit.contact_id, visit.user_id), (self.person, self.consultant))
        self.assertEqual((visit.title, visit.state_text), (SAID, "Interested"))
        self.assertEqual(visit.date, datetime(2026, 3, 2, 2))
        self.assertEqual(visit.display_name, f"Visit {lived['visit'].name}")
        self.assertFalse(visit.currency_id, "no amount of its own")
        self.assertEqual(rows["inquiry"].contact_id, self.person)
        self.assertEqual(rows["quotation"].title, "For next year")
        self.assertEqual(rows["order"].number, lived["order"].name)
        self.assertEqual(rows["receipt"].title, "Bank 4711")
        self.assertEqual(rows["ticket"].number, lived["ticket"].number)
        self.assertEqual(rows["ticket"].state_text, lived["ticket"].stage_id.name)

    @clause("M5.6")
    def test_amounts_are_the_customers_with_tax_and_no_field_is_a_cost(self):
        lived = self._live()
        rows = {row.kind: row for row in self._rows(self.env.user)}
        for kind in ("quotation", "order", "contract", "invoice"):
            self.assertEqual(rows[kind].amount, lived[kind].amount_total, kind)
            self.assertEqual(rows[kind].currency_id, self.company.currency_id)
        self.assertEqual(rows["credit_note"].amount, -lived["credit_note"].amount_total)
        self.assertEqual(rows["receipt"].amount, 500)
        names = {source.amount for source in self.env["ops.timeline"]._get_sources() if source.amount}
        self.assertEqual(names, {"amount_total", "amount_total_in_currency_signed", "amount"})

    def test_what_has_not_happened_stands_nowhere(self):
        self.env["ops.visit"].with_user(self.consultant).create(
            {"partner_id": self.customer.id, "date_start": "2030-01-01"}
        )
        order = self._run(deliver=False)
        self.assertEqual(set(self._rows(self.env.user).mapped("kind")), {"order", "contract"})
        order.sudo()._create_invoices()  # a draft
        self.assertEqual(set(self._rows(self.env.user).mapped("kind")), {"order", "contract"})

    def test_a_visit_of_a_lead_that_became_a_customer(self):
        lead = self.env["crm.lead"].create({"name": "New one", "user_id": self.consultant.id})
        visit = self._talk(partner_id=False, contact_id=False, lead_id=lead.id)
        timeline = self.env["ops.timeline"].with_user(self.consultant)
        self.assertFalse(timeline.search([("res_model", "=", "ops.visit"), ("res_id", "=", visit.id)]))
        lead.partner_id = self.person
        self.assertEqual(set(self._rows(self.consultant).mapped("kind")), {"visit", "inquiry"})

    def test_goods_sent_elsewhere_are_the_buyers(self):
        site = self.env["res.partner"].create({"name": "Building site"})
        self._run(partner_shipping_id=site.id)
        row = self._rows(self.env.user).filtered(lambda row: row.kind == "delivery")
        self.assertEqual((row.partner_id, row.contact_id), (self.customer, site))

    def test_a_day_is_the_day_it_is_where_the_reader_is(self):
        order = self._run()
        invoice = self._invoice(order)
        for zone, offset in (("Asia/Shanghai", 4), ("America/New_York", 16)):
            timeline = self.env["ops.timeline"].with_context(tz=zone)
            row = timeline.search([("res_model", "=", "account.move"), ("res_id", "=", invoice.id)])
            self.env.invalidate_all()
            self.assertEqual(row.date.date(), invoice.invoice_date)
            self.assertIn(row.date.hour - offset, (0, 1), zone)

    def test_kinds_are_said_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        timeline = self.env["ops.timeline"].with_context(lang="zh_CN")
        for kind, label in timeline.fields_get(["kind"])["kind"]["selection"]:
            self.assertRegex(label, "^[一-鿿]+$", kind)

    def test_found_by_text_and_by_who(self):
        self._live()
        found = self.env["ops.timeline"].name_search("ten bearings")
        self.assertEqual(len(found), 2)
        rows = self._rows(self.env.user, [("user_id", "=", self.consultant.id), ("title", "ilike", "4711")])
        self.assertEqual(rows.mapped("kind"), ["receipt"])

    @clause("M5.6")
    def test_one_tap_from_contact_file_and_visit_and_one_to_the_document(self):
        lived = self._live()
        visit = lived["visit"]
        customer_file = self.env["ops.customer"]._get_of(self.customer)
        customer_file = customer_file or customer_file.create({"partner_id": self.customer.id})
        actions = [
            self.person.with_user(self.consultant).action_ops_open_timeline(),
            customer_file.with_user(self.consultant).action_open_timeline(),
            visit.action_open_timeline(),
        ]
        for action in actions:
            self.assertEqual(action["res_model"], "ops.timeline")
            self.assertEqual(action["domain"], [("partner_id", "=", self.customer.id)])
        for row in self._rows(self.env.user):
            opened = row.action_open()
            self.assertEqual((opened["res_model"], opened["res_id"]), (row.res_model, row.res_id))

    def test_the_button_is_there_where_the_rulebook_is_on(self):
        partners = self.env["res.partner"].with_user(self.consultant)
        for is_on in (True, False):
            self._switch(is_on)
            arch = partners.get_view(view_type="form")["arch"]
            self.assertEqual("action_ops_open_timeline" in arch, is_on)

    def test_nothing_is_written(self):
        self._talk()
        row = self._rows(self.leader)
        for act in (lambda: row.write({"title": "x"}), row.unlink, row.copy):
            with self.assertRaises(AccessError):
                act()


@tagged("post_install", "-at_install")
class TestTimelineRights(TimelineCase):
    def _readable(self, user, lived):
        """Return the kinds whose document somebody may read, asked of the documents themselves."""
        return {kind for kind, document in lived.items() if document.with_user(user).has_access("read")}

    def _plain_user(self, *groups):
        return self.env["res.users"].create(
            {
                "login": "nobody_special",
                "name": "Nobody special",
                "group_ids": [(6, 0, [self.env.ref(group).id for group in ("base.group_user", *groups)])],
            }
        )

    def _check(self, user, lived):
        """Somebody sees the rows of the documents that he may read, and no other, whichever way he asks."""
        user.group_ids += self.env.ref("base.group_allow_export")
        readable = self._readable(user, lived)
        every = self._rows(self.env.user)
        mine = [("partner_id", "=", self.customer.id)]
        self.env.flush_all()
        self.env.invalidate_all()
        timeline = self.env["ops.timeline"].with_user(user)
        self.assertEqual(set(timeline.search(mine).mapped("kind")), readable)
        self.assertEqual(timeline.search_count(mine), len(readable))
        self.assertEqual(set(dict(timeline._read_group(mine, ["kind"], ["__count"]))), readable)
        groups = timeline.formatted_read_group(mine, ["kind"], ["__count"])
        self.assertEqual({group["kind"] for group in groups}, readable)
        self.assertEqual({row["kind"] for row in timeline.search_read(mine, ["kind"])}, readable)
        found = timeline.name_search("", domain=mine, limit=None)
        self.assertEqual({row_id for row_id, _name in found}, set(timeline.search(mine).ids))
        seen = every.filtered(lambda row: row.kind in readable)
        self._check_by_id(seen.ids, user, is_readable=True)
        for row in every - seen:
            self.assertFalse(timeline.browse(row.id).has_access("read"))
            with self.assertRaises(AccessError):
                timeline.browse(row.id).read(["number"])
        self._check_by_id((every - seen).ids, user, is_readable=False)

    def _check_by_id(self, ids, user, is_readable):
        """Ids alone lead nowhere for who may not read the documents, also when their rows are cached."""
        for is_cached in (False, True) if ids else ():
            self.env.invalidate_all()
            if is_cached:
                self.env["ops.timeline"].browse(ids).read()
            rows = self.env["ops.timeline"].with_user(user).browse(ids)
            self.assertEqual(rows.has_access("read"), is_readable)
            for method, *values in (
                ("read", ["number", "title"]),
                ("read", ["amount", "state_text"]),
                ("export_data", ["number", "amount"]),
                ("web_read", SHOWN),
            ):
                with nullcontext() if is_readable else self.assertRaises(AccessError):
                    getattr(rows, method)(*values)

    @clause("M5.6")
    def test_each_role_sees_the_documents_that_it_may_read(self):
        lived = self._live()
        seen = {}
        for name in ROLES:
            with self.subTest(name):
                self._check(getattr(self, name), lived)
                seen[name] = self._readable(getattr(self, name), lived)
        self.assertLess({"visit", "order", "contract", "invoice"}, seen["consultant"])
        self.assertFalse({"visit", "call", "quotation", "order", "receipt"} & seen["colleague"])
        self.assertLess({"visit", "order", "release"}, seen["manager"])
        self.assertLess({"visit", "order", "invoice", "receipt"}, seen["auditor"])
        self.assertNotIn("visit", seen["keeper"])
        self.assertIn("ticket", seen["technician"])

    def test_who_has_no_role_of_ours(self):
        lived = self._live()
        user = self._plain_user()
        self._check(user, lived)
        self.assertFalse(self._rows(user))
        user.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        self._check(user, lived)
        self.assertLess({"quotation", "order"}, set(self._rows(user).mapped("kind")))

    def test_other_companies_stay_closed(self):
        self._live()
        other = self.env["res.company"].create({"name": "Other company"})
        self.leader.write({"company_ids": [(4, other.id)]})
        theirs = self.env["ops.timeline"].with_user(self.leader).with_context(allowed_company_ids=other.ids)
        self.assertFalse(theirs.search([("partner_id", "=", self.customer.id)]))
        lead = self.env["crm.lead"].create(
            {
                "name": "Theirs",
                "partner_id": self.customer.id,
                "company_id": other.id,
                "user_id": False,
                "team_id": False,
            }
        )
        self.assertEqual(theirs.search([("partner_id", "=", self.customer.id)]).res_id, lead.id)
        ours = theirs.with_context(allowed_company_ids=self.company.ids)
        mine = [("partner_id", "=", self.customer.id)]
        self.assertEqual(ours.search(mine).company_id, self.company, "not the other company's lead")
        both = theirs.with_context(allowed_company_ids=(self.company | other).ids)
        self.assertEqual(
            both.search_count([("res_model", "=", "crm.lead"), ("partner_id", "=", self.customer.id)]), 2
        )

    def test_a_visitor_of_the_portal_has_no_timeline(self):
        self._talk()
        portal = self.env["res.users"].create(
            {"login": "portal_one", "name": "P", "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)]}
        )
        with self.assertRaises(AccessError):
            self._rows(portal)

    def test_amounts_are_kept_from_who_may_not_read_the_field(self):
        self._live()
        field = self.env["sale.order"]._fields["amount_total"]
        self.addCleanup(setattr, field, "groups", field.groups)
        field.groups = "base.group_system"
        self.env.invalidate_all()
        row = self._rows(self.consultant).filtered(lambda row: row.kind == "order")
        self.assertEqual((row.amount, bool(row.currency_id)), (0, False))
        self.assertTrue(row.state_text)
