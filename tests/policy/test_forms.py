"""No typed change ends in a crash: users, settings, clauses and approval rules."""

from odoo.tests import tagged

from ..deal.common import DealCase
from ..form_changes import FormCase


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
