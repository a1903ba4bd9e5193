"""What the shared screens of sales show of the rulebook: nothing while it is switched off."""

from odoo.tests import tagged

from ..common import DealCase


@tagged("post_install", "-at_install")
class TestSaleOrderView(DealCase):
    def _names(self, view_type):
        arch = self.env["sale.order"].with_user(self.consultant).get_view(None, view_type)["arch"]
        return {
            name for name in ("ops_approval_state", "ops_is_major", "filter_ops_submitted") if name in arch
        }

    def test_columns_badges_and_filters_come_and_go_with_the_switch(self):
        self.assertEqual(self._names("list"), {"ops_approval_state", "ops_is_major"})
        self.assertEqual(self._names("kanban"), {"ops_approval_state"})
        self.assertIn("filter_ops_submitted", self._names("search"))
        self._switch(False)
        for view_type in ("list", "kanban", "search"):
            self.assertEqual(self._names(view_type), set(), view_type)
        self._switch(True)
        self.assertEqual(self._names("kanban"), {"ops_approval_state"})
