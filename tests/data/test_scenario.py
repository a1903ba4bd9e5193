"""The demo company's quotations: every state is there, each step taken by the role whose step it is."""

from datetime import timedelta

from odoo.fields import Date, Datetime
from odoo.tests import tagged

from odoo.addons.ops_dept.models.policy.repeated.periods import period_of

from data.scenario import ABSENCES, QUOTATIONS, play

from ..reports.common import pdf_pages
from .common import DataCase
from .played.acceptance import Acceptance
from .played.advice import Advice
from .played.custody import Custody
from .played.dunning import Dunning
from .played.money import Money
from .played.notices import Notices
from .played.shipments import Shipments
from .played.visits import Visits
from .played.volumes import Volumes

# event, clause → the groups of which the actor must have one
ACTORS = {
    ("submitted", False): ("consultant", "sales_support"),
    ("withdrawn", False): ("consultant", "sales_support"),
    ("cancelled", False): ("consultant", "sales_support"),
    ("taken_back", "W2.E"): ("consultant", "sales_support"),
    ("approved", "W2.D"): ("purchasing",),
    ("refused", "W2.D"): ("purchasing",),
    ("approved", "W2.E"): ("sales_manager", "leader"),
    ("refused", "W2.E"): ("sales_manager", "leader"),
    ("passed", False): ("sales_manager", "leader"),
}


