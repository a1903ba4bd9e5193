"""The first steps after the installation: Odoo's administrator sets the rulebook up and decides nothing."""

from lxml import etree

from odoo.tests import tagged
from odoo.tools import convert_file

from odoo.addons.base.tests.common import BaseCommon

GROUPS = "security/ops_dept_groups.xml"


@tagged("post_install", "-at_install")
class TestFirstSteps(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.env.ref("base.user_admin")
        cls.role = cls.env.ref("ops_dept.ops_dept_group_admin")
        cls.admin.group_ids += cls.role

    def _load(self, mode):
        convert_file(self.env, "ops_dept", GROUPS, {}, mode=mode)

    def test_installing_gives_odoo_s_administrator_the_role_and_no_other(self):
        category = self.env.ref("ops_dept.ops_dept_category")
        self.admin.group_ids -= self.admin.all_group_ids.filtered(
            lambda group: group.privilege_id.category_id == category
        )
        self._load("init")
        ours = self.admin.all_group_ids.filtered(lambda group: group.privilege_id.category_id == category)
        self.assertEqual(ours, self.role)
        page = self.env["ops.home"].with_user(self.admin).get_home()
        self.assertEqual([each["key"] for each in page["lists"]], ["setup", "posts"])
        menus = self.env["ir.ui.menu"].with_user(self.admin)._visible_menu_ids()
        self.assertIn(self.env.ref("ops_dept.ops_dept_menu_root").id, menus)

    def test_an_update_does_not_give_back_what_was_taken(self):
        self.admin.group_ids -= self.role
        self._load("update")
        self.assertNotIn(self.role, self.admin.group_ids)

    def test_everything_is_set_before_the_rulebook_is_turned_on(self):
        """The amounts of step 2 are there while the switch of step 5 is off."""
        view = self.env["res.config.settings"].with_user(self.admin).get_view(view_type="form")
        arch = etree.fromstring(view["arch"])
        for name in ("ops_major_quotation", "ops_major_bid", "ops_major_contract", "ops_purchasing_id"):
            [setting] = arch.xpath(f"//field[@name='{name}']/ancestor::setting")
            self.assertFalse(setting.get("invisible"), name)

    def test_a_missing_role_shows_no_english_word(self):
        privileges = self.env["res.groups.privilege"].search(
            [("category_id", "=", self.env.ref("ops_dept.ops_dept_category").id)]
        )
        self.assertEqual(set(privileges.mapped("placeholder")), {"—"})
