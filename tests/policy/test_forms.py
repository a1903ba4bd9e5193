"""No typed change ends in a crash: users, settings, clauses and approval rules."""

from odoo import fields
from odoo.tests import tagged

from odoo.addons.ops_dept.tools.actions import open_records

from ..deal.common import DealCase
from ..form_changes import FormCase
from ..stories.cases import make_case, make_loss, make_violation


@tagged("post_install", "-at_install")
class TestPolicyForms(FormCase, DealCase):
    def test_user(self):
        self.rule_admin.group_ids += self.env.ref("base.group_erp_manager")
        self._assert_no_crash(self.consultant, self.rule_admin, save=False)
        self._assert_no_crash(self.consultant, self.consultant, view="base.view_users_form_simple_modif")

    def test_company(self):
        self.rule_admin.group_ids += self.env.ref("base.group_erp_manager")
        self._assert_no_crash(self.company, self.rule_admin, save=False)

    def test_settings(self):
        self.rule_admin.group_ids += self.env.ref("base.group_system")
        self._assert_no_crash(self.env["res.config.settings"], self.rule_admin, save=False)

    def test_clause(self):
        clause = self.env["ops.clause"].search([("limit_ids", "!=", False)], limit=1)
        self._assert_no_crash(clause, self.rule_admin)

    def test_approval_rule(self):
        rule = self.env["tier.definition"].search([], limit=1)
        self._assert_no_crash(rule, self.rule_admin)
        self._assert_no_crash(rule.browse(), self.rule_admin)

    def test_handbook(self):
        handbook = self.env["ops.handbook"].with_user(self.rule_admin).create({})
        self._assert_no_crash(handbook, self.rule_admin)
        self._assert_no_crash(handbook.browse(), self.rule_admin)

    def test_violation(self):
        violation = make_violation(self)
        for user in (self.manager, self.leader):
            self._assert_no_crash(violation.browse(), user)
        self.assertEqual(self._open_fields(violation, self.manager), [], "a fact is typed once")

    def test_case(self):
        penalty = make_case(self)
        self._assert_no_crash(penalty, self.manager, self.leader)
        self._assert_no_crash(penalty.browse(), self.manager)
        self.assertEqual(self._open_fields(penalty, self.consultant), [], "others write in it")

    def test_case_of_a_loss(self):
        self.company.ops_joint_rule = "percent"
        penalty = make_loss(self, "proposed")
        self._assert_no_crash(penalty, self.manager, self.leader)
        share = penalty.search([("parent_id", "=", penalty.id)])
        self._assert_no_crash(share, self.leader)

    def test_absence(self):
        absence = self.env["ops.absence"].with_user(self.manager)
        absence = absence.create({"deputy_id": self.other_manager.id, "date_to": fields.Date.today()})
        self._assert_no_crash(absence, self.manager)
        self._assert_no_crash(absence.browse(), self.manager, self.consultant)

    def test_question(self):
        """Asking is typed once, in the small form; answering and passing on are forms of their own."""
        order = self._create_order()
        action = order.with_user(self.consultant).action_ops_ask()
        view = self.env["ir.ui.view"].browse(action["views"][0][0])
        asking = self.env["ops.question"].with_context(**action["context"])
        self._assert_no_crash(asking, self.consultant, view=view)
        kind = self.env.ref("ops_dept.ops_question_kind_escalation")
        question = asking.with_user(self.consultant).create({"kind_id": kind.id, "question": "What now?"})
        question = question.with_env(self.env)
        self._assert_no_crash(question, self.manager, self.consultant)
        for method in ("action_open_answer", "action_open_pass_on"):
            action = getattr(question.with_user(self.manager), method)()
            wizard = self.env[action["res_model"]].with_context(**action["context"])
            self._assert_no_crash(wizard, self.manager)

    def test_lists_of_records_are_cards_on_a_phone(self):
        """Also where a button opens several (`open_records`): no list that one pushes sideways."""
        views = self.env["ir.ui.view"]
        for name in self.env.registry.descendants(["ops.record"], "_inherit"):
            if not self.env[name]._abstract and views.search([("model", "=", name), ("type", "=", "list")]):
                with self.subTest(name):
                    self.assertTrue(views.search([("model", "=", name), ("type", "=", "kanban")]))
        several = open_records(self._create_order() | self._create_order(), "Orders")
        self.assertEqual([kind for _view, kind in several["views"]], ["list", "kanban", "form"])

    def test_settling_a_portion(self):
        action = make_loss(self).with_user(self.leader).action_open_portion()
        wizard = self.env["ops.penalty.settle"].with_context(**action["context"])
        self._assert_no_crash(wizard, self.leader)
