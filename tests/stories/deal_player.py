"""A deal played step by step: each step is the public action behind a button, pressed by the right role."""

import base64

from odoo import fields
from odoo.fields import Command
from odoo.tests import Form

from ..common import PIXEL, SCAN, ask_technical
from ..form_changes import save_as_browser
from .deal_company import DealCompany

FAPIAO_NUMBER = "26312000000012345678"
SIGNED_NOTE = base64.b64encode(b"a signature").decode()


class DealPlayer(DealCompany):
    """The steps of a deal in their order; the demo company and the stories press the same buttons."""

    # ------------------------------------------------------------------
    # From the inquiry to the quotation (W2)
    # ------------------------------------------------------------------
    def inquire(self, amount=250_000):
        """The consultant enters the inquiry."""
        return (
            self.env["crm.lead"]
            .with_user(self.consultant)
            .create(
                {
                    "name": "Drives for line 3",
                    "type": "opportunity",
                    "partner_id": self.customer.id,
                    "team_id": self.team.id,
                    "expected_revenue": amount,
                }
            )
        )

    def receive_bid(self, lead):
        """The consultant records the bid from the opportunity; its clock runs."""
        form = self._open(lead.with_user(self.consultant).action_ops_new_bid(), self.consultant)
        form.description = "30 drives, 2 valves, 10 bearings, in May"
        return save_as_browser(form)

    def report_bid(self, bid):
        bid.with_user(self.consultant).action_submit()

    def quote(self, bid, products, **vals):
        """The consultant makes the quotation from the bid; rows are (product, quantity, price)."""
        form = self._open(bid.with_user(self.consultant).action_new_quotation(), self.consultant)
        return self._fill_quotation(form, products, **vals)

    def quote_freely(self, products, **vals):
        """The consultant makes a quotation without inquiry, for a repeat or phone order."""
        form = Form(self.env["sale.order"].with_user(self.consultant))
        form.partner_id = self.customer
        return self._fill_quotation(form, products, **vals)

    def _fill_quotation(self, form, products, **vals):
        form.payment_term_id = self.term_30
        form.validity_date = "2030-12-31"
        for product, quantity, price in products:
            with form.order_line.new() as line:
                line.product_id = product
                line.product_uom_qty = quantity
                line.price_unit = price
        order = save_as_browser(form)
        if vals:
            order.write(vals)
        return order

    def ask_technical(self, order):
        ask_technical(order, self.consultant)

    def answer_technical(self, order):
        """The technician answers which model, with which parameters."""
        questions = self._questions(order, self.technician, "technical")
        questions.write({"answer_model": "EX-50", "answer_parameters": "DN50 PN16"})
        questions.action_answer()
        return questions

    def answer_purchasing(self, order):
        """Purchasing states lead time and cost of the key products."""
        questions = self._questions(order, self.purchaser, "purchasing")
        questions.write({"lead_days": 30, "unit_cost": 5200})
        questions.action_answer()
        return questions

    def _questions(self, order, user, department):
        return (
            self.env["ops.help.request"]
            .with_user(user)
            .search([("order_id", "=", order.id), ("department", "=", department), ("state", "=", "open")])
        )

    def submit_quotation(self, order):
        order.with_user(self.consultant).action_ops_submit()

    def send_quotation(self, order):
        order.with_user(self.consultant).action_quotation_sent()

    # ------------------------------------------------------------------
    # Contract and order (W3)
    # ------------------------------------------------------------------
    def issue_contract(self, order):
        """Support issues the next number of the register to the consultant."""
        form = self._open(order.with_user(self.support).action_ops_issue_contract(), self.support)
        if not (form.date_delivery or form.delivery_promise):
            form.delivery_open_reason = "On the customer's call"
        return save_as_browser(form)

    def answer_feasibility(self, contract):
        """Purchasing answers for the delivery time, technical for technique and installation (M7.6)."""
        contract.with_user(self.purchaser).write({"feasible_delivery": "yes"})
        contract.with_user(self.technician).write(
            {"feasible_technique": "yes", "feasible_installation": "yes"}
        )

    def negotiate(self, contract, points):
        """The consultant records a round with the customer."""
        with Form(contract.with_user(self.consultant)) as form, form.round_ids.new() as negotiation:
            negotiation.persons = "Ms Buyer"
            negotiation.points = points

    def lower_price(self, order, number, price):
        """The consultant lowers the price of a line, as negotiated."""
        with Form(order.with_user(self.consultant)) as form, form.order_line.edit(number) as line:
            line.price_unit = price

    def confirm_deviations(self, contract, user=None):
        contract.with_user(user or self.manager).action_confirm_deviations()

    def submit_contract(self, contract):
        contract.with_user(self.consultant).action_submit()

    def state_signature(self, contract, date_signed, scan=True):
        """The consultant states when both signed, and attaches the scan."""
        vals = {"date_signed": date_signed, "customer_signatory": "Mr Buyer"}
        if scan:
            vals["scan_ids"] = [
                Command.create(
                    {"name": "signed.pdf", "raw": SCAN, "res_model": contract._name, "res_id": contract.id}
                )
            ]
        contract.with_user(self.consultant).write(vals)

    def sign(self, contract):
        contract.with_user(self.consultant).action_sign()

    def record_phone_order(self, order):
        """The consultant records who ordered what on the telephone."""
        form = self._open(order.with_user(self.consultant).action_ops_record_basis(), self.consultant)
        form.date_basis = "2026-03-02 09:30:00"
        form.basis_contact = "Ms Buyer"
        form.basis_note = "Ordered by telephone, the line stands still; the contract follows"
        return save_as_browser(form)

    def issue_formal(self, basis):
        """Support issues the formal contract that replaces an order by phone."""
        form = self._open(basis.with_user(self.support).action_issue_formal(), self.support)
        return save_as_browser(form)

    def enter(self, order):
        """Support confirms the order; that enters its contract."""
        order.with_user(self.support).action_confirm()

    def archive(self, contract):
        contract.with_user(self.support).write({"archive_place": "Cabinet 3, 2026"})
        contract.with_user(self.support).action_archive_original()

    def running_order(self, products, quoted=None, **vals):
        """Bring a deal from the quotation to the running order in one go.

        :param float quoted: price of the first line before the negotiation lowers it
        :param vals: of the quotation
        """
        (product, quantity, price), *others = products
        order = self.quote_freely([(product, quantity, quoted or price), *others], **vals)
        if order.order_line.product_id.filtered("ops_is_difficult"):
            self.ask_technical(order)
            self.answer_technical(order)
        self.submit_quotation(order)
        self.answer_purchasing(order)
        self._decide(order)
        contract = self.issue_contract(order)
        self.answer_feasibility(contract)
        if quoted:
            self.negotiate(contract, "The price")
            self.lower_price(order, 0, price)
            self.confirm_deviations(contract)
        self.submit_contract(contract)
        self._decide(contract)
        self.state_signature(contract, fields.Datetime.now())
        self.sign(contract)
        self.enter(order)
        return order

    # ------------------------------------------------------------------
    # Delivery (W4)
    # ------------------------------------------------------------------
    def request_release(self, order, date_planned, quantities=()):
        """Support asks for the goods to leave: everything that is open, or the quantities line by line, where
        a line of nothing is taken out.
        """
        self._put_in_stock(order)
        form = self._open(order.with_user(self.support).action_ops_request_release(), self.support)
        form.date_planned = date_planned
        for number, quantity in reversed(list(enumerate(quantities))):
            if not quantity:
                form.line_ids.remove(number)
                continue
            with form.line_ids.edit(number) as line:
                line.quantity = quantity
        return save_as_browser(form)

    def submit_release(self, release):
        release.with_user(self.support).action_submit()

    def next_transfer(self, order):
        """Return the transfer that is ready for the keeper to work on."""
        ready = order.picking_ids.filtered(lambda picking: picking.state == "assigned")
        return ready.sorted("id")[:1].with_user(self.keeper)

    def ship(self, transfer, released_only=False):
        """The keeper validates a transfer, with a back order for what is not released or not there."""
        action = transfer.button_validate()
        if isinstance(action, dict) and action.get("res_model") == "ops.ship.released":
            if released_only:
                action = self._open(action, transfer.env.user).save().action_ship()
            else:  # who goes on past the offer meets the gate
                transfer.move_ids.picked = True
                transfer._action_done()
        if isinstance(action, dict) and action.get("res_model") == "stock.backorder.confirmation":
            wizard = self._open(action, transfer.env.user).save()
            wizard.process()
        self.assertEqual(transfer.state, "done")

    def hand_in_note(self, release):
        """The office lets the customer sign on the screen and hands the note in."""
        clerk = release.with_user(self.clerk)
        clerk.write({"note_signed_by": "Mr Wang", "note_signature": SIGNED_NOTE})
        clerk.action_hand_in_note()

    def take_note(self, release):
        release.with_user(self.support).action_take_note()

    # ------------------------------------------------------------------
    # Invoice and money (W5, W6)
    # ------------------------------------------------------------------
    def request_invoice(self, order, date_planned=None, quantities=(), basis=None):
        """Support asks for the invoice of what was delivered, or of these quantities line by line."""
        action = order.with_user(self.support).action_ops_request_invoice()
        with self._open(action, self.support) as form:
            if basis:
                form.basis = basis
            if date_planned:
                form.date_planned = date_planned
            for number, quantity in enumerate(quantities):
                with form.line_ids.edit(number) as line:
                    line.quantity = quantity
        return form.record.with_env(self.env(user=self.support))

    def submit_invoice_request(self, request):
        request.with_user(self.support).action_submit()

    def enter_fapiao(self, request, number=FAPIAO_NUMBER):
        request.with_user(self.accountant).write({"fapiao_number": number})

    def hand_over_invoice(self, request):
        """The office hands the invoice over and notes who signed for it."""
        request.with_user(self.clerk).write({"signed_by": "Ms Ledger", "signature": PIXEL})
        request.with_user(self.clerk).action_hand_over()

    def register_receipt(self, document, amount=None, write_off=None):
        """Support enters money that came for an order or invoice, prefilled with what is open of it.

        :param amount: what came, when it is another amount; spread over the invoices, oldest first
        :param write_off: (amount, reason) given up of the first invoice
        """
        action = document.with_user(self.support).action_ops_register_receipt()
        with self._open(action, self.support) as form:
            form.payer_reference = f"ICBC {document.id}"
            if amount is not None:
                form.amount = amount
            if write_off:
                with form.allocation_ids.edit(0) as row:
                    row.write_off, row.write_off_reason = write_off
        return form.record.with_env(self.env(user=self.support))

    def submit_receipt(self, receipt):
        receipt.with_user(self.support).action_submit()

    def assign_advance(self, receipt):
        """Finance uses the advance for the invoices that came since."""
        form = self._open(receipt.with_user(self.accountant).action_ask_assign(), self.accountant)
        save_as_browser(form).action_assign()

    def tell_customer(self, receipt):
        receipt.with_user(self.support).action_tell()
