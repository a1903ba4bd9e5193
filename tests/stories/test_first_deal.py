"""The whole deal, from the inquiry to money received, as the roles' users."""

from odoo import fields
from odoo.tests import tagged

from ..common import clause
from .deal_player import FAPIAO_NUMBER
from .first_contract import FirstContract

OUTBOUND_SLIP = "ops_dept_reports.report_ops_release"
CORE_SLIP = "stock.action_report_delivery"


@tagged("post_install", "-at_install")
class TestFirstDeal(FirstContract):
    """A major deal with key and difficult products: every approver of the rulebook has his say."""

    def setUp(self):
        super().setUp()
        self.stock_before = {
            product: self._on_hand(product) for product in (self.key, self.difficult, self.plain)
        }

    @clause("W2.A", "W3.C", "W3.D", "W3.E", "M7.3", "M7.6", part="story")
    @clause("W4.C", "W5.B", "W5.C", "W6.A", "W6.B", "W6.C", part="story")
    def test_inquiry_to_money_received(self):
        lead = self.inquire()
        bid = self._report_in_time(lead)
        order = self._quote_and_send(bid)
        contract = self._negotiate_and_sign(order)
        self._enter_in_time(order, contract)
        release = self._release_and_ship(order)
        request = self._invoice(order)
        receipt = self._collect(request)

        self.assertEqual((bid.state, bid.won_order_id), ("won", order))
        self._assert_all_is_done(order)
        self._assert_log(bid, order, contract, release, request, receipt)

    # ------------------------------------------------------------------
    # W3.E, R7: a separate act of sales support, the same day
    # ------------------------------------------------------------------
    def _enter_in_time(self, order, contract):
        owed = self._owed(contract, "W3.E") | self._owed(contract, "R7")
        self.assertRecordValues(
            owed.sorted("date_due"),
            [
                {"owner_id": self.support.id, "date_due": fields.Datetime.to_datetime(due), "state": "open"}
                for due in ("2026-03-04 17:00:00", "2026-03-05 17:00:00")
            ],
        )
        with self.refused(r"entered by sales support \(Support\).*W3\.E"):
            order.with_user(self.consultant).action_confirm()
        self._at("2026-03-04 15:00:00")
        self.enter(order)
        self.assertEqual((order.state, contract.state), ("sale", "entered"))
        self._assert_met(owed, "2026-03-04 15:00:00")
        with self.refused(r"where the original is kept.*M7\.6"):
            contract.with_user(self.support).action_archive_original()
        self.archive(contract)
        self.assertEqual(contract.state, "archived")

    # ------------------------------------------------------------------
    # W4.C, R10: asked for a day ahead, released by the manager, shipped by the warehouse
    # ------------------------------------------------------------------
    def _release_and_ship(self, order):
        transfer = self.next_transfer(order)
        with self.refused(r"Servo drive.*30 Units would leave.*support requests.*W4\.C"):
            self.ship(transfer)
        with self.refused(r"Servo drive.*W4\.C"):
            self.printed(transfer, CORE_SLIP, self.keeper)
        release = self.request_release(order, "2026-03-05")
        self.submit_release(release)
        self.assertFalse(release.slip_number)
        self.assertFalse(release.is_same_day)
        with self.refused(r"Servo drive.*W4\.C"):
            self.ship(transfer)
        with self.refused(r"no outbound slip yet.*W4\.C"):
            self.printed(release, OUTBOUND_SLIP, self.keeper)
        with self.refused(r"Manager.*W4\.C"):
            self.approve(release, self.support)
        self.approve(release, self.manager)
        self._assert_slip(release, order)
        self._at("2026-03-05 10:00:00")
        self.ship(transfer)
        self.assertEqual(release.state, "done")
        with self.refused(r"photograph.*W4\.F"):
            release.with_user(self.clerk).action_hand_in_note()
        self.hand_in_note(release)
        self.take_note(release)
        self.assertEqual(order.order_line.mapped("qty_delivered"), [30, 2, 10])
        left = {product: before - self._on_hand(product) for product, before in self.stock_before.items()}
        self.assertEqual(left, {self.key: 30, self.difficult: 2, self.plain: 10})
        return release

    def _assert_slip(self, release, order):
        """The warehouse loads by our slip: to whom, of which order and contract, what and how much."""
        slip = self.printed(release, OUTBOUND_SLIP, self.keeper)
        for expected in (
            "BlueRiverPaper",
            f"{release.slip_number}{release.name}2026年3月5日",
            order.name,
            order.ops_contract_id.name,
            "1Servodrive5kW30",
            "2Explosion-proofvalveEX-502",  # its specification, then how many
            "3Bearing620410",
            "销售经理审核Manager",
        ):
            self.assertIn(expected, slip)
        self.assertNotIn("8,000", slip)  # no price goes along with the goods
        self.assertEqual(release.ops_print_count, 1)

    # ------------------------------------------------------------------
    # W6.A–W6.D: manager, purchasing, finance; finance's approval posts it
    # ------------------------------------------------------------------
    def _invoice(self, order):
        draft = order.sudo()._create_invoices().with_user(self.accountant)
        with self.refused(r"W6\.C"):
            draft.action_post()
        draft.sudo().unlink()
        request = self.request_invoice(order, "2026-03-06")
        self.assertEqual((request.tax_number, request.is_short_notice), (self.customer.vat, False))
        self.submit_invoice_request(request)
        for early in (self.purchaser, self.accountant):  # they get it after the manager
            with self.refused(""):
                self.approve(request, early)
        self.approve(request, self.manager)
        with self.refused(""):
            self.approve(request, self.accountant)
        self.approve(request, self.purchaser)
        self.enter_fapiao(request)
        self.approve(request, self.accountant)
        self.assertEqual(request.state, "invoiced", request.sudo().ops_gate_error)
        self.assertRecordValues(
            request.sudo().move_id,
            [
                {
                    "state": "posted",
                    "amount_total": order.amount_total,
                    "payment_state": "not_paid",
                    "ops_fapiao_number": FAPIAO_NUMBER,
                    "invoice_date": fields.Date.to_date("2026-03-05"),
                }
            ],
        )
        with self.refused(r"who signed.*W6\.D"):
            request.with_user(self.clerk).action_hand_over()
        self.hand_over_invoice(request)
        self.assertEqual(order.invoice_status, "invoiced")
        return request

    # ------------------------------------------------------------------
    # W5.B–W5.D: entered by support, confirmed by finance, the customer told
    # ------------------------------------------------------------------
    def _collect(self, request):
        self._at("2026-04-01 09:00:00")
        move = request.sudo().move_id.with_user(self.accountant)
        with self.refused(r"Register Receipt.*W5\.C"):
            move.action_force_register_payment()
        with self.refused(r"W5\.C"):
            self._pay_by_hand(move)
        receipt = self.register_receipt(move)
        self.assertEqual((receipt.amount, receipt.amount_advance), (move.amount_total, 0))
        self.submit_receipt(receipt)
        with self.refused(r"Accountant.*W5\.C"):
            self.approve(receipt, self.manager)
        self.assertEqual(move.payment_state, "not_paid")
        self.assertEqual(self._decide(receipt), [self.accountant])
        self.assertRecordValues(move, [{"payment_state": "paid", "amount_residual": 0}])
        self.assertEqual(receipt.payment_id.move_id.state, "posted")
        self.tell_customer(receipt)
        self.assertRecordValues(receipt, [{"state": "told", "told_by_id": self.support.id}])
        return receipt

    def _pay_by_hand(self, move):
        wizard = self.env["account.payment.register"].with_user(self.accountant)
        wizard = wizard.with_context(active_model="account.move", active_ids=move.ids)
        wizard.create({"journal_id": self.bank.id}).action_create_payments()

    # ------------------------------------------------------------------
    # At the end
    # ------------------------------------------------------------------
    def _assert_all_is_done(self, order):
        """Nothing is owed any more, and the page of the deal says so to the cent."""
        self.assertFalse(self.env["ops.obligation"].search([("state", "in", ("open", "late"))]))
        page = self._page(order)
        self.assertEqual(page["next"], "")
        steps = (
            "inquiry",
            "bid",
            "quotation",
            "contract",
            "order",
            "release",
            "delivery",
            "invoice",
            "receipt",
        )
        self.assertEqual(
            [(step["key"], step["status"]) for step in page["steps"]], [(k, "done") for k in steps]
        )
        total = order.currency_id.format(order.amount_total)
        for figure in page["figures"]:
            self.assertEqual((figure["percent"], figure["amount"]), (100, total), figure["key"])
        self.assertEqual(
            [(line["ordered"], line["delivered"], line["invoiced"]) for line in page["lines"]],
            [(30, 30, 30), (2, 2, 2), (10, 10, 10)],
        )

    def _assert_log(self, bid, order, contract, release, request, receipt):
        """What everybody decided stays, in its order."""
        decided = {
            bid: "submitted consultant, approved manager, approved leader, passed leader, "
            "quoted leader, won support",
            order: "submitted consultant, approved purchaser, approved manager, approved leader, "
            "passed leader",
            contract.deviation_ids: "deviated consultant, confirmed manager",
            contract: "issued support, submitted consultant, approved technician, approved manager, "
            "approved leader, passed leader, signed consultant, entered support, archived support",
            release: "submitted support, approved manager, passed manager",
            request: "submitted support, approved manager, approved purchaser, approved accountant, "
            "passed accountant, passed clerk",
            receipt: "submitted support, approved accountant, passed accountant",
        }
        for document, expected in decided.items():
            self.assertEqual(self._log_of(document), expected, document.display_name)
