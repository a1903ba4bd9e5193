"""The notice of a case: what it says, to whom it prints, and that none is made before the decision (R16)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..stories.cases import make_case, make_loss
from .common import PaperCase

REPORT = "ops_dept_reports.report_ops_penalty"


@tagged("post_install", "-at_install")
class TestPenaltyNotice(PaperCase):
    def _notice(self, penalty, user):
        return self._print_text(penalty, user=user, report=REPORT)

    def test_what_it_says(self):
        penalty = make_case(self, "decided")
        for user in (self.consultant, self.manager, self.leader):
            user.lang = "en_US"
            text = self._notice(penalty, user)
            for words in (
                "PenaltyNotice",
                penalty.name,
                self.consultant.name,
                "R1",
                "Didnotknowthecustomer'splans",
                "50.00",
                "Ihadaskedtwice",
                "Appealwithin5workingdays",
                "Recordedonly",
                "Ihavereadthisnotice",
                "witnessedby",
                self.leader.name,
            ):
                self.assertIn(words, text)

    def test_what_follows_by_kind_and_mode(self):
        """Only of a fine the notice says that it is posted, before it is settled and afterwards."""
        reward = {"kind": "reward", "reason": "Found a customer", "line_ids": []}
        cases = {
            "fine": make_case(self, "decided"),
            "reward": make_case(self, "decided", **reward, amount_asked=300),
            "praise": make_case(self, "decided", **reward),
            "liability": make_case(self, "decided", code="M7.3", kind="liability"),
        }
        said = {
            "record": ("Recordedonly:nothing", "Recordedonly:thepayment", "Praise,onrecord", "answersforit"),
            "performance": ("Settledwith", "Paidwiththeperformancepay", "Praise,onrecord", "answersforit"),
            "fine": ("Postedtothebooks", "Recordedonly:thepayment", "Praise,onrecord", "answersforit"),
        }
        self.leader.lang = "en_US"
        for mode, words in said.items():
            self.company.ops_penalty_mode = mode
            for (kind, penalty), expected in zip(cases.items(), words, strict=True):
                with self.subTest(mode=mode, kind=kind):
                    text = self._notice(penalty, self.leader)
                    self.assertIn(expected, text)
                    self.assertEqual("Postedtothebooks" in text, (mode, kind) == ("fine", "fine"))

    def test_read_or_refused_stands_on_it(self):
        penalty = make_case(self, "notified")
        self.consultant.lang = "en_US"
        text = self._notice(penalty, self.consultant)
        self.assertIn("Confirmedinthesystemon", text)
        self.assertIn("Appealuntil", text)

    def test_what_is_still_open_of_a_loss(self):
        penalty = make_loss(self)
        self.leader.lang = "en_US"
        self.assertIn("Stilltobemadegood", self._notice(penalty, self.leader))
        penalty.with_user(self.leader).action_settle_portion("As agreed", 150)
        text = self._notice(penalty, self.leader)
        for words in ("400.00", "250.00", "150.00", "Asagreed", "2×200", "Inportions", "20%ofthewage"):
            self.assertIn(words, text)
        penalty.with_user(self.leader).action_settle_portion("", 250)
        self.assertNotIn("Stilltobemadegood", self._notice(penalty, self.leader))

    def test_none_before_the_decision(self):
        penalty = make_case(self, "heard")
        for user in (self.consultant, self.manager, self.leader):
            with self.subTest(user.login), self.assertRaisesRegex(UserError, "R16"):
                self._notice(penalty, user)

    def test_not_to_others(self):
        penalty = make_case(self, "decided")
        for user in (self.colleague, self.support, self.accountant, self.rule_admin):
            reports = self.env["ir.actions.report"].with_user(user)
            for way, call in {
                "pdf": lambda user=user: self._notice(penalty, user),
                "html": lambda reports=reports: reports._render_qweb_html(REPORT, penalty.ids),
                "sudo": lambda reports=reports: reports.sudo()._render_qweb_html(REPORT, penalty.ids),
            }.items():
                with self.subTest(user=user.login, way=way), self.assertRaises(AccessError):
                    call()
