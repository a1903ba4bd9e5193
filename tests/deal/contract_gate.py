"""The contract's gate for the tables of ways: its stages, reached through the roles' own actions."""

from odoo import fields

from ..bypass import GateCase
from ..common import SCAN
from .common import DealCase

TABLES = (
    "ops_contract",
    "ops_contract_round",
    "ops_contract_scan_rel",
    "sale_order",
    "sale_order_line",
    "tier_review",
    "res_users_tier_review_rel",
    "ops_log",
    "ops_obligation",
    "mail_message",
    "mail_notification",
    "mail_activity",
    "stock_picking",
    "ir_attachment WHERE res_model IS NOT NULL AND res_model != 'ir.ui.view'",
)


class ContractGateCase(GateCase, DealCase):
    """Rows of the table start from a formal contract of an approved quotation, ready to be signed but for
    what its stage lacks.
    """

    gate_stages = ("issued", "negotiating", "submitted", "refused", "half", "no_scan", "deviating")
    gate_tables = TABLES

    def _gate_document(self, stage):
        if stage == "off":
            self._switch(False)
            contract = self._with_evidence(self._create_contract(self._create_order()))
            contract.with_user(self.support).action_submit()
            self.assertEqual(contract.state, "approved", "off: it passes at once")
            return contract
        contract = self._create_contract(self._approve(self._create_order()))
        return getattr(self, f"_stage_{stage}")(contract)

    def _with_evidence(self, contract, **vals):
        """State the time of signing and attach the scan, as whoever signs does."""
        scan = {"name": "scan.pdf", "raw": SCAN, "res_model": "ops.contract", "res_id": contract.id}
        contract.with_user(self.consultant).write(
            {"date_signed": fields.Datetime.now(), "scan_ids": [(0, 0, scan)], **vals}
        )
        return contract

    def _stage_issued(self, contract):
        return self._with_evidence(contract)

    def _stage_negotiating(self, contract):
        self._negotiate(self._with_evidence(contract))
        self.assertEqual(contract.state, "negotiating")
        return contract

    def _stage_submitted(self, contract):
        self._with_evidence(contract).with_user(self.consultant).action_submit()
        return contract

    def _stage_refused(self, contract):
        self._stage_submitted(contract).with_user(self.manager).action_refuse("liability is unlimited")
        return contract

    def _stage_half(self, contract):
        """Major: the manager agreed, the leader did not yet."""
        contract.with_user(self.manager).major_marked = True
        self._stage_submitted(contract).with_user(self.manager).action_ops_approve()
        self.assertEqual(contract.state, "submitted")
        return contract

    def _stage_no_scan(self, contract):
        self._approve_contract(contract).with_user(self.consultant).date_signed = fields.Datetime.now()
        return contract

    def _stage_deviating(self, contract):
        """Approved; then the order came to differ from the approved quotation past every guard."""
        self._with_evidence(self._approve_contract(contract))
        contract.order_ids.sudo()._stamp({"ops_warranty_months": 60})
        return contract

    def _stage_approved(self, contract):
        return self._with_evidence(self._approve_contract(contract))

    def _stage_signed(self, contract):
        return self._sign_contract(contract)

    def _stage_entered(self, contract):
        self._sign_contract(contract).with_user(self.support).action_enter()
        self.assertEqual(contract.state, "entered")
        return contract

    def _stage_void(self, contract):
        contract.with_user(self.support).action_void("misprinted", form_returned=True)
        return contract

    def _negotiate(self, contract, user=None, **vals):
        return (
            self.env["ops.contract.round"]
            .with_user(user or self.consultant)
            .create({"contract_id": contract.id, "points": "Delivery in two parts", **vals})
        )
