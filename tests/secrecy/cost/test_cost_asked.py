"""Who may know the cost is asked once for all fields, and anew as soon as the answer may have changed."""

from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

from ...common import clause
from ..common import COST, CostCase

FIELDS = {"display_name": {}, "qty_available": {}, "seller_ids": {"fields": {"delay": {}}}}


@tagged("post_install", "-at_install")
class TestCostAsked(CostCase):
    def _groups_asked(self, user, asked):
        """Return how often it is asked which groups the user has while he reads a list of goods."""
        self.env.invalidate_all()
        people = type(self.env["res.users"])
        with patch.object(people, "has_group", autospec=True, side_effect=people.has_group) as has_group:
            self.env["product.product"].with_user(user).web_search_read([], asked, limit=80)
        return sum("ops_dept.ops_dept_group" in call.args[1] for call in has_group.call_args_list)

    def test_reading_many_goods_asks_for_the_roles_once(self):
        for name in ("Bearing", "Shaft", "Seal"):
            self._create_product(name, 10, standard_price=COST)
        for user, asked in (
            (self.consultant, FIELDS),
            (self.financier, {**FIELDS, "standard_price": {}, "total_value": {}}),
        ):
            self.env.registry.clear_cache()
            first, again = self._groups_asked(user, asked), self._groups_asked(user, asked)
            self.assertGreater(first, 0, "the roles decide")
            self.assertLessEqual(first, 5, "once for each role")
            self.assertEqual(again, 0, "not again")

    @clause("W2.D", part="cost hidden from sales")
    def test_a_role_given_or_taken_counts_at_once(self):
        role = self.env.ref("ops_dept.ops_dept_group_finance")
        self.assertFalse(self._sees(self.consultant))
        self.consultant.group_ids |= role
        self.assertTrue(self._sees(self.consultant))
        self.consultant.group_ids -= role
        self.assertFalse(self._sees(self.consultant))
        role.user_ids |= self.consultant
        self.assertTrue(self._sees(self.consultant))
        role.user_ids -= self.consultant
        self.assertFalse(self._sees(self.consultant))

    @clause("W2.D", part="cost hidden from sales")
    def test_a_role_that_comes_to_imply_another_counts_at_once(self):
        own = self.env["res.groups"].create({"name": "Helpers"})
        self.consultant.group_ids |= own
        self.assertFalse(self._sees(self.consultant))
        own.implied_ids = [Command.link(self.env.ref("ops_dept.ops_dept_group_purchasing").id)]
        self.assertTrue(self._sees(self.consultant))
        own.implied_ids = [Command.clear()]
        self.assertFalse(self._sees(self.consultant))

    @clause("W2.D", part="cost hidden from sales")
    def test_switch_and_companies_count_at_once(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.assertFalse(self._sees(self.consultant))
        self._switch(False)
        self.assertTrue(self._sees(self.consultant))
        self._switch(True)
        self.assertFalse(self._sees(self.consultant))
        self.consultant.write({"company_id": other.id, "company_ids": [Command.set(other.ids)]})
        self.assertTrue(self._sees(self.consultant))
        other.ops_rulebook = True
        self.assertFalse(self._sees(self.consultant))

    def _sees(self, user):
        """Tell whether the field's door lets this user read the cost."""
        goods = self.env["product.product"].with_user(user)
        return goods._has_field_access(goods._fields["standard_price"], "read")
