"""What forms and cards offer: core's acts to who may use them, and on a quotation's card what is next."""

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from ...common import clause
from ...delivery.common import ReleaseCase

# Reading what is there, from the header of core's forms.
READING = {"action_preview_sale_order", "do_print_picking"}


@tagged("post_install", "-at_install")
class TestOffers(ReleaseCase):
    def _offered(self, record, user):
        """Return the names of core's buttons in the header that this user is offered."""
        self.env.flush_all()
        self.env.invalidate_all()
        form = Form(record.with_user(user))
        context = form._get_eval_context()
        return {
            button.get("name")
            for button in form._view["tree"].xpath("//header//button[@type='object']")
            if not safe_eval(button.get("invisible") or "False", context)
            and "ops_" not in button.get("name")
            and button.get("name") not in READING
        }

    # ------------------------------------------------------------------
    # Nobody is offered what would be refused
    # ------------------------------------------------------------------
    def test_departments_are_not_offered_acts_on_a_quotation(self):
        order = self._submit(self._create_order(products=[(self.key, 2, 8000)]))
        for user in (self.purchaser, self.auditor, self.accountant):
            with self.subTest(user=user.name):
                self.assertFalse(self._offered(order, user))
        self.assertIn("action_cancel", self._offered(order, self.consultant))
        self.assertIn("action_cancel", self._offered(order, self.support))
        order.with_user(self.consultant)._action_cancel()
        for user in (self.auditor, self.accountant):
            self.assertFalse(self._offered(order, user), user.name)
        self.assertEqual(self._offered(order, self.consultant), {"action_draft"})

    def test_switched_off_core_offers_what_it_offers(self):
        order = self._create_order()
        self._switch(False)
        for user in (self.purchaser, self.auditor, self.accountant):
            with self.subTest(user=user.name):
                if order.with_user(user).has_access("read"):
                    self.assertIn("action_cancel", self._offered(order, user))

    # ------------------------------------------------------------------
    # The card of a quotation
    # ------------------------------------------------------------------
    @clause("W2.F", part="the card says what is next")
    def test_card_says_what_is_next_until_the_order_runs(self):
        order = self._create_order()
        said = []

        def note():
            self.env.flush_all()
            self.env.invalidate_all()
            said.append(order.with_user(self.consultant).ops_card_next)

        note()
        self._submit(order)
        note()
        self._approve(order)
        note()
        order.with_user(self.consultant).action_quotation_sent()
        note()
        contract = self._create_contract(order)
        name = contract.name
        note()
        contract.with_user(self.consultant).action_submit()
        note()
        self._approve_contract(contract)
        note()
        self._sign_contract(contract)
        note()
        order.with_user(self.support).action_confirm()
        note()
        self.assertEqual(
            said,
            [
                "Submit it for approval",
                f"With {order.sudo().review_ids.name}: Manager",
                "Approved: print or send it",
                "Sent: issue the contract, or record the order by telephone",
                f"Contract {name}: negotiate and submit it",
                f"Contract {name}: with {contract.sudo().review_ids.name}: Manager",
                f"Contract {name}: have it signed",
                f"Contract {name}: confirm the order",
                False,
            ],
        )

    def test_card_after_printing(self):
        order = self._approve(self._create_order())
        order._ops_count_print()
        self.assertIn("issue the contract", order.with_user(self.consultant).ops_card_next)

    def test_cards_of_many_cost_no_more_queries_than_of_few(self):
        orders = self.env["sale.order"].union(*(self._approve(self._create_order()) for _number in range(6)))

        def count(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.with_user(self.manager).mapped("ops_card_next")
            return self.env.cr.sql_log_count - before

        count(orders)
        self.assertLessEqual(count(orders), count(orders[:2]) + 1)

    def test_switched_off_the_card_is_cores(self):
        self._create_order()
        self._switch(False)
        arch = self.env["sale.order"].with_user(self.consultant).get_view(view_type="kanban")["arch"]
        self.assertNotIn("ops_card_next", arch)

    # ------------------------------------------------------------------
    # No English in Chinese
    # ------------------------------------------------------------------
    def test_empty_lists_show_no_invented_rows(self):
        """Core's sample rows are English in every language."""
        for model in (
            "sale.order",
            "ops.bid",
            "ops.contract",
            "ops.release",
            "ops.invoice.request",
            "ops.receipt",
        ):
            for view_type in ("list", "kanban"):
                arch = self.env[model].with_user(self.support).get_view(view_type=view_type)["arch"]
                self.assertNotIn("sample=", arch[: arch.index(">")], f"{model} {view_type}")

    def test_a_missing_role_is_said_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        hierarchy = self.env["res.groups"].with_context(lang="zh_CN")._get_view_group_hierarchy()
        placeholders = {privilege["placeholder"] for privilege in hierarchy["privileges"].values()}
        self.assertNotIn("No", placeholders)
        english = self.env["res.groups"].with_context(lang="en_US")._get_view_group_hierarchy()
        self.assertIn("No", {privilege["placeholder"] for privilege in english["privileges"].values()})
