"""The papers of a month: the sheet of cases and the clean months, each as far as its reader sees."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..stories.cases import make_case, make_loss
from .common import PaperCase

NOVEMBER = "2026-11-24 02:00:00"
DECEMBER = "2026-12-20 02:00:00"


@tagged("post_install", "-at_install")
class TestMonthPaper(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.env["res.users"].search([]):
            user.lang = "en_US"

    def _paper(self, user, paper="sheet", month="2026-11-30"):
        form = Form(self.env["ops.month.paper"].with_user(user))
        form.paper = paper
        form.month = month
        record = form.save()
        report = record.action_print()
        self.assertEqual(report["type"], "ir.actions.report")
        return record

    def _text(self, user, paper="sheet", **vals):
        report = {"sheet": "report_ops_month_sheet", "clean": "report_ops_clean_months"}[paper]
        return self._print_text(
            self._paper(user, paper, **vals), user=user, report=f"ops_dept_reports.{report}"
        )

    # ------------------------------------------------------------------
    # The sheet
    # ------------------------------------------------------------------
    def test_the_cases_of_a_month_and_what_they_come_to(self):
        with freeze_time(NOVEMBER):
            fine = make_case(self, "notified")
            fine.with_user(self.leader).action_settle()
        with freeze_time(DECEMBER):
            later = make_case(self, "decided")
            self.env.flush_all()  # a case is as old as its row; the clock of the database is not the test's
            self.env.cr.execute("UPDATE ops_penalty SET create_date = %s WHERE id = %s", [DECEMBER, later.id])
            self.env.invalidate_all()
            november, december = self._text(self.leader), self._text(self.leader, month="2026-12-01")
        for words in ("MonthlySheetofCases", "2026-11", fine.name, self.consultant.name, "R1", "50.00"):
            self.assertIn(words, november)
        self.assertNotIn(later.name, november)
        self.assertIn(later.name, december)
        self.assertNotIn(fine.name, december)

    def test_a_portion_stands_in_its_month(self):
        with freeze_time(NOVEMBER):
            loss = make_loss(self)
        with freeze_time(DECEMBER):
            loss.with_user(self.leader).action_settle_portion("", 150)
            rows = self._paper(self.leader, month="2026-12-31")._get_paper("sheet")["rows"]
            before = self._paper(self.leader)._get_paper("sheet")["rows"]
        self.assertEqual([(row["decided"], row["settled"], row["open"]) for row in rows], [(0, 150, 250)])
        self.assertEqual([(row["decided"], row["settled"]) for row in before], [(400, 0)])

    def test_what_was_repealed_is_said(self):
        with freeze_time(NOVEMBER):
            case = make_case(self, "appealed")
            case.with_user(self.gm).action_repeal("She was ill that week")
            said = self._paper(self.leader)._get_paper("sheet")
        self.assertEqual([row["repealed"] for row in said["rows"]], [50])
        self.assertEqual([total["repealed"] for total in said["totals"]], [50])

    def test_each_reads_what_he_sees(self):
        with freeze_time(NOVEMBER):
            case = make_case(self, "decided")
            for user in (self.leader, self.auditor, self.manager, self.consultant):
                with self.subTest(user.login):
                    self.assertIn(case.name, str(self._paper(user)._get_paper("sheet")["rows"]))
            for user in (self.colleague, self.other_manager, self.support, self.accountant, self.rule_admin):
                with self.subTest(user.login):
                    self.assertEqual(self._paper(user)._get_paper("sheet")["rows"], [])
                    self.assertEqual(self._paper(user).sudo()._get_paper("sheet")["rows"], [])

    def test_the_paper_of_somebody_else(self):
        """Printed again by another reader, in superuser mode too, it says what that one sees."""
        with freeze_time(NOVEMBER):
            case = make_case(self, "decided")
            paper = self._paper(self.leader)
            for user, reads in {self.leader: True, self.manager: True, self.colleague: False}.items():
                for su in (False, True):
                    reports = self.env["ir.actions.report"].with_user(user).sudo(su)
                    with self.subTest(user.login, su=su):
                        sheet, _kind = reports._render_qweb_html(
                            "ops_dept_reports.report_ops_month_sheet", paper.ids
                        )
                        self.assertEqual(case.name in sheet.decode(), reads)
                        clean, _kind = reports._render_qweb_html(
                            "ops_dept_reports.report_ops_clean_months", paper.ids
                        )
                        self.assertEqual(self.consultant.name in clean.decode(), reads)

    def test_nothing_where_the_rulebook_is_off(self):
        self.company.ops_rulebook = False
        with self.assertRaisesRegex(UserError, "R16"):
            self._paper(self.leader)

    # ------------------------------------------------------------------
    # Clean months
    # ------------------------------------------------------------------
    def _marks(self, user, person, month="2026-06-01"):
        groups = self._paper(user, "clean", month)._get_paper("clean")["groups"]
        found = [row["marks"] for _name, rows in groups for row in rows if row["person"] == person.name]
        return found[0] if found else None

    def _work_since(self, day):
        for employee in self.env["hr.employee"].search([("company_id", "=", self.company.id)]):
            employee.version_ids[:1].date_version = day
        self.env["ops.log"].search([("event", "=", "switch_on")])
        self.env.cr.execute(
            "UPDATE ops_log SET create_date = '2026-01-01' WHERE event = 'switch_on' AND res_id = %s",
            [self.company.id],
        )
        self.env.invalidate_all()

    def test_whole_months_in_which_nothing_stands(self):
        with freeze_time("2026-10-20 02:00:00"):
            case = make_case(self, "appealed")
        self._work_since("2026-08-15")
        clean, running = "clean", "running"
        with freeze_time(DECEMBER):
            marks = self._marks(self.leader, self.consultant)
            self.assertEqual(marks, [""] * 8 + [clean, "", clean, running])
            case.with_user(self.gm).action_repeal("She was ill that week")
            marks = self._marks(self.leader, self.consultant)
            self.assertEqual(
                marks, [""] * 8 + [clean, clean, clean, running], "what was repealed stands no more"
            )
            self.assertEqual(self._marks(self.leader, self.consultant, "2025-01-01"), [""] * 12)
            text = self._text(self.leader, "clean")
        for words in ("CleanMonths", "2026", self.consultant.name, "√"):
            self.assertIn(words, text)

    def test_each_reads_of_his_people_and_himself(self):
        with freeze_time(NOVEMBER):
            make_case(self, "decided")
            readers = {self.leader: True, self.auditor: True, self.manager: True, self.consultant: True}
            readers |= dict.fromkeys(
                (self.colleague, self.other_manager, self.accountant, self.rule_admin), False
            )
            for user, reads in readers.items():
                with self.subTest(user.login):
                    self.assertEqual(self._marks(user, self.consultant) is not None, reads)
            self.assertIsNone(self._marks(self.consultant, self.manager))

    def test_by_name_and_not_by_merit(self):
        with freeze_time(NOVEMBER):
            make_case(self, "decided")
            self.env["hr.employee"].create([{"name": name} for name in ("Zhou", "An", "Ma")])
            for _name, rows in self._paper(self.leader, "clean")._get_paper("clean")["groups"]:
                names = [row["person"] for row in rows]
                self.assertEqual(names, sorted(names))

    def test_as_many_statements_for_many_people(self):
        with freeze_time(NOVEMBER):
            make_case(self, "decided")
            counts = []
            for number in (2, 20):
                self.env["hr.employee"].create([{"name": f"Person {n}"} for n in range(number)])
                paper = self._paper(self.leader, "clean")
                paper._get_paper("clean")
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                paper._get_paper("clean")
                counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