@tagged("post_install", "-at_install")
class TestScenario(
    Acceptance, Advice, Custody, Dunning, Money, Notices, Shipments, Visits, Volumes, DataCase
):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load()
        cls.mails = cls.env["mail.mail"].search_count([])
        cls.orders = play(cls.env, progress=lambda line: None)
        cls.log = cls.env["ops.log"].search([("model", "=", "sale.order")], order="id")

    def _order(self, number):
        return self._ref(f"quotation_{number:02}")

    def _events(self, order):
        return self.log.filtered(lambda row: row.res_id == order.id).mapped("event")

    def _waits_for(self, order):
        pending = order.review_ids.filtered(lambda review: review.status == "pending")
        return pending.definition_id.mapped("ops_post")

    def test_people_are_away_and_somebody_acts(self):
        absences = self.env["ops.absence"].search([], order="id")
        self.assertEqual(len(absences), len(ABSENCES))
        self.assertEqual(absences.mapped("state"), ["now", "planned"])
        self.assertEqual(absences.create_uid, absences.user_id, "each entered his own")

    def test_the_handbook_is_out_and_two_have_not_read_it(self):
        handbook = self._ref("handbook_01")
        self.assertEqual((handbook.edition, handbook.clause_count), (1, 224))
        late = handbook.ack_ids.filtered(lambda ack: ack.state == "asked").user_id
        self.assertEqual(late, self._ref("user_sa1") | self._ref("user_fm1"))
        own = self._ref("clause_own_01")
        self.assertEqual((own.code, own.company_id), ("X1", self.env.ref("base.main_company")))

    def test_the_companys_own_duty_waits_for_its_proof(self):
        clause, assistant = self._ref("clause_own_02"), self._ref("user_sa1")
        duty = self.env["ops.obligation"].search([("clause_id", "=", clause.id)])
        if not duty:  # loaded after the week's last working hour: the next week opens it
            limit, company = clause.limit_ids, assistant.company_id
            start = period_of("week", company._ops_today()).start_of(limit.unit)
            chosen = (limit.number, limit.unit, limit.dates or "")
            due = company.resource_calendar_id._ops_deadline(start, *chosen, company=company)
            self.assertLessEqual(due, Datetime.now(), "what is not over yet is owed")
            return
        self.assertEqual((duty.owner_id, clause.duty_period), (assistant, "week"))
        self.assertTrue(duty.with_user(assistant).can_prove)

    def test_the_manager_guides_and_assigns(self):
        given = (
            self.env["mail.activity"].with_context(active_test=False).search([("ops_is_given", "=", True)])
        )
        given -= self.env["ops.meeting.decision"].search([]).activity_id  # what a meeting decided
        self.assertEqual(sorted(given.mapped("ops_outcome")), ["done", "open", "open"])
        self.assertEqual(given.ops_giver_id, self._ref("user_sm1"))

    def test_a_loss_is_made_good_in_portions_and_the_head_has_a_share(self):
        case = self._ref("violation_04").penalty_id
        share = self.env["ops.penalty"].search([("parent_id", "=", case.id)])
        self.assertEqual((case.amount, case.amount_open, case.state), (1260, 760, "notified"))
        self.assertEqual(case.portion_ids.settled_by_id, self._ref("user_ld"))
        self.assertEqual((share.user_id, share.amount), (self._ref("user_mh1"), 252))
        self.assertEqual(share.state, "submitted")
        self.assertIn(self._ref("user_ld").name, share.ops_waiting_for)

    def test_targets_are_in_force_and_something_is_reached(self):
        targets = self.env["ops.target"].search([])
        self.assertEqual(len(targets), 14)
        self.assertEqual(len(targets.filtered(lambda target: target.state == "draft")), 1)
        teams = self._ref("target_05")
        self.assertGreater(teams.achieved, 0)
        self.assertEqual(teams.value_children, 400_000)
        self.assertEqual(teams.create_uid, self._ref("user_gm"))

    def test_a_week_runs_the_next_is_planned_and_waits_for_the_manager(self):
        running, draft, handed_in, month = (self._ref(f"work_plan_0{number}") for number in (1, 2, 3, 4))
        self.assertEqual(
            [plan.state for plan in (running, draft, handed_in, month)],
            ["running", "draft", "submitted", "running"],
        )
        self.assertTrue(draft.visit_count and handed_in.visit_count)
        self.assertEqual(draft.create_uid, self._ref("user_sc1"))
        self.assertEqual(handed_in.review_ids.reviewer_ids, self._ref("user_sm1"))

    def test_people_travel_and_problems_are_reported(self):
        states = {name: self._ref(name).state for name in ("trip_01", "trip_02", "trip_03")}
        self.assertEqual(states, {"trip_01": "closed", "trip_02": "running", "trip_03": "submitted"})
        problems = [self._ref(f"problem_0{number}") for number in (1, 2, 3)]
        self.assertEqual([problem.state for problem in problems], ["handed", "handed", "filed"])
        self.assertEqual([problem.is_major for problem in problems], [True, False, False])
        summary = self._ref("summary_01")
        self.assertEqual((summary.is_closed, summary.filed_by_id), (True, self._ref("user_mh1")))
        self.assertEqual(summary.suggestion_ids.mapped("proposal_state"), ["approved", "refused"])

    def test_an_order_was_missed(self):
        missed = self._ref("violation_05")
        self.assertEqual((missed.source, missed.lead_id), ("order", self._ref("lead_06")))
        self.assertEqual(missed.reporter_id, self._ref("user_sm1"))

    def test_a_contract_was_entered_late_and_the_manager_decides_about_the_reason(self):
        late = self.env["ops.obligation"].search([("late_state", "!=", False)])
        self.assertEqual((late.res_id, late.clause_id.code), (self._ref("deal_22").id, "R7"))
        self.assertEqual((late.state, late.late_state), ("met", "given"))
        manager = self._ref("user_sm1")
        self.assertTrue(late.with_user(manager).can_decide_reason)

    def test_every_state_is_there(self):
        orders = self.orders
        self.assertEqual(len(orders), len(QUOTATIONS))
        states = {(order.state, order.ops_approval_state) for order in orders}
        self.assertEqual(
            states,
            {
                ("draft", "draft"),
                ("draft", "submitted"),
                ("draft", "approved"),
                ("draft", "refused"),
                ("sent", "approved"),
                ("sale", "approved"),
                ("cancel", "draft"),
            },
        )
        waiting = [self._waits_for(order) for order in orders if order.ops_approval_state == "submitted"]
        for post in ("purchasing", "sales_manager", "leader"):
            self.assertGreaterEqual(waiting.count([post]), 2, post)
        self.assertTrue(all(len(posts) == 1 for posts in waiting))

    def test_questions_are_open_and_answered(self):
        technical = self.env["ops.help.request"].search([("department", "=", "technical")])
        purchasing = self.env["ops.help.request"].search([("department", "=", "purchasing")])
        for requests, group in ((technical, "technical"), (purchasing, "purchasing")):
            self.assertEqual(set(requests.mapped("state")), {"open", "answered"})
            for request in requests.filtered(lambda each: each.state == "answered"):
                self.assertTrue(request.answered_by_id.has_group(f"ops_dept.ops_dept_group_{group}"))
        # waiting, answered in part, answered
        asked = [set(self._order(number).ops_help_request_ids.mapped("state")) for number in (4, 5, 6)]
        self.assertEqual(asked, [{"open"}, {"open", "answered"}, {"answered"}])

    def test_refused_withdrawn_taken_back_cancelled(self):
        events = {number: self._events(self._order(number)) for number in range(24, 31)}
        self.assertEqual(events[24], ["submitted", "refused"])
        self.assertEqual(events[25], ["submitted", "refused"])
        self.assertEqual(events[26], ["submitted", "approved", "approved", "refused"])
        self.assertEqual(events[27], ["submitted", "refused", "submitted"])
        self.assertEqual(events[28], ["submitted", "withdrawn"])
        self.assertEqual(events[29], ["submitted", "approved", "passed", "taken_back"])
        self.assertEqual(events[30], ["submitted", "cancelled"])
        self.assertTrue(self._order(29).ops_taken_back_reason)
        for row in self.log.filtered(lambda row: row.event == "refused"):
            self.assertTrue(row.comment)

    def test_each_step_was_taken_by_its_role(self):
        staff = self._imported("res.users")
        self.assertEqual({(row.event, row.clause_code) for row in self.log} - set(ACTORS), set())
        for row in self.log:
            groups = ACTORS[row.event, row.clause_code]
            self.assertIn(
                row.user_id, staff, "nobody but the people of the demo company, never the superuser"
            )
            self.assertTrue(
                any(row.user_id.has_group(f"ops_dept.ops_dept_group_{group}") for group in groups),
                f"{row.document_name} {row.event}: {row.user_id.name}",
            )
        for order in self.orders:
            rows = self.log.filtered(
                lambda row, order=order: row.res_id == order.id and row.event == "approved"
            )
            self.assertNotIn(order.user_id, rows.user_id, "nobody approves his own quotation")
            self.assertEqual(order.create_uid, order.user_id)
        purchasers = {row.user_id.login for row in self.log if row.clause_code == "W2.D"}
        deciders = {
            row.user_id.login for row in self.log if row.clause_code == "W2.E" and row.event != "taken_back"
        }
        self.assertEqual((purchasers, deciders), ({"pu1"}, {"sm1", "sm2", "ld"}))

    def test_major_quotations_go_to_the_leader(self):
        for order in self.orders.filtered(lambda each: each.ops_approval_state in ("submitted", "approved")):
            with_leader = "leader" in order.review_ids.definition_id.mapped("ops_post")
            self.assertEqual(with_leader, order.ops_is_major, order.name)
            if order.amount_untaxed >= self.env.company.ops_major_quotation:
                self.assertTrue(order.ops_is_major)
        self.assertTrue(self._order(14).ops_major_marked)

    def test_quotations_belong_to_their_opportunities(self):
        for order in self.orders.filtered("opportunity_id"):
            self.assertEqual(order.opportunity_id.partner_id, order.partner_id, order.name)
            self.assertEqual(order.team_id, order.opportunity_id.team_id)
        self.assertGreaterEqual(len(self.orders.opportunity_id), 15)

    def test_nothing_was_mailed(self):
        # but to customers: the number of a case, and how satisfied they are
        to_customers = [("mail_message_id.model", "in", ("helpdesk.ticket", "ops.visit"))]
        mails = self.env["mail.mail"]
        self.assertEqual(mails.search_count([]) - mails.search_count(to_customers), self.mails)

    def test_dates_follow_today(self):
        today = Date.context_today(self.env["sale.order"].with_context(tz="Asia/Shanghai"))
        self.assertEqual(self._order(1).validity_date, today + timedelta(days=30))
        self.assertTrue(all(order.validity_date > today for order in self.orders))
        late = self._imported("crm.lead").filtered(
            lambda lead: not lead.stage_id.is_won and lead.date_deadline < today
        )
        self.assertFalse(late)

    def test_second_play_changes_nothing(self):
        counts = [
            self.env[model].search_count([])
            for model in ("sale.order", "ops.log", "ops.help.request", "mail.message")
        ]
        again = play(self.env, progress=lambda line: None)
        self.assertEqual(again, self.orders)
        self.assertEqual(
            [
                self.env[model].search_count([])
                for model in ("sale.order", "ops.log", "ops.help.request", "mail.message")
            ],
            counts,
        )

    def test_a_quotation_abroad_is_in_english_and_dollars(self):
        order = self._order(31)
        self.assertEqual(
            (order.currency_id.name, order.ops_approval_state, order.state), ("USD", "approved", "sent")
        )
        self.assertEqual(order.amount_tax, 0)
        reports = (
            self.env["ir.actions.report"].with_user(order.user_id).with_context(force_report_rendering=True)
        )
        pdf, _kind = reports._render_qweb_pdf("ops_dept_reports.report_ops_quotation", order.ids)
        text = "".join(pdf_pages(pdf))
        for said in (
            "Three-phase motor",
            "Great Lakes Motion Supply",
            "FREE ON BOARD",
            "unit",
            "Seventy Dollars",
            "0914 8800 251",
        ):
            self.assertIn(said, text)
        for chinese in ("三相异步电机", "台", "预付"):
            self.assertNotIn(chinese, text)
