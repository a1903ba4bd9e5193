from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.tests import tagged

from .common import NOW, PenaltyCase

SECRET = "Blue River's production plans were not known"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestSecrecy(PenaltyCase):
    """A case is seen by the person, his head, leaders and auditors; on no way by anybody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls(methodName="run")
        cls.penalty = case._decided()
        cls.violation = cls.penalty.line_ids.violation_id
        cls.readers = cls.consultant | cls.manager | cls.leader | cls.second_leader | cls.gm | cls.auditor
        cls.others = (
            cls.colleague
            | cls.other_manager
            | cls.support
            | cls.purchaser
            | cls.accountant
            | cls.clerk
            | cls.rule_admin
            | cls.plain_user
        )
        everybody = cls.readers | cls.others
        everybody.group_ids = [Command.link(cls.env.ref("base.group_allow_export").id)]
        portion = {"penalty_id": cls.penalty.id, "month": "2026-11-01", "amount": 1, "note": SECRET}
        cls.portion = cls.env["ops.penalty.portion"]._create_stamped([portion])
        cls.records = (cls.violation, cls.penalty, cls.penalty.line_ids, cls.portion)

    def _ways(self, record):
        """Yield (name, call) for each way a client asks for something of the record."""
        name, rid = record._name, record.id
        text = next(each for each in ("description", "answer", "note") if each in record._fields)
        yield "read", lambda env: env[name].browse(rid).read([text])
        yield "web_read", lambda env: env[name].browse(rid).web_read({text: {}})
        yield "search", lambda env: env[name].search([("id", "=", rid)]).ids
        yield "search_count", lambda env: env[name].search_count([("id", "=", rid)])
        yield "search_read", lambda env: env[name].search_read([("id", "=", rid)], [text])
        yield "name_search", lambda env: env[name].name_search("", [("id", "=", rid)])
        yield (
            "group",
            lambda env: env[name].formatted_read_group([("id", "=", rid)], ["create_uid"], ["__count"]),
        )
        yield (
            "read_group",
            lambda env: env[name].web_read_group([("id", "=", rid)], ["create_uid"], ["__count"])["groups"],
        )
        yield "export", lambda env: env[name].browse(rid).export_data(["id", text])
        yield (
            "any",
            lambda env: (
                env[name].search(Domain("id", "any", [("id", "=", rid)]) & Domain("id", "=", rid)).ids
            ),
        )

    def test_who_reads(self):
        for record in self.records:
            for user in self.readers:
                with self.subTest(record=record._name, user=user.login):
                    self.assertTrue(record.with_user(user).has_access("read"))

    def test_the_ways_lead_there_for_readers(self):
        env = self.env(user=self.leader)
        for record in self.records:
            for name, call in self._ways(record):
                with self.subTest(record=record._name, way=name):
                    self.assertTrue(call(env))

    def test_no_way_leads_there_for_others(self):
        for record in self.records:
            for user in self.others:
                env = self.env(user=user, su=False)
                for name, call in self._ways(record):
                    with self.subTest(record=record._name, user=user.login, way=name):
                        self.env.invalidate_all()
                        try:
                            found = call(env)
                        except AccessError:
                            continue
                        self.assertFalse(found)

    def test_from_other_models(self):
        """Log, approvals, ledger, messages, attachments, activities, followers tell nothing."""
        about = [("res_id", "=", self.penalty.id)]
        sources = {
            "ops.log": [("model", "in", ("ops.penalty", "ops.violation"))],
            "tier.review": [("model", "=", "ops.penalty")],
            "mail.message": [("model", "in", ("ops.penalty", "ops.violation"))],
            "ir.attachment": [
                ("res_model", "in", ("ops.penalty", "ops.violation")),
                ("res_field", "!=", False),
            ],
            "mail.activity": [("res_model", "=", "ops.penalty"), *about],
        }
        self.assertTrue(self.env["ops.log"].search(sources["ops.log"]))
        self.assertTrue(self.env["tier.review"].search(sources["tier.review"]))
        self.assertTrue(self.env["mail.message"].search(sources["mail.message"]))
        for user in self.others:
            for model, domain in sources.items():
                with self.subTest(user=user.login, model=model):
                    try:
                        found = self.env[model].with_user(user).search(domain)
                    except AccessError:
                        continue
                    self.assertFalse(found)
        self.assertTrue(
            self.env["ops.log"].with_user(self.rule_admin).search([("model", "=", "res.company")])
        )

    def test_approvals_are_listed_to_readers(self):
        for user in (self.leader, self.auditor, self.manager):
            with self.subTest(user.login):
                self.assertTrue(
                    self.env["tier.review"].with_user(user).search([("model", "=", "ops.penalty")])
                )

    def test_the_duty_does_not_say_that_it_was_noted(self):
        self.assertNotIn("violation_id", self.env["ops.obligation"].with_user(self.manager).fields_get())
        self.assertIn("violation_id", self.env["ops.obligation"].with_user(self.leader).fields_get())

    def test_chatter_reaches_readers_only_and_no_mailbox(self):
        followers = (self.colleague | self.plain_user | self.auditor).partner_id
        for record in (self.violation, self.penalty):
            record.message_subscribe(followers.ids)
            self.assertNotIn(self.colleague.partner_id, record.message_partner_ids)
            # as an administrator's own hand would
            self.env["mail.followers"].create(
                {"res_model": record._name, "res_id": record.id, "partner_id": self.plain_user.partner_id.id}
            )
            self.auditor.notification_type = "email"
            before = self.env["mail.mail"].search([])
            message = record.with_user(self.leader).message_post(
                body=SECRET,
                partner_ids=(self.colleague | self.auditor).partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
            self.assertEqual(message.sudo().notified_partner_ids, self.auditor.partner_id)
            self.assertEqual(message.sudo().partner_ids, self.auditor.partner_id)
            self.assertEqual(self.env["mail.mail"].search([]), before)
            for user in (self.colleague, self.plain_user):
                self.assertFalse(message.with_user(user).has_access("read"))

    def test_the_first_page_shows_nothing_of_others(self):
        for user in self.others:
            page = str(self.env["ops.home"].with_user(user).get_home())
            with self.subTest(user.login):
                self.assertNotIn(self.penalty.name, page)
                self.assertNotIn(SECRET, page)

    def test_the_wage_is_shown_to_nobody(self):
        self.employee.sudo().current_version_id.wage = 7777
        for user in self.readers:
            values = str(self.penalty.with_user(user).read())
            with self.subTest(user.login):
                self.assertNotIn("7777.0", values)
                self.assertNotIn("1555.4", values)

    def test_other_companies_see_nothing(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.leader.write({"company_ids": [Command.set(company.ids)], "company_id": company.id})
        self.assertFalse(self.penalty.with_user(self.leader).has_access("read"))
