"""The quotation's way through its gate: request, tiers, decision, end; the switch; companies (W2.C–W2.E)."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...common import ask_technical, clause
from ..common import DealCase


@tagged("post_install", "-at_install")
class TestSaleOrderGate(DealCase):
    def _log(self, order, *events):
        domain = [("model", "=", "sale.order"), ("res_id", "=", order.id)]
        return self.env["ops.log"].search(
            [*domain, ("event", "in", events)] if events else domain, order="id"
        )

    def _tiers(self, order):
        return [
            (r.ops_clause_code, r.definition_id.ops_post) for r in order.sudo().review_ids.sorted("sequence")
        ]

    # ------------------------------------------------------------------
    # Request
    # ------------------------------------------------------------------
    def test_only_sales_and_support_submit(self):
        for user in (self.consultant, self.support, self.manager):
            order = self._create_order()
            order.with_user(user).action_ops_submit()
            self.assertEqual((order.ops_approval_state, order.ops_requester_id), ("submitted", user))
        for user in (self.leader, self.gm, self.technician):
            order = self._create_order()
            with self.assertRaisesRegex(UserError, r"sales support.*W2\.E"):
                order.with_user(user).action_ops_submit()
            self.assertFalse(
                order.ops_can_submit if user == order.env.user else order.with_user(user).ops_can_submit
            )

    def test_missing_data_is_named(self):
        order = self._create_order(products=[], order_line=[], validity_date=False, payment_term_id=False)
        with self.assertRaisesRegex(UserError, r"(?s)product line.*validity, payment terms.*W2\.E"):
            order.with_user(self.consultant).action_ops_submit()
        self.assertIn("product line", order.ops_blockers)

    def test_switched_off_there_is_nothing_to_submit(self):
        self._switch(False)
        with self.assertRaisesRegex(UserError, "switched off"):
            self._create_order().action_ops_submit()

    def test_nobody_holds_a_role(self):
        people = self.manager | self.other_manager | self.leader | self.gm
        people.write({"active": False})
        order = self._create_order()
        with (
            self.assertRaisesRegex(UserError, r"nobody can decide “Sales manager.*administrator"),
            self.env.cr.savepoint(),
        ):
            order.with_user(self.consultant).action_ops_submit()
        self.assertEqual(order.ops_approval_state, "draft")

    def test_post_without_person_falls_back(self):
        self.company.ops_purchasing_id = False
        order = self._submit(self._create_order(products=[(self.key, 1, 8000)]))
        self.assertEqual(order.sudo().review_ids.sorted("sequence")[0].reviewer_ids, self.purchaser)
        self.purchaser.active = False
        order = self._submit(self._create_order(products=[(self.key, 1, 8000)]))
        self.assertEqual(order.sudo().review_ids.sorted("sequence")[0].reviewer_ids, self.leader)

    def test_orders_are_submitted_together_with_their_own_flags(self):
        small = self._create_order()
        large = self._create_order(products=[(self.plain, 3000, 100)])
        (small | large).with_user(self.consultant).action_ops_submit()
        self.assertEqual((small.ops_is_major, large.ops_is_major), (False, True))

    # ------------------------------------------------------------------
    # Tiers
    # ------------------------------------------------------------------
    @clause("W2.E", part="quotation")
    def test_major_by_amount(self):
        for quantity, tiers in [
            (1999, [("W2.E", "sales_manager")]),
            (2000, [("W2.E", "sales_manager"), ("W2.E", "leader")]),
        ]:
            order = self._submit(self._create_order(products=[(self.plain, quantity, 100)]))
            self.assertEqual(self._tiers(order), tiers)

    def test_major_by_amount_in_another_currency(self):
        currency = self.env["res.currency"].create(
            {"name": "TST", "symbol": "T", "rate_ids": [(0, 0, {"name": "2020-01-01", "rate": 0.1})]}
        )
        pricelist = self.env["product.pricelist"].create({"name": "T", "currency_id": currency.id})
        for quantity, major in [(199, False), (200, True)]:
            order = self._create_order(products=[(self.plain, quantity, 100)], pricelist_id=pricelist.id)
            self.assertEqual(order.currency_id, currency)
            self.assertEqual(self._submit(order).ops_is_major, major, "200 × 100 T = 200,000 of ours")

    @clause("W2.E", part="quotation")
    def test_marked_as_major_by_hand(self):
        order = self._create_order()
        for user in (self.consultant, self.support):
            with self.assertRaisesRegex(UserError, r"sales manager or a company leader.*W2\.E"):
                order.with_user(user).ops_major_marked = True
        order.with_user(self.manager).ops_major_marked = True
        self.assertEqual(self._tiers(self._submit(order))[-1], ("W2.E", "leader"))
        with self.assertRaisesRegex(UserError, r"set at the request.*W2\.E"):
            order.with_user(self.manager).ops_major_marked = False
        order.with_user(self.consultant).action_ops_withdraw()
        with self.assertRaises(UserError):
            order.with_user(self.consultant).ops_major_marked = False

    def test_large_amount_is_major_whatever_the_mark_says(self):
        order = self._create_order(products=[(self.plain, 3000, 100)])
        order.with_user(self.leader).ops_major_marked = True
        order.with_user(self.leader).ops_major_marked = False
        self.assertTrue(self._submit(order).ops_is_major)

    @clause("W2.D")
    def test_purchasing_decides_on_key_products_only_with_lead_time_and_cost(self):
        order = self._submit(self._create_order())
        self.assertEqual(self._tiers(order), [("W2.E", "sales_manager")])
        order = self._submit(self._create_order(products=[(self.key, 2, 8000), (self.plain, 1, 100)]))
        self.assertEqual(self._tiers(order), [("W2.D", "purchasing"), ("W2.E", "sales_manager")])
        with self.assertRaisesRegex(UserError, r"Servo drive.*W2\.D"):
            order.with_user(self.purchaser).action_ops_approve()
        request = self.env["ops.help.request"].search([("order_id", "=", order.id)])
        self.assertEqual((request.department, request.lead_days, request.unit_cost), ("purchasing", 21, 5000))
        request.with_user(self.purchaser).action_answer()
        order.with_user(self.purchaser).action_ops_approve()
        self.assertEqual(order.ops_waiting_for, "Sales manager: final quotation: Manager")
        with self.assertRaises(AccessError):
            request.with_user(self.consultant).read(["unit_cost"])
        order.with_user(self.manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")

    @clause("W2.C")
    def test_technical_supports_and_has_no_veto(self):
        order = self._create_order(products=[(self.difficult, 1, 3000), (self.plain, 1, 100)])
        with self.assertRaisesRegex(UserError, r"Explosion-proof valve.*W2\.C"):
            self._submit(order)
        ask_technical(order, self.consultant)
        with self.assertRaisesRegex(UserError, r"Technician.*Explosion-proof valve.*W2\.C"):
            self._submit(order)
        request = (
            self.env["ops.help.request"].with_user(self.technician).search([("order_id", "=", order.id)])
        )
        request.write(
            {
                "answer_model": "none",
                "answer_parameters": "we advise against it",
                "remark": "Do not offer this.",
            }
        )
        request.action_answer()
        self._submit(order)
        self.assertEqual(
            self._tiers(order), [("W2.E", "sales_manager")], "technical answers, the manager decides"
        )
        order.with_user(self.manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")

    # ------------------------------------------------------------------
    # Decision
    # ------------------------------------------------------------------
    @clause("W2.E", part="quotation")
    def test_refusal_carries_its_reason_and_the_corrected_order_is_submitted_again(self):
        order = self._submit(self._create_order())
        for reason in ("", "   ", None, False):
            with self.assertRaisesRegex(UserError, "needs its reason"):
                order.with_user(self.manager).action_ops_refuse(reason)
        order.with_user(self.manager).action_ops_refuse("Price below list")
        self.assertEqual(order.ops_approval_state, "refused")
        with self.assertRaisesRegex(
            UserError, r"refused by Manager: Price below list.*W2\.E|W2\.E.*Price below list"
        ):
            order.with_user(self.consultant).action_quotation_sent()
        order.with_user(self.consultant).order_line.price_unit = 110
        self._approve(order)
        self.assertEqual(
            [(row.event, row.comment) for row in self._log(order)],
            [
                ("submitted", False),
                ("refused", "Price below list"),
                ("submitted", False),
                ("approved", False),
                ("passed", False),
            ],
        )

    def test_leader_refuses_after_the_manager_approved(self):
        order = self._submit(self._create_order(products=[(self.plain, 3000, 100)]))
        order.with_user(self.manager).action_ops_approve()
        order.with_user(self.leader).action_ops_refuse("no")
        self.assertEqual(order.ops_approval_state, "refused")
        self._submit(order)
        with self.assertRaisesRegex(UserError, "Manager"):
            order.with_user(self.leader).action_ops_approve()
        self.assertEqual(
            self._log(order, "approved").user_id, self.manager, "what was decided stays in the log"
        )

    def test_withdraw_is_the_requesters_right(self):
        order = self._submit(self._create_order(), self.support)
        with self.assertRaisesRegex(UserError, r"Support.*W2\.E"):
            order.with_user(self.manager).action_ops_withdraw()
        order.with_user(self.support).action_ops_withdraw()
        self.assertEqual((order.ops_approval_state, order.review_ids.ids), ("draft", []))
        self.assertEqual(self._log(order).mapped("event"), ["submitted", "withdrawn"])
        order = self._submit(self._create_order(), self.support)
        order.with_user(self.consultant).action_ops_withdraw()  # whose own quotation it is
        self.assertEqual(order.ops_approval_state, "draft")

    def test_approved_is_not_withdrawn_by_hand(self):
        order = self._approve(self._create_order())
        with self.assertRaisesRegex(UserError, r"is approved.*W2\.E"):
            order.with_user(self.consultant).action_ops_withdraw()
        with self.assertRaisesRegex(UserError, r"approved already.*W2\.E"):
            order.with_user(self.consultant).action_ops_submit()

    def test_cancel_ends_request_and_approval(self):
        for approve in (False, True):
            order = self._submit(self._create_order())
            if approve:
                self._approve(order)
            order.with_user(self.consultant).action_cancel()
            self.assertEqual((order.ops_approval_state, order.review_ids.ids), ("draft", []))
            self.assertEqual(self._log(order)[-1].event, "cancelled")
            order.with_user(self.consultant).action_draft()
            with self.assertRaisesRegex(UserError, r"W2\.E"):
                order.with_user(self.consultant).action_confirm()

    def test_cancelled_is_not_submitted(self):
        order = self._create_order()
        order.action_cancel()
        with self.assertRaisesRegex(UserError, "Cancelled"):
            self._submit(order)

    def test_deleting_the_order_leaves_its_log(self):
        """Where the rulebook is on what was asked for stays; deleted after it, the log stays."""
        order = self._submit(self._create_order())
        order_id, reviews = order.id, order.sudo().review_ids
        for context in ({}, {"_force_unlink": True}):
            with self.assertRaisesRegex(UserError, r"cancel it instead \(W2\.E\)"):
                order.sudo().with_context(**context).unlink()
        self._switch(False)
        order.sudo().unlink()
        self.assertFalse(reviews.exists())
        self.assertEqual(
            self.env["ops.log"]
            .search([("model", "=", "sale.order"), ("res_id", "=", order_id)])
            .mapped("event"),
            ["submitted"],
        )

    # ------------------------------------------------------------------
    # The step behind the gate fails
    # ------------------------------------------------------------------
    def test_failed_step_keeps_the_approval_and_retries(self):
        order = self._submit(self._create_order())
        model = type(self.env["sale.order"])

        def fail(orders):
            raise UserError("the period is locked")

        with patch.object(model, "_ops_take_snapshot", fail):
            order.with_user(self.manager).action_ops_approve()
            self.assertEqual(
                (order.ops_approval_state, order.validation_status, order.ops_gate_error),
                ("submitted", "validated", "the period is locked"),
            )
            with self.assertRaisesRegex(UserError, r"W2\.E"):
                order.with_user(self.consultant).action_quotation_sent()
            order.with_user(self.consultant).action_ops_retry()
            self.assertEqual(order.ops_approval_state, "submitted", "it failed again")
        order.with_user(self.consultant).action_ops_retry()
        self.assertEqual((order.ops_approval_state, order.ops_gate_error), ("approved", False))
        self.assertEqual(
            self._log(order).mapped("event"), ["submitted", "approved", "failed", "failed", "passed"]
        )
        with self.assertRaisesRegex(UserError, "nothing to retry"):
            order.with_user(self.consultant).action_ops_retry()

    def test_retry_needs_every_approval(self):
        order = self._submit(self._create_order())
        order.sudo()._stamp({"ops_gate_error": "forged in the database"})
        with self.assertRaisesRegex(UserError, r"Manager.*W2\.E"):
            order.with_user(self.consultant).action_ops_retry()

    # ------------------------------------------------------------------
    # The switch (PROCESS §3)
    # ------------------------------------------------------------------
    def test_running_orders_are_exempt_with_one_update(self):
        self._switch(False)
        running = self.env["sale.order"].browse([self._create_order().id for _i in range(5)])
        running.action_confirm()
        waiting = self._create_order()
        sent = self._create_order()
        sent.action_quotation_sent()
        self.env.flush_all()
        with self.assertQueryCount(__system__=40):
            self._switch(True)
            self.env.flush_all()
        self.assertEqual(set(running.mapped("ops_exempt")), {True})
        self.assertFalse((waiting | sent).filtered("ops_exempt"))
        as_consultant = running[0].with_user(self.consultant)
        as_consultant.order_line.price_unit = 1
        as_consultant.action_quotation_send()
        self.env["ir.actions.report"].with_user(self.consultant)._render_qweb_html(
            "sale.report_saleorder", as_consultant.ids
        )
        for order in waiting | sent:
            with self.assertRaisesRegex(UserError, r"W2\.E"):
                order.with_user(self.consultant).action_confirm()

    def test_exempt_order_comes_under_the_gate_when_it_no_longer_runs(self):
        self._switch(False)
        order = self._create_order()
        order.action_confirm()
        self._switch(True)
        self.assertTrue(order.ops_exempt)
        order.with_user(self.consultant)._action_cancel()
        order.with_user(self.consultant).action_draft()
        self.assertFalse(order.ops_exempt)
        for method in ("action_confirm", "action_quotation_sent"):
            with self.assertRaisesRegex(UserError, r"W2\.E"):
                getattr(order.with_user(self.consultant), method)()

    def test_changed_while_off_is_compared_when_switched_on(self):
        order, kept = self._approve(self._create_order()), self._approve(self._create_order())
        self._switch(False)
        order.order_line.price_unit = 1
        kept.order_line.price_unit = 200
        self.assertEqual(order.ops_approval_state, "approved", "off: nobody asks")
        self._switch(True)
        self.assertEqual((order.ops_approval_state, kept.ops_approval_state), ("draft", "approved"))

    def test_switch_is_the_administrators_and_is_logged(self):
        officer = new_test_user(self.env, "ops_system", groups="base.group_system,base.group_erp_manager")
        both = new_test_user(
            self.env,
            "ops_both",
            groups="base.group_system,base.group_erp_manager,ops_dept.ops_dept_group_admin",
        )
        for user in (officer, self.manager, self.gm, self.consultant):
            with self.assertRaises(AccessError):
                self.company.with_user(user).ops_rulebook = False
            self.env.invalidate_all()
            self.assertTrue(self.company._ops_rulebook_on())
        self.company.with_user(both).ops_rulebook = False
        self.company.with_user(both).ops_rulebook = True
        log = self.env["ops.log"].search([("model", "=", "res.company")], order="id desc", limit=2)
        self.assertEqual(
            [(row.event, row.user_id) for row in log], [("switch_on", both), ("switch_off", both)]
        )

    # ------------------------------------------------------------------
    # Companies
    # ------------------------------------------------------------------
    def test_company_changes_are_checked_on_both_sides(self):
        other = self.env["res.company"].create(
            {"name": "Without rulebook", "currency_id": self.company.currency_id.id}
        )
        vals = {"team_id": False, "payment_term_id": self.term_cash.id, "order_line": []}
        here = self.env["sale.order"].create({"partner_id": self.customer.id, **vals})
        with self.assertRaisesRegex(UserError, r"stays in.*W2\.E"):
            here.company_id = other
        there = self.env["sale.order"].create(
            {"partner_id": self.customer.id, "company_id": other.id, **vals}
        )
        there.company_id = self.company  # a draft may come, and comes under the gate
        with self.assertRaisesRegex(UserError, r"W2\.E"):
            there.action_quotation_sent()
        sent = self.env["sale.order"].create({"partner_id": self.customer.id, "company_id": other.id, **vals})
        sent.action_quotation_sent()
        with self.assertRaisesRegex(UserError, r"W2\.E"):
            sent.company_id = self.company

    def test_order_of_a_company_without_rulebook_is_plain(self):
        other = self.env["res.company"].create({"name": "Plain", "currency_id": self.company.currency_id.id})
        order = self.env["sale.order"].create(
            {"partner_id": self.customer.id, "company_id": other.id, "order_line": []}
        )
        self.assertFalse(order.ops_is_on or order.ops_gate_closed)
        order.write({"state": "sent"})
        order.amount_total = 5

    # ------------------------------------------------------------------
    # Mail around the gate
    # ------------------------------------------------------------------
    def test_question_to_the_customer_shows_neither_amount_nor_link(self):
        order = self._create_order().with_user(self.consultant).with_context(tracking_disable=False)
        message = order.message_post(
            body="Which voltage?", partner_ids=order.partner_id.ids, subtype_xmlid="mail.mt_comment"
        )
        context = order._notify_by_email_prepare_rendering_context(message)
        self.assertEqual(len(context["subtitles"]), 1)
        groups = order._notify_get_recipients_groups(message, "Quotation")
        for name, _condition, options in groups:
            if name in ("portal_customer", "portal", "follower", "customer"):
                self.assertFalse(options.get("has_button_access"), name)
        self._approve(order.with_env(self.env))
        self.assertEqual(len(order._notify_by_email_prepare_rendering_context(message)["subtitles"]), 2)
