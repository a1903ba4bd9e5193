"""Who sees what is owed, who waives it, and that nobody writes it."""

from datetime import datetime

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import Form

from .common import MONDAY_9, ObligationCase


@freeze_time(MONDAY_9)
class TestOpsObligationRights(ObligationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        model = cls.env["ir.model"]._get("ops.test.document")
        # nobody but its person, the managers and the leaders reads a document
        groups = [
            cls.env.ref(f"ops_dept.ops_dept_group_{name}").id
            for name in ("sales_manager", "leader", "auditor")
        ]
        cls.env["ir.rule"].create(
            [
                {
                    "name": "own",
                    "model_id": model.id,
                    "groups": [Command.link(cls.env.ref("base.group_user").id)],
                    "domain_force": "['|', ('user_id', '=', user.id), ('user_id', '=', False)]",
                },
                {
                    "name": "all",
                    "model_id": model.id,
                    "groups": [Command.set(groups)],
                    "domain_force": "[(1, '=', 1)]",
                },
            ]
        )

    def setUp(self):
        super().setUp()
        self.mine = self._create_document()._open_obligations("V1.8")
        self.other = self._create_document(user_id=self.other_consultant.id, team_id=self.other_team.id)
        self.other = self.other._open_obligations("V1.8")
        self.shared = self._create_document(user_id=False)._open_obligations("W3.E")
        self.all = self.mine + self.other + self.shared

    def _seen_by(self, user, domain=()):
        return (
            self.env["ops.obligation"]
            .with_user(user)
            .search(Domain("company_id", "=", self.company.id) & Domain(domain))
            .sudo()
        )

    def test_who_sees_what(self):
        self.assertEqual(self._seen_by(self.consultant), self.mine)
        self.assertEqual(self._seen_by(self.other_consultant), self.other)
        self.assertEqual(self._seen_by(self.support), self.shared)
        self.assertEqual(self._seen_by(self.manager), self.mine + self.shared)
        self.assertEqual(self._seen_by(self.other_manager), self.other)
        for user in (self.leader, self.boss, self.auditor):
            self.assertEqual(self._seen_by(user), self.all)
        with self.assertRaises(AccessError):
            self.other.with_user(self.consultant).read(["document_name"])

    def test_hidden_with_its_document(self):
        secret = self._create_document(user_id=self.other_consultant.id)._open_obligations(
            "W3.E", owners=self.support
        )
        self.assertNotIn(secret, self._seen_by(self.support))
        with self.assertRaises(AccessError):
            secret.with_user(self.support).read(["document_name"])
        groups = (
            self.env["ops.obligation"].with_user(self.support)._read_group([], ["document_name"], ["__count"])
        )
        self.assertEqual(sum(count for _name, count in groups), 1)
        self.assertEqual(self.env["ops.obligation"].with_user(self.support).search_count([]), 1)
        self.assertEqual(
            self.env["ops.obligation"].with_user(self.support)._get_my_obligation_counts()["open"], 1
        )

    def test_closed_to_direct_writes_for_every_role(self):
        for user in (self.consultant, self.support, self.manager, self.leader, self.boss, self.auditor):
            mine = self.shared.with_user(user)
            for call in (
                lambda o: o.write({"state": "met"}),
                lambda o: o.write({"date_due": False}),
                lambda o: o.unlink(),
                lambda o: o.copy(),
                lambda o: o.create(
                    {"clause_id": o.sudo().clause_id.id, "company_id": o.sudo().company_id.id}
                ),
                lambda o: o.load(["state"], [["met"]])["messages"] and o.check_access("create"),
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    call(mine)
        for context in ({}, {"_force_unlink": True}):
            with self.assertRaises(UserError), self.cr.savepoint():
                self.shared.with_context(**context).unlink()
        self.assertEqual(set(self.all.mapped("state")), {"open"})

    def test_waiving_needs_a_role_above_and_a_reason(self):
        def waive(obligation, user, reason="The customer withdrew"):
            return obligation.with_user(user).action_waive(reason)

        for user, refused in (
            (self.consultant, self.mine),  # himself
            (self.support, self.shared),
            (self.auditor, self.mine),  # reads only
            (self.other_manager, self.mine),  # another team
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                waive(refused, user)
            self.assertEqual(refused.state, "open")
        with self.assertRaisesRegex(UserError, "reason"), self.cr.savepoint():
            waive(self.mine, self.manager, "  ")
        waive(self.mine, self.manager)
        self.assertRecordValues(
            self.mine,
            [{"state": "waived", "waived_by_id": self.manager.id, "waive_reason": "The customer withdrew"}],
        )
        with self.assertRaisesRegex(UserError, "owed"), self.cr.savepoint():
            waive(self.mine, self.manager)
        managers_own = self._create_document()._open_obligations("W2.E", owners=self.manager)
        self.assertFalse(managers_own.with_user(self.manager).can_waive)
        with self.assertRaises(AccessError), self.cr.savepoint():
            waive(managers_own, self.manager)
        waive(managers_own, self.leader)
        leaders_own = self._create_document()._open_obligations("W2.E", owners=self.leader)
        waive(leaders_own, self.boss)
        bosses_own = self._create_document()._open_obligations("R6", owners=self.boss)
        with self.assertRaises(AccessError), self.cr.savepoint():
            waive(bosses_own, self.leader)

    def test_waiving_several_through_the_form(self):
        action = (self.mine + self.shared).with_user(self.leader).action_ask_waive()
        wizard = self.env[action["res_model"]].with_user(self.leader).with_context(**action["context"])
        with Form(wizard) as form:
            form.reason = "Fair week, all of us"
        form.record.action_confirm()
        self.assertEqual((self.mine + self.shared).mapped("state"), ["waived", "waived"])

    def test_document_opens_for_who_may_read_it(self):
        action = self.mine.with_user(self.consultant).action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), (self.mine.res_model, self.mine.res_id))
        with self.assertRaises(AccessError):
            self.other.with_user(self.consultant).action_open_document()

    def test_counters_and_filters_of_the_first_page(self):
        model = self.env["ops.obligation"].with_user(self.consultant)
        self._create_document()._open_obligations("R7")  # due tomorrow
        self.assertEqual(model._get_my_obligation_counts(), {"open": 2, "late": 0, "today": 1, "week": 2})
        with freeze_time(datetime(2026, 11, 23, 11, 0)):
            self.assertEqual(model._get_my_obligation_counts(), {"open": 2, "late": 1, "today": 0, "week": 1})
            self.ledger._mark_overdue()
            self.assertEqual(model._get_my_obligation_counts(), {"open": 2, "late": 1, "today": 0, "week": 1})
            before = self.env.cr.sql_log_count
            model._get_my_obligation_counts()
            self.assertEqual(self.env.cr.sql_log_count - before, 1)
            late = ["|", ("state", "=", "late"), "&", ("state", "=", "open"), ("date_due", "<", "now")]
            week = [("date_due", ">=", "=monday"), ("date_due", "<", "=monday +7d")]
            self.assertEqual(self._seen_by(self.consultant, late), self.mine)
            self.assertEqual(len(self._seen_by(self.consultant, week)), 2)
            self.assertEqual(self._seen_by(self.manager, [("is_mine", "=", True)]), self.ledger)

    def test_other_companies_stay_apart(self):
        other = self._create_company("Another Ltd")
        foreign = self._create_document(company_id=other.id, team_id=False)._open_obligations("V1.8")
        self.assertTrue(foreign)
        self.assertNotIn(foreign, self._seen_by(self.leader) | self._seen_by(self.consultant))
        self.assertFalse(self.env["ops.obligation"].with_user(self.leader).search([("id", "=", foreign.id)]))
