"""The head answers for discipline: proposes, guides, sees how much his people did in time (H3)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import Form, tagged

from ...common import clause
from ..penalty.common import NOW, PenaltyCase


@freeze_time(NOW)
class HeadCase(PenaltyCase):
    def _owe(self, owner, days=1, state="met", **vals):
        """Write a line of the ledger that was due so many days ago."""
        due = NOW - timedelta(days=days)
        return self.env["ops.obligation"].create(
            {
                "clause_id": self._clause("M7.5").id,
                "owner_id": owner.id,
                "company_id": self.company.id,
                "date_opened": due,
                "date_due": due,
                "period": f"2026-{self.env['ops.obligation'].search_count([])}",
                "state": state,
                **vals,
            }
        )

    def _list(self, user):
        home = self.env["ops.home"].with_user(user).with_company(self.company)
        made = [found for found in home._make_parts("_lists") if found["key"] == "in_time"]
        return made[0]["rows"] if made else []

    def _said(self, user):
        return [(row["title"], row["text"].replace("\xa0", " ")) for row in self._list(user)]

    def _give(self, document, day, summary):
        """Guide the consultant, as the head, on a document (none: the person) until a day."""
        if document is None:
            form = Form(self.env["ops.work.give"].with_user(self.manager))
            form.kind, form.user_id, form.summary = "guidance", self.consultant, summary
            form.save().action_give()
            domain = [("user_id", "=", self.consultant.id), ("summary", "=", summary)]
            return self.env["mail.activity"].search(domain)
        return document.with_user(self.manager).activity_schedule(
            "ops_dept.mail_activity_type_guidance",
            date_deadline=day,
            user_id=self.consultant.id,
            summary=summary,
        )


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestHead(HeadCase):
    @clause("H3")
    def test_the_head_answers_for_discipline(self):
        """He proposes and the leader decides; he guides; his page says how much was done in time."""
        for case in (self._heard(), self._reward()):
            if case.kind == "reward":
                case.with_user(self.manager).action_submit()
            for user in (self.manager, self.consultant, self.gm):
                with (
                    self.subTest(kind=case.kind, login=user.login),
                    self._assert_refused("Next to decide: Leader"),
                ):
                    case.with_user(user).action_ops_approve()
            case.with_user(self.leader).action_ops_approve()
            self.assertEqual((case.proposer_id, case.state), (self.manager, "approved"))
        self._guide_on_everything()
        for state, vals in (("met", {}), ("met", {}), ("met", {"late_hours": 2}), ("missed", {})):
            self._owe(self.consultant, state=state, **vals)
        self.assertEqual(
            self._said(self.manager),
            [("All together", "50 % · 2 of 4"), (self.consultant.name, "50 % · 2 of 4")],
        )

    def _guide_on_everything(self):
        """On a person, a visit and a plan; it is kept by person and date, read or not."""
        today = fields.Date.today()
        mine = {"user_id": self.consultant.id, "company_id": self.company.id}
        visit = self.env["ops.visit"].create({"partner_id": self.customer.id, **mine})
        plan = self.env["ops.work.plan"].with_user(self.consultant).create({"date_from": today})
        given = self.env["mail.activity"]
        for number, document in enumerate((None, visit, plan)):
            given |= self._give(document, today + timedelta(days=number), f"Look at it again {number}")
        given[0].with_user(self.consultant).action_ops_acknowledge()
        kept = self.env["mail.activity"].with_user(self.manager).with_context(active_test=False)
        found = kept.search([("ops_is_given", "=", True), ("user_id", "=", self.consultant.id)])
        self.assertEqual(found, given.with_env(found.env))
        self.assertEqual(found.mapped("ops_giver_id"), self.manager)
        by_day = kept._read_group(
            [("ops_is_given", "=", True)], ["user_id", "date_deadline:day"], ["__count"]
        )
        self.assertEqual({person for person, _day, _count in by_day}, {self.consultant})
        self.assertEqual(sum(count for _person, _day, count in by_day), 3)

    def test_what_counts(self):
        self.assertFalse(self._list(self.manager), "nothing was due")
        self._owe(self.consultant)
        self._owe(self.consultant, state="waived")
        self._owe(self.consultant, state="open", days=-2)
        self._owe(self.consultant, state="missed", days=40)
        self.assertEqual(self._said(self.manager)[0][1], "100 % · 1 of 1")
        self.assertFalse(self._list(self.manager)[0]["is_late"])
        self._owe(self.consultant, state="open")
        self._owe(self.consultant, state="late")
        self.assertEqual(self._said(self.manager)[0][1], "33 % · 1 of 3", "owed after its time is late")
        self.assertTrue(self._list(self.manager)[0]["is_late"])

    def test_a_shared_duty_is_whose_who_did_it(self):
        role = self.env.ref("ops_dept.ops_dept_group_consultant")
        shared = {"owner_id": False, "group_id": role.id}
        self._owe(self.consultant, met_by_id=self.colleague.id, **shared)
        self._owe(self.consultant, state="late", **shared)
        self.assertEqual(
            self._said(self.manager),
            [("All together", "100 % · 1 of 1"), (self.colleague.name, "100 % · 1 of 1")],
        )

    def test_who_sees_whom(self):
        """Heads of their people, leaders of all but themselves; in the order of names, nobody is ranked."""
        self._owe(self.consultant)
        self._owe(self.colleague, state="missed")
        self._owe(self.manager)
        self._owe(self.leader, state="missed")
        by_name = sorted([self.colleague.name, self.consultant.name])
        self.assertEqual([row[0] for row in self._said(self.manager)][1:], by_name)
        for _number in range(2):  # who keeps less of it stands where he stood
            self._owe(self.consultant, state="missed")
            self._owe(self.colleague)
        self.assertEqual([row[0] for row in self._said(self.manager)][1:], by_name)
        leaders = [row[0] for row in self._said(self.leader)]
        self.assertIn(self.manager.name, leaders)
        self.assertNotIn(self.leader.name, leaders)
        for user in (self.consultant, self.other_manager, self.support, self.auditor, self.rule_admin):
            self.assertFalse(self._list(user), user.login)
        self.company.ops_rulebook = False
        self.assertFalse(self._list(self.manager))

    def test_a_row_opens_what_it_counts(self):
        self._owe(self.consultant)
        self._owe(self.consultant, state="missed")
        self._owe(self.consultant, days=40)
        self._owe(self.colleague, state="late")
        home = self.env["ops.home"].with_user(self.manager)
        counts = {"All together": 3, self.colleague.name: 1, self.consultant.name: 2}
        for row in self._list(self.manager):
            due = counts.pop(row["title"])
            for action in (row["action"], self._plain_action(home, row["action"])):
                found = home.env[action["res_model"]].search(action["domain"])
                found = found.filtered(lambda duty: "outcome" not in duty or duty.outcome != "waived")
                self.assertEqual(len(found), due, (row["title"], action["res_model"]))
        self.assertFalse(counts)

    def _plain_action(self, home, action):
        """Return what the add-on opens without the board."""
        names = {name: value for name, _operator, value in action["domain"]}
        own = next(
            vars(cls)["_get_in_time_action"]
            for cls in reversed(type(home).__mro__)
            if "_get_in_time_action" in vars(cls)
        )
        return own(home, names["user_id"], NOW - timedelta(days=30), fields.Datetime.now())

    def test_one_statement_for_few_and_many(self):
        counts = []
        for number in (2, 40):
            for _n in range(number):
                self._owe(self.consultant)
            counts.append(self._count_statements())
        self.assertEqual(counts[0], counts[1])

    def _count_statements(self):
        """Return how many statements the list takes, once what is kept is kept."""
        for _round in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["ops.home"].with_user(self.manager)._get_in_time_list()
        return self.env.cr.sql_log_count - before
