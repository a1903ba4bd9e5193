"""From the inquiry to the signed contract, with every refusal on the way."""

from odoo import fields

from .deal_player import DealPlayer

CONTRACT_PAPER = "ops_dept_reports.report_ops_contract"


class FirstContract(DealPlayer):
    """The first half of the first deal: bid, quotation, negotiation, signature."""

    # ------------------------------------------------------------------
    # W2.A: reported first, decided, then quoted
    # ------------------------------------------------------------------
    def _report_in_time(self, lead):
        self._at("2026-03-02 08:30:00")
        bid = self.receive_bid(lead)
        self.assertRecordValues(
            bid, [{"state": "draft", "partner_id": self.customer.id, "user_id": self.consultant.id}]
        )
        owed = self._owed(bid, "W2.A")
        self.assertRecordValues(
            owed,
            [
                {
                    "owner_id": self.consultant.id,
                    "date_due": fields.Datetime.to_datetime("2026-03-02 10:30:00"),
                    "state": "open",
                }
            ],
        )
        with self.refused(r"not reported yet\. Consultant.*W2\.A"):
            lead.with_user(self.consultant).action_sale_quotations_new()
        self._at("2026-03-02 09:30:00")
        self.report_bid(bid)
        self._assert_met(owed, "2026-03-02 09:30:00")
        with self.refused(r"not decided.*Manager.*W2\.A"):
            bid.with_user(self.consultant).action_new_quotation()
        self.assertEqual(self._decide(bid), [self.manager, self.leader])  # 250,000 is major
        self.assertEqual(bid.state, "approved")
        return bid

    # ------------------------------------------------------------------
    # W2.C–W2.E: technical, purchasing, manager, leader; then it may be sent
    # ------------------------------------------------------------------
    def _quote_and_send(self, bid):
        order = self.quote(
            bid, [(self.key, 30, 8123.45), (self.difficult, 2, 3000.10), (self.plain, 10, 99.99)]
        )
        self.assertRecordValues(
            order, [{"ops_bid_id": bid.id, "opportunity_id": bid.lead_id.id, "team_id": self.team.id}]
        )
        with self.refused(r"Ask technical.*W2\.C"):
            self.submit_quotation(order)
        self.ask_technical(order)
        with self.refused(r"Technician.*Explosion-proof valve.*W2\.C"):
            self.submit_quotation(order)
        self._at("2026-03-02 14:00:00")
        questions = self.answer_technical(order)
        self._assert_met(self._owed(questions, "W2.C"), "2026-03-02 14:00:00")
        self.submit_quotation(order)
        with self.refused(r"Servo drive.*W2\.D"):
            self.approve(order, self.purchaser)
        self._at("2026-03-02 16:00:00")
        questions = self.answer_purchasing(order)
        self._assert_met(self._owed(questions, "W2.D"), "2026-03-02 16:00:00")
        with self.refused(r"W2\.E.*Purchaser"):
            self.send_quotation(order)
        self.assertEqual(self._decide(order), [self.purchaser, self.manager, self.leader])
        self.send_quotation(order)
        self.assertEqual((order.state, bid.state), ("sent", "quoted"))
        return order

    # ------------------------------------------------------------------
    # M7.3, M7.6, W3.B–W3.D: number, feasibility, round, deviation, approval, signature
    # ------------------------------------------------------------------
    def _negotiate_and_sign(self, order):
        self._at("2026-03-03 08:30:00")
        with self.refused(r"no basis yet: sales support \(Support\).*W3\.F"):
            self.enter(order)
        with self.refused(r"issued by sales support.*M7\.3"):
            self._open(order.with_user(self.consultant).action_ops_issue_contract(), self.consultant).save()
        contract = self.issue_contract(order)
        self.assertRecordValues(
            contract,
            [
                {
                    "name": "HT-2026-00001",
                    "state": "issued",
                    "holder_id": self.consultant.id,
                    "order_ids": order.ids,
                    "payment_term_id": self.term_30.id,
                }
            ],
        )
        with self.refused(r"Consultant.*Delivery time.*M7\.6"):
            self.submit_contract(contract)
        self.answer_feasibility(contract)
        self.negotiate(contract, "8,000 a piece, or they buy elsewhere")
        self.assertEqual(contract.state, "negotiating")
        self.assertTrue(self._was_told(self.manager, "or they buy elsewhere"))

        self.lower_price(order, 0, 8000)
        self.assertRecordValues(
            contract.deviation_ids,
            [{"kind": "price", "effect": "worse", "state": "open", "order_id": order.id}],
        )
        self.assertEqual(order.ops_approval_state, "approved")
        with self.refused(r"Servo drive.*Manager.*W3\.C"):
            self.submit_contract(contract)
        with self.refused(r"Manager.*never who sold.*W3\.C"):
            self.confirm_deviations(contract, self.consultant)
        self.confirm_deviations(contract)
        draft = self.printed(contract, CONTRACT_PAPER)
        self.assertIn(contract.name, draft)
        self.assertNotIn(self.manager.name, draft)
        self.submit_contract(contract)
        with self.refused(r"being decided, next: .*Technician \(W3\.D\)"):
            self.sign(contract)
        self.assertEqual(self._decide(contract), [self.technician, self.manager, self.leader])

        self._at("2026-03-04 10:00:00")
        with self.refused(r"scan.*M7\.6"):
            self.sign(contract)
        with self.refused(r"Consultant or sales support signs it.*W3\.D"):
            self.enter(order)
        self._assert_contract_paper(contract)
        self.state_signature(contract, "2026-03-04 09:00:00")
        self.sign(contract)
        self.assertRecordValues(contract, [{"state": "signed", "register_state": "used"}])
        return contract

    def _assert_contract_paper(self, contract):
        """The paper to sign names both parties, what was negotiated, and who approved it."""
        text = self.printed(contract, CONTRACT_PAPER)
        for expected in (
            contract.name,
            "BlueRiverPaperCo.,Ltd.",
            self.customer.vat,
            "Servodrive5kW",
            "8,000.00",
            "279,110.11",
            "贰拾柒万玖仟壹佰壹拾元壹角壹分",
            *(user.name for user in (self.technician, self.manager, self.leader)),
        ):
            self.assertIn(expected, text)
        self.assertNotIn("8,123.45", text)

    def _assert_met(self, owed, moment):
        self.assertTrue(owed)
        for obligation in owed:
            self.assertRecordValues(
                obligation,
                [{"state": "met", "date_met": fields.Datetime.to_datetime(moment), "late_hours": 0}],
            )
