"""The bid's gate for the tables of ways: no quotation before the decision to take part (W2.A).

The row's document is a bid on an opportunity of its own, at one of the stages; the ways try to quote for it.
"""

from ...bypass import GateCase
from ..bid_common import BidCase
from ..quotation_gate import TABLES


class BidGateCase(GateCase, BidCase):
    """The document is the bid, with its opportunity; the ways try to quote for it."""

    gate_stages = ("draft", "submitted", "half", "refused", "cancel", "reopened")
    gate_tables = (*TABLES, "ops_bid", "ops_bid_line", "crm_lead", "ops_obligation")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a quotation of its own customer that answers nothing yet; what ways link and copy
        cls.loose = cls._create_order()

    def _gate_document(self, stage):
        if stage == "off":
            self._switch(False)
        bid = self._create_bid(
            lead_id=self._create_lead().id, line_ids=[(0, 0, {"product_id": self.plain.id, "quantity": 3})]
        )
        return bid if stage == "off" else getattr(self, f"_stage_{stage}")(bid)

    def _stage_draft(self, bid):
        return bid

    def _stage_submitted(self, bid):
        return self._report(bid)

    def _stage_half(self, bid):
        """Agreed by the manager, the leader did not decide yet."""
        bid.with_user(self.manager).major_marked = True
        self._report(bid).with_user(self.manager).action_ops_approve()
        self.assertEqual(bid.state, "submitted")
        return bid

    def _stage_refused(self, bid):
        return self._decline(bid)

    def _stage_cancel(self, bid):
        return self._cancel(self._take_part(bid))

    def _stage_reopened(self, bid):
        self._cancel(self._take_part(bid)).with_user(self.consultant).action_reset()
        self.assertEqual(bid.state, "draft")
        return bid

    def _stage_approved(self, bid):
        return self._take_part(bid)
