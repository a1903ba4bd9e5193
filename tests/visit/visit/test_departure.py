"""Before leaving: each thing that keeps somebody, alone and together, named; nothing else keeps anybody."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestDeparture(VisitCase):
    def _lack(self, visit, *what):
        """Take away what is ready."""
        if "goal" in what:
            visit.goal_id = False
        if "minimum" in what:
            self.customer.write({"street": False, "street2": False})
        if "outline" in what:
            self.customer_file.importance = "key"

    TABLE = (
        (("goal",), "V6.1"),
        (("minimum",), "V2.1"),
        (("outline",), "V2.5"),
        (("goal", "minimum", "outline"), "V6.1.*V2.5.*V2.1"),
    )

    @clause("V1.1")
    @clause("V2.5")
    @clause("V6.1")
    @clause("N1.6")
    @clause("N2.2")
    def test_what_keeps_somebody_is_named_alone_and_together(self):
        for what, named in self.TABLE:
            for way in ("tap", "write"):
                with self.subTest(what=what, way=way), self.env.cr.savepoint() as point:
                    visit = self._plan()
                    self._lack(visit, *what)
                    self.env.flush_all()
                    self.assertRegex(visit.departure_blockers.replace("\n", " "), named)
                    message = "(?s)" + named
                    with self.assertRaisesRegex(UserError, message):
                        if way == "tap":
                            visit.action_depart()
                        else:
                            visit.write({"state": "departed"})
                    point.rollback()
                    self.env.invalidate_all()

    def test_with_everything_ready_one_tap_is_enough(self):
        visit = self._plan()
        self.assertFalse(visit.departure_blockers)
        visit.action_depart()
        self.assertEqual(visit.state, "departed")
        self.assertEqual(visit.date_departed, MONDAY)

    @clause("V2.1", part="the departure")
    @clause("N1.2", part="the departure")
    def test_only_the_first_visit_needs_the_minimum(self):
        first = self._plan()
        self.assertTrue(first.is_first)
        first.action_depart()
        first.action_arrive()
        first.action_finish()
        self._say(first)
        first.action_report()
        self._lack(first, "minimum")
        second = self._plan()
        self.assertFalse(second.is_first)
        second.action_depart()
        self.assertEqual(second.state, "departed")

    def test_a_target_that_is_no_contact_yet_is_visited_by_its_lead(self):
        lead = self.env["crm.lead"].create(
            {"name": "Valves", "partner_name": "Blue Valve Works", "user_id": self.consultant.id}
        )
        visit = self._plan(partner_id=False, contact_id=False, lead_id=lead.id)
        self.assertIn("Blue Valve Works", visit.display_name)
        with self.assertRaisesRegex(UserError, "V2.1"):
            visit.action_depart()
        lead.write(
            {
                "street": "Gate 3",
                "contact_name": "Ms Lu",
                "phone": "1",
                "ops_business": "Valves",
                "source_id": self.customer_file.source_id.id,
                "ops_potential": "b",
                "ops_potential_reason": "Exports",
                "ops_fact_ids": [(0, 0, {"text": "Two shifts"})],
            }
        )
        visit.action_depart()
        self.assertEqual(visit.state, "departed")

    def test_a_visit_is_to_somebody(self):
        with self.assertRaisesRegex(UserError, "V2.1"):
            self._plan(partner_id=False, contact_id=False)

    def test_a_person_chosen_as_customer_becomes_the_contact(self):
        visit = self._plan(partner_id=self.person.id, contact_id=False)
        self.assertEqual(visit.partner_id, self.customer)
        visit = self.env["ops.visit"].with_user(self.consultant).create({"partner_id": self.person.id})
        self.assertEqual((visit.partner_id, visit.contact_id), (self.customer, self.person))

    def test_only_the_consultant_himself_leaves(self):
        visit = self._plan()
        for user in (self.manager, self.leader, self.support):
            with self.subTest(user=user.login), self.assertRaisesRegex(AccessError, "V1.1"):
                visit.with_user(user).action_depart()
        with self.assertRaises(AccessError):
            visit.with_user(self.stranger).action_depart()

    def test_one_visit_after_the_other(self):
        first, second = self._plan(), self._plan(partner_id=self.person.id)
        first.action_depart()
        self.assertEqual(second.other_id, first)
        with self.assertRaisesRegex(UserError, f"{first.name}.*V1.1"):
            second.action_depart()
        self.assertEqual(second.action_open_other()["res_id"], first.id)
        first.action_arrive()
        first.action_finish()
        second.action_depart()

    def test_switched_off_nothing_keeps_anybody(self):
        visit = self._plan()
        self._lack(visit, "goal", "minimum", "outline")
        self.company.ops_rulebook = False
        visit.action_depart()
        self.assertEqual(visit.state, "departed")

    def test_a_clause_that_is_off_is_not_asked(self):
        visit = self._plan()
        self._lack(visit, "goal", "minimum")
        clauses = self.env["ops.clause"].search([("code", "in", ("V6.1", "V2.1"))])
        clauses.with_user(self.rule_admin).write({"is_active": False})
        visit.action_depart()
        self.assertEqual(visit.state, "departed")

    def test_many_are_asked_in_few_statements(self):
        visits = self.env["ops.visit"].browse()
        for _number in range(3):
            visits += self._plan()
        self.env.flush_all()
        self.env.invalidate_all()
        visits.mapped("is_first")
        counts = []
        for some in (visits[:1], visits):
            self.env.invalidate_all()
            read = self.env["ops.visit"].with_user(self.consultant).browse(some.ids)
            read.mapped("state")
            before = self.env.cr.sql_log_count
            read.mapped("is_first")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
