"""Invoice requests as the roles' users: asked for, decided, issued, handed over (W6.A–W6.D)."""

from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ...common import PIXEL, clause
from ..common import CashCase


@tagged("post_install", "-at_install")
class TestInvoiceRequest(CashCase):
    def _inbox(self, user):
        reviews = self.env["tier.review"].with_user(user)
        return reviews.search_count(reviews._ops_mine_domain() & reviews._ops_gated_domain())

    # ------------------------------------------------------------------
    # The line of decisions
    # ------------------------------------------------------------------
    @clause("W6.A")
    def test_ordered_part_then_the_delivered_rest(self):
        """A partial amount of what was ordered, then the rest once delivered; each goes from the sales
        manager to purchasing to finance, and reaches nobody before his turn.
        """
        order = self._run(deliver=False)
        for basis, amount in (("ordered", 300), ("delivered", 700)):
            request = self._request(order)
            self.assertEqual(request.basis, basis)
            request.line_ids.price_subtotal = amount
            request.action_submit()
            self.assertFalse(self._inbox(self.purchaser) or self._inbox(self.accountant))
            request.with_user(self.manager).action_ops_approve()
            self.assertEqual((self._inbox(self.purchaser), self._inbox(self.accountant)), (1, 0))
            request.with_user(self.purchaser).action_ops_approve()
            self.assertEqual((self._inbox(self.purchaser), self._inbox(self.accountant)), (0, 1))
            request.with_user(self.accountant).action_ops_approve()
            self.assertEqual(request.sudo().move_id.amount_untaxed, amount)
            self._deliver(order)
        self.assertEqual(order.invoice_status, "invoiced")

    @clause("W6.C", part="the approved way")
    def test_from_order_to_posted_invoice(self):
        """Support asks; purchasing and finance get it after the sales manager; finance's approval posts."""
        order = self._run()
        request = self._request(order)
        self.assertRecordValues(
            request,
            [
                {
                    "basis": "delivered",
                    "partner_id": self.customer.id,
                    "tax_title": "Blue River Paper Co., Ltd.",
                    "team_id": self.team.id,
                    "user_id": self.consultant.id,
                    "amount_untaxed": 1000,
                    "amount_total": 1130,
                }
            ],
        )
        deciders = (self.manager, self.purchaser, self.accountant)
        self.assertEqual([self._inbox(user) for user in deciders], [0, 0, 0])
        request.action_submit()
        for turn, user in enumerate(deciders):
            for number, reader in enumerate(deciders):
                self.assertEqual(self._inbox(reader), int(number == turn))
                self.assertEqual(request.with_user(reader).has_access("read"), number <= turn)
            self.assertFalse(request.sudo().move_id)
            request.with_user(user).action_ops_approve()
        self.assertEqual(request.state, "invoiced", request.sudo().ops_gate_error)
        move = request.sudo().move_id
        self.assertRecordValues(
            move,
            [
                {
                    "state": "posted",
                    "move_type": "out_invoice",
                    "amount_untaxed": 1000,
                    "amount_total": 1130,
                    "ops_invoice_request_id": request.id,
                    "ops_invoice_type": "special",
                    "invoice_payment_term_id": self.term_cash.id,
                    "invoice_date": fields.Date.context_today(request),
                    "is_manually_modified": False,
                }
            ],
        )
        self.assertEqual((order.order_line.qty_invoiced, order.invoice_status), (10, "invoiced"))
        self.assertEqual(order.invoice_ids, move)
        self.assertEqual(order.with_user(self.support).ops_invoice_request_ids, request)
        self.assertFalse(order.with_user(self.support).ops_can_request_invoice)

    @clause("W6.A", part="who asks")
    def test_only_support_asks(self):
        order = self._run()
        for user in (self.consultant, self.manager, self.accountant, self.clerk, self.purchaser):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self._request(order, user=user)
        request = self._request(order)
        for user in (self.consultant, self.manager, self.leader):
            with self.subTest(user.name), self.assertRaises(UserError):
                request.with_user(user).action_submit()

    @clause("W6.A", part="who asks")
    def test_support_of_another_team_cannot_ask(self):
        """Neither with the button nor by naming the lines of orders that one may not read."""
        order = self._run()
        self.team.ops_support_ids = False
        with self.assertRaises(AccessError):
            self._request(order)
        with self.assertRaises(AccessError):
            self.env["ops.invoice.request"].with_user(self.support).create(
                {
                    "partner_id": self.customer.id,
                    "line_ids": [(0, 0, {"order_line_id": order.order_line.id, "quantity": 1})],
                }
            )

    @clause("W6.B")
    def test_purchasing_is_skipped_by_the_tiers_domain_only(self):
        tier = self.env.ref("ops_dept.tier_definition_invoice_request_purchasing")
        tier.definition_domain = "[('amount_untaxed', '>=', 5000)]"
        small = self._pass(self._request(self._run()), self.manager, self.accountant)
        self.assertEqual(small.state, "invoiced")
        large = self._request(self._run([(self.plain, 100, 100)]))
        large.action_submit()
        large.with_user(self.manager).action_ops_approve()
        self.assertIn("Purchaser", large.ops_waiting_for)
        with self.assertRaises(AccessError):
            large.with_user(self.accountant).action_ops_approve()

    def test_refused_with_reason_and_corrected(self):
        request = self._request(self._run())
        request.action_submit()
        request.with_user(self.manager).action_ops_approve()
        request.with_user(self.purchaser).action_ops_refuse("wrong quantity")
        self.assertEqual(request.state, "refused")
        self.assertIn("wrong quantity", request.ops_status_text)
        request.line_ids.quantity = 4
        move = self._pass(request).sudo().move_id
        self.assertEqual(move.invoice_line_ids.quantity, 4)

    def test_withdrawn_and_cancelled(self):
        request = self._request(self._run())
        request.action_submit()
        request.action_withdraw()
        self.assertEqual(request.state, "draft")
        request.action_submit()
        for user in (self.consultant, self.manager, self.accountant, self.clerk):
            with self.subTest(user.name), self.assertRaises(UserError):
                request.with_user(user).action_cancel()
        request.action_cancel()
        self.assertEqual(request.state, "cancel")
        request.action_reset()
        self.assertEqual(request.state, "draft")

    def test_nobody_decides_his_own(self):
        """The manager as salesperson is passed over: another one decides first."""
        order = self._run()
        order.user_id = self.manager
        request = self._request(order)
        request.action_submit()
        with self.assertRaises(UserError):
            request.with_user(self.manager).action_ops_approve()
        request.with_user(self.other_manager).action_ops_approve()

    # ------------------------------------------------------------------
    # What is decided stays
    # ------------------------------------------------------------------
    def test_frozen_while_decided_and_afterwards(self):
        order = self._run()
        request = self._request(order)
        request.action_submit()
        line, other_line = request.line_ids, self._run().order_line
        attempts = [
            lambda: request.write({"invoice_type": "general"}),
            lambda: request.write({"line_ids": [(1, line.id, {"quantity": 1})]}),
            lambda: line.write({"quantity": 1}),
            lambda: line.write({"price_subtotal": 1}),
            line.unlink,
            lambda: line.copy({"order_line_id": other_line.id}),
            lambda: order.with_user(self.support).write(
                {"ops_invoice_request_line_ids": [(1, line.id, {"quantity": 1})]}
            ),
            lambda: order.order_line.with_user(self.support).write(
                {"ops_invoice_request_line_ids": [(2, line.id)]}
            ),
        ]
        for stage in ("submitted", "invoiced"):
            for number, attempt in enumerate(attempts):
                with self.subTest(f"{stage} {number}"), self.assertRaises(UserError), self.env.cr.savepoint():
                    attempt()
            if stage == "submitted":
                self._pass(request)
        for user in (self.accountant, self.clerk):
            with self.subTest(user.name), self.assertRaises(UserError):
                request.with_user(user).write({"note": "x"})

    def test_state_and_stamps_are_never_written_by_hand(self):
        order = self._run()
        other_move = self._invoice(self._run())
        request = self._request(order)
        requests = self.env["ops.invoice.request"]
        base = {
            "partner_id": self.customer.id,
            "line_ids": [(0, 0, {"order_line_id": order.order_line.id, "quantity": 1})],
        }
        forged = [
            {"state": "approved"},
            {"state": "invoiced"},
            {"state": "handed_over"},
            {"move_id": other_move.id},
            {"asked_content": {"lines": []}},
            {"handed_over_by_id": self.clerk.id},
        ]
        derived = [{"amount_total": 1}, {"amount_untaxed": 1}, {"team_id": self.other_team.id}]
        for env in (self.env(user=self.support), self.env(su=True)):
            for vals in forged + derived:
                with self.subTest(f"{vals} {env.su}"):
                    with self.assertRaises(UserError), env.cr.savepoint():
                        request.with_env(env).write(vals)
                    with self.assertRaises(UserError), env.cr.savepoint():
                        requests.with_env(env).create({**base, **vals})
            for vals in forged:
                context = {f"default_{name}": value for name, value in vals.items()}
                with self.subTest(context), self.assertRaises(UserError), env.cr.savepoint():
                    requests.with_env(env).with_context(**context).create(base)
        made = (
            requests.with_user(self.support)
            .with_context(default_amount_total=1, default_team_id=1)
            .create(base)
        )
        self.assertEqual((made.amount_total, made.team_id), (113, self.team))

    # ------------------------------------------------------------------
    # A day ahead
    # ------------------------------------------------------------------
    @clause("R10")
    def test_short_notice_is_flagged(self):
        self.env.user.tz = self.company.resource_calendar_id.tz = "Asia/Shanghai"
        with freeze_time("2026-11-18 02:00:00"):  # Wednesday morning
            request = self._request(self._run())
            self.assertEqual(str(request.date_planned), "2026-11-19")
            request.action_submit()
            self.assertFalse(request.is_short_notice)
            same_day = self._request(self._run())
            same_day.date_planned = "2026-11-18"
            same_day.action_submit()
            self.assertTrue(same_day.is_short_notice)
        with freeze_time("2026-11-20 02:00:00"):  # Friday: the next working day is Monday
            self.assertEqual(str(self._request(self._run()).date_planned), "2026-11-23")

    # ------------------------------------------------------------------
    # Fapiao, hand over
    # ------------------------------------------------------------------
    @clause("W6.C", part="fapiao")
    def test_fapiao_numbers_are_finances_and_checked(self):
        request = self._request(self._run())
        request.action_submit()
        request.with_user(self.manager).action_ops_approve()
        request.with_user(self.purchaser).action_ops_approve()
        digital = "2" * 20
        with self.assertRaisesRegex(UserError, r"filled in by finance \(W6\.C\)"):
            request.fapiao_number = digital
        by_finance = request.with_user(self.accountant)
        for number, code in (
            ("1" * 8, False),
            ("1" * 19, False),
            ("1" * 20, "3" * 12),
            ("1" * 8, "3" * 9),
            (False, "3" * 12),
            ("1" * 7 + "x", "3" * 12),
        ):
            with (
                self.subTest(f"{number} {code}"),
                self.assertRaises(ValidationError),
                self.env.cr.savepoint(),
            ):
                by_finance.write({"fapiao_number": number, "fapiao_code": code})
        by_finance.fapiao_number = digital
        by_finance.action_ops_approve()
        move = request.sudo().move_id
        self.assertEqual(move.ops_fapiao_number, digital)
        by_finance.write({"fapiao_number": "11111111, 11111112", "fapiao_code": "3" * 12})
        self.assertEqual((move.ops_fapiao_number, move.ops_fapiao_code), ("11111111, 11111112", "3" * 12))
        move.with_user(self.accountant).write({"ops_fapiao_number": digital, "ops_fapiao_code": False})
        self.assertEqual(request.fapiao_number, digital)
        self.assertFalse(request.fapiao_code)
        other = self._invoice(self._run())
        with self.assertRaisesRegex(ValidationError, rf"{digital} stands on .*already.*W6\.C"):
            other.with_user(self.accountant).ops_fapiao_number = f"{'3' * 20}, {digital}"

    @clause("W6.D", part="hand-over and signature")
    def test_handed_over_by_office_or_support(self):
        request = self._pass(self._request(self._run()))
        unsigned = self.env["ops.invoice.request"].with_user(self.clerk)
        self.assertIn(request, unsigned.search([("state", "=", "invoiced")]))
        by_clerk = request.with_user(self.clerk)
        with self.assertRaisesRegex(UserError, r"who signed.*W6\.D"):
            by_clerk.action_hand_over()
        for user in (self.accountant, self.manager, self.consultant):
            with self.subTest(user.name), self.assertRaises(UserError):
                request.with_user(user).write({"signed_by": "Mr Wang"})
        by_clerk.signed_by = "Mr Wang"
        with self.assertRaisesRegex(UserError, r"sign on the screen.*W6\.D"):
            by_clerk.action_hand_over()
        by_clerk.signature = PIXEL
        by_clerk.action_hand_over()
        self.assertRecordValues(
            request, [{"state": "handed_over", "signed_by": "Mr Wang", "handed_over_by_id": self.clerk.id}]
        )
        self.assertTrue(request.date_signed)
        with self.assertRaises(UserError):
            by_clerk.signed_by = "Mr Li"

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------
    def test_who_reads_what(self):
        request = self._pass(self._request(self._run()))
        move = request.sudo().move_id
        readers = {
            self.support: True,
            self.consultant: True,
            self.colleague: False,
            self.manager: True,
            self.other_manager: False,
            self.purchaser: True,
            self.accountant: True,
            self.clerk: True,
            self.leader: True,
            self.gm: True,
            self.auditor: True,
            self.keeper: False,
            self.technician: False,
            self.rule_admin: False,
        }
        for user, reads in readers.items():
            with self.subTest(user.name):
                self.assertEqual(request.with_user(user).has_access("read"), reads)
                self.assertEqual(request.line_ids.with_user(user).has_access("read"), reads)
                if reads:
                    data = request.with_user(user).read()[0]
                    self.assertEqual(data["amount_total"], 1130)
                    request.line_ids.with_user(user).read()
                    Form(request.with_user(user))  # the whole form opens, and every column of the list
                    arch = request.with_user(user).get_view(view_type="list")["arch"]
                    columns = {node.get("name") for node in etree.fromstring(arch).iter("field")}
                    relational = {name for name in columns if request._fields[name].relational}
                    request.with_user(user).web_read(
                        {
                            name: {"fields": {"display_name": {}}} if name in relational else {}
                            for name in columns
                        }
                    )
        for user in (self.support, self.manager, self.consultant):
            self.assertTrue(move.with_user(user).has_access("read"))
            self.assertTrue(move.invoice_line_ids.with_user(user).has_access("read"))
            self.assertFalse(move.with_user(user).has_access("write"))

    def test_purchasing_reads_the_orders_it_decides_on(self):
        order = self._run()
        request = self._request(order)
        request.action_submit()
        self.assertFalse(order.with_user(self.purchaser).has_access("read"))
        request.with_user(self.manager).action_ops_approve()
        self.assertTrue(order.with_user(self.purchaser).has_access("read"))
        self.assertFalse(order.with_user(self.purchaser).has_access("write"))

    # ------------------------------------------------------------------
    # On the order and the home page
    # ------------------------------------------------------------------
    def test_order_offers_the_request_to_support_only(self):
        order = self._run()
        self.assertTrue(order.with_user(self.support).ops_can_request_invoice)
        self.assertTrue(order.with_user(self.support).ops_hide_create_invoice)
        self.assertFalse(order.with_user(self.consultant).ops_can_request_invoice)
        self.assertFalse(order.with_user(self.accountant).ops_hide_create_invoice)
        request = self._request(order)
        self.assertEqual(self._request(order), request, "the draft is opened again")
        self._switch(False)
        order.invalidate_recordset()
        self.assertFalse(order.with_user(self.support).ops_can_request_invoice)
        self.assertFalse(order.with_user(self.support).ops_hide_create_invoice)

    def test_home_cards(self):
        order = self._run()

        def card(user, key):
            cards = self.env["ops.home"].with_user(user)._get_cards()
            found = [card for card in cards if card["key"] == key]
            return found and [row["res_id"] for row in found[0]["rows"]]

        self.assertIn(order.id, card(self.support, "to_invoice"))
        request = self._request(order)
        self.assertNotIn(order.id, card(self.support, "to_invoice"))
        self._pass(request)
        self.assertIn(request.id, card(self.support, "invoices_to_sign"))
        self.assertIn(request.id, card(self.clerk, "invoices_to_sign"))
        self.assertEqual(card(self.accountant, "to_invoice"), [])
