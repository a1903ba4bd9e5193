"""The board: duties in time by person, team, clause and month; cases by state and their money by month."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..deal.common import DealCase
from ..stories.cases import make_case, make_loss

NOVEMBER = "2026-11-24 02:00:00"
DECEMBER = "2026-12-20 02:00:00"


@tagged("post_install", "-at_install")
class TestDutyBoard(DealCase):
    def _owe(self, owner, due="2026-11-10 02:00:00", **vals):
        """Write a line of the ledger of a repeated duty, without document."""
        values = {
            "clause_id": self.env["ops.clause"]._get_id("M7.5"),
            "owner_id": owner.id,
            "team_id": owner.sale_team_id.id,
            "company_id": self.company.id,
            "date_opened": due,
            "date_due": due,
            "period": vals.pop("period", f"2026-{self.env['ops.obligation'].search_count([])}"),
            **vals,
        }
        return self.env["ops.obligation"].create(values)

    def _owe_all(self):
        met = {"state": "met", "date_met": "2026-11-10 02:00:00"}
        self._owe(self.consultant, **met)
        self._owe(self.consultant, **met)
        self._owe(self.consultant, **met, late_hours=3)
        self._owe(self.consultant, state="missed")
        self._owe(self.consultant, state="waived")
        self._owe(self.consultant, state="open", due="2030-01-01 02:00:00")
        self._owe(self.colleague, state="late", due="2026-10-10 02:00:00")

    def _rate(self, user, groupby, domain=()):
        board = self.env["ops.duty.analysis"].with_user(user)
        groups = board._read_group(
            [("clause_id.code", "=", "M7.5"), *domain], [groupby], ["on_time:avg", "__count"]
        )
        return {key: (rate, count) for key, rate, count in groups}

    def test_what_counts_as_in_time(self):
        self._owe_all()
        found = self._rate(self.leader, "user_id")
        self.assertEqual(
            found[self.consultant], (50.0, 6), "two of four that were due; waived and open are none"
        )
        self.assertEqual(found[self.colleague], (0.0, 1))
        outcomes = self._rate(self.leader, "outcome")
        self.assertEqual(
            {outcome: count for outcome, (_rate, count) in outcomes.items()},
            {"on_time": 2, "late": 2, "missed": 1, "waived": 1, "open": 1},
        )

    def test_by_team_clause_and_month(self):
        self._owe_all()
        self.assertEqual(self._rate(self.leader, "team_id")[self.consultant.sale_team_id], (40.0, 7))
        self.assertEqual([rate for rate, _count in self._rate(self.leader, "clause_id").values()], [40.0])
        months = self._rate(self.leader, "date_due:month", [("outcome", "not in", ("open", "waived"))])
        self.assertEqual([months[key] for key in sorted(months)], [(0.0, 1), (50.0, 4)])

    def test_whoever_did_a_shared_duty(self):
        role = self.env.ref("ops_dept.ops_dept_group_sales_support")
        shared = self._owe(
            self.support, owner_id=False, group_id=role.id, state="met", met_by_id=self.support.id
        )
        self.assertEqual(self.env["ops.duty.analysis"].browse(shared.id).user_id, self.support)

    def test_who_sees_whom_as_in_the_ledger(self):
        self._owe_all()
        order = self._create_order()
        duty = self._owe(self.consultant, res_model=order._name, res_id=order.id)
        everybody = (
            self.consultant, self.colleague, self.manager, self.other_manager, self.support,
            self.accountant, self.clerk, self.leader, self.auditor, self.rule_admin,
        )  # fmt: skip
        domain = [("company_id", "=", self.company.id)]
        for user in everybody:
            board = self.env["ops.duty.analysis"].with_user(user)
            ledger = self.env["ops.obligation"].with_user(user).search(domain)
            with self.subTest(user.login):
                self.env.invalidate_all()
                self.assertEqual(set(board.search(domain).ids), set(ledger.ids))
                self.assertEqual(board.search_count(domain), len(ledger))
                row = board.browse(duty.id)
                if duty in ledger:
                    self.assertEqual(row.read(["user_id"])[0]["user_id"][0], self.consultant.id)
                else:
                    with self.assertRaises(AccessError):
                        row.read(["user_id"])

    def test_a_row_opens_the_duty(self):
        duty = self._owe(self.consultant)
        action = self.env["ops.duty.analysis"].with_user(self.leader).browse(duty.id).action_open_duty()
        self.assertEqual((action["res_model"], action["res_id"]), ("ops.obligation", duty.id))

    def test_one_statement_for_few_and_many(self):
        counts = []
        for number in (3, 60):
            for _n in range(number):
                self._owe(self.consultant)
            self._rate(self.manager, "user_id")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._rate(self.manager, "user_id")
            self.env["ops.duty.analysis"].with_user(self.manager).web_search_read(
                [], {"clause_id": {"fields": {"display_name": {}}}, "outcome": {}, "on_time": {}}, limit=80
            )
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])


@tagged("post_install", "-at_install")
class TestCaseBoard(DealCase):
    def _money(self, user, groupby="date:month", domain=()):
        board = self.env["ops.case.analysis"].with_user(user)
        rows = board._read_group(
            domain, [groupby], ["cases:sum", "decided:sum", "settled:sum", "repealed:sum"]
        )
        return {str(key)[:7]: tuple(values) for key, *values in rows}

    def test_money_by_month_and_cases_by_state(self):
        with freeze_time(NOVEMBER):
            fine = make_case(self, "notified")
            loss = make_loss(self)
        self._backdate(fine + loss, NOVEMBER)
        with freeze_time(DECEMBER):
            fine.with_user(self.leader).action_settle()
            loss.with_user(self.leader).action_settle_portion("", 150)
            loss.with_user(self.leader).action_settle_portion("", 100, "2026-11-15")
        self.assertEqual(self._money(self.leader), {"2026-11": (2, 450, 100, 0), "2026-12": (0, 0, 200, 0)})
        self.assertEqual(
            {state: cases for state, (cases, *_rest) in self._money(self.leader, "state").items()},
            {"settled": 1, "notifie": 1},
        )

    def _backdate(self, penalties, moment):
        """A case is as old as its row; the clock of the database is not the test's."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ops_penalty SET create_date = %s WHERE id IN %s", [moment, tuple(penalties.ids)]
        )
        self.env.invalidate_all()

    def test_repealed(self):
        with freeze_time(NOVEMBER):
            case = make_case(self, "appealed")
            case.with_user(self.gm).action_repeal("She was ill that week")
        self._backdate(case, NOVEMBER)
        self.assertEqual(self._money(self.leader), {"2026-11": (1, 50, 0, 50)})

    def test_the_same_secrecy_as_cases(self):
        with freeze_time(NOVEMBER):
            loss = make_loss(self)
            loss.with_user(self.leader).action_settle_portion("", 150)
        rows = self.env["ops.case.analysis"].search([])
        self.assertEqual(len(rows), 3)
        for user in (self.leader, self.auditor, self.manager, self.consultant):
            with self.subTest(user.login):
                self.env.invalidate_all()
                self.assertEqual(self.env["ops.case.analysis"].with_user(user).search([]), rows)
                self.assertEqual(len(rows.with_user(user).read(["settled"])), 3)
        others = (
            self.colleague,
            self.other_manager,
            self.support,
            self.accountant,
            self.clerk,
            self.rule_admin,
        )
        for user in others:
            board = self.env["ops.case.analysis"].with_user(user)
            for name, call in {
                "search": lambda board=board: board.search([]).ids,
                "count": lambda board=board: board.search_count([]),
                "group": lambda board=board: board._read_group([], ["kind"], ["settled:sum"]),
                "pivot": lambda board=board: board.formatted_read_grouping_sets(
                    [], [["kind"]], ["settled:sum"]
                ),
                "names": lambda board=board: board.name_search(""),
                "read": lambda rows=rows, user=user: rows.with_user(user).read(["settled"]),
                "export": lambda rows=rows, user=user: rows.with_user(user).export_data(["settled"]),
            }.items():
                self.env.invalidate_all()
                with self.subTest(user.login, way=name):
                    try:
                        found = call()
                    except AccessError:
                        continue
                    except Exception as refused:
                        self.assertIn("export", str(refused))
                        continue
                    self.assertFalse(
                        [row for row in found if row] if name == "pivot" and found == [[]] else found
                    )

    def test_it_names_nobody(self):
        names = {field.comodel_name for field in self.env["ops.case.analysis"]._fields.values()}
        self.assertFalse(names & {"hr.employee", "res.partner"})

    def test_one_statement_for_few_and_many(self):
        counts = []
        for number in (1, 4):
            for _n in range(number):
                make_case(self, "proposed")
            self._money(self.leader)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._money(self.leader)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
