"""New users are made as core makes them: our door reads nothing before core has finished with them."""

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPlainUsers(TransactionCase):
    def test_user_notified_inside(self):
        """As in core's own tests of leads: an internal user by an implied group only, notified inside."""
        user = new_test_user(
            self.env,
            "plain_inside",
            groups="sales_team.group_sale_salesman_all_leads,base.group_partner_manager",
            notification_type="inbox",
        )
        self.assertEqual((user.notification_type, user.share), ("inbox", False))

    def test_no_list_of_ours_is_searched_for_a_new_record(self):
        """Core searches lists that nothing leads back to for what is new, and stores it half-made."""
        registry = self.env.registry
        searched = set()
        for name in self.env:
            model = self.env[name]
            if model._abstract or model._transient or name.startswith("ops."):
                continue
            for field in registry.get_trigger_tree(list(model._fields.values())):
                is_ours = field._modules and all(module.startswith("ops_dept") for module in field._modules)
                if is_ours and field.type in ("many2many", "one2many") and not registry.field_inverses[field]:
                    searched.add(str(field))
        self.assertFalse(searched)

    def test_portal_user_in_the_name_of_an_administrator(self):
        """Core says last that mail is his only way: nothing may read, and so store him, before."""
        admin = new_test_user(self.env, "plain_admin", groups="base.group_system,base.group_erp_manager")
        user = self.env["res.users"].with_user(admin).create(
            {
                "name": "Outside",
                "login": "outside",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )  # fmt: skip
        self.assertEqual((user.share, user.notification_type), (True, "email"))

    def test_import(self):
        admin = new_test_user(self.env, "plain_admin", groups="base.group_system,base.group_erp_manager")
        rows = [
            ["One", "one@example.com", "base.group_user"],
            ["Two", "two@example.com", "base.group_portal"],
        ]
        users = self.env["res.users"].with_user(admin)
        result = users.load(["name", "login", "group_ids/id"], rows)
        self.assertTrue(result["ids"], result["messages"])
        self.assertEqual(users.browse(result["ids"]).mapped("share"), [False, True])
