from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ....tools.actions import ask
from ....tools.states import ASKED
from ...policy.guarded.ops_reasoned import Reason
from .ops_bid import BEFORE_DECISION, RESULT

_lt = LazyTranslate(__name__)


class OpsBid(models.Model):
    """What comes of a bid: quoted by its first approved quotation, then won, lost or cancelled (W2.A)."""

    _inherit = "ops.bid"

    _reasons = {
        "cancel": Reason(
            action="action_cancel",
            question=_lt("Why is the bid cancelled?"),
            button=_lt("Cancel the Bid"),
            follows=_lt("The bid ends, nobody owes a report on it any more; the reason stays on it."),
            lacking=_lt("enter why it is cancelled (W2.A)."),
            is_danger=True,
            target="cancel",
            field="result_reason",
        )
    }

    def _check_quote(self):
        """Quoted is what has an approved quotation; a result is taken back by who decides."""
        for bid in self:
            corrects = bid.state in ("won", "lost")
            # sudo: whether there are any, whoever made them
            orders = bid.sudo().order_ids.filtered(
                lambda order, corrects=corrects: corrects or order.ops_approval_state == "approved"
            )
            if not orders:
                raise UserError(
                    self.env._("%(bid)s has no approved quotation yet (W2.A).", bid=bid.display_name)
                )
            if corrects and not bid.can_decide:
                raise UserError(
                    self.env._(
                        "%(bid)s has its result. The sales manager or a company leader corrects it (W2.A).",
                        bid=bid.display_name,
                    )
                )

    def _prepare_quote_vals(self):
        return {**dict.fromkeys(RESULT, False), "date_result": False}

    def _do_quote(self):
        self._ops_log("quoted")

    def action_correct_result(self):
        """Bring a bid back from its result to “quoted”, so that the right one can be entered.

        :raises UserError: for anybody but the sales manager or a company leader
        """
        return self.write({"state": "quoted"})

    def _check_win(self):
        for bid in self:
            order = bid.won_order_id
            if not order or order.ops_bid_id != bid:
                raise UserError(
                    self.env._("%(bid)s: choose the quotation that won it (W2.A).", bid=bid.display_name)
                )
            if order.state == "cancel" or (order.ops_gate_closed and bid._ops_is_on()):
                raise UserError(
                    self.env._(
                        "%(bid)s is won with an approved quotation; %(order)s is not one (W2.A).",
                        bid=bid.display_name,
                        order=order.display_name,
                    )
                )

    def _prepare_win_vals(self):
        return {
            "date_result": fields.Datetime.now(),
            "winner": False,
            "winner_price": False,
            "is_winner_unknown": False,
        }

    def _do_win(self):
        self._ops_log("won")

    def _note_won(self, order):
        """Note that this order won the bid; called when the order is confirmed."""
        self.ensure_one()
        result = {"won_order_id": order.id}
        if self.state == "lost":
            result["result_reason"] = False
        self._stamp(result)
        self.write({"state": "won"})

    def _check_lose(self):
        """A lost bid says why, to whom and at which price, unless the customer keeps that to himself."""
        for bid in self:
            known = bid.is_winner_unknown or ((bid.winner or "").strip() and bid.winner_price)
            if not (bid.result_reason or "").strip() or not known:
                raise UserError(
                    self.env._(
                        "%(bid)s: enter why it was lost, the winner and the winner's price, or that the "
                        "winner is not disclosed (W2.A).",
                        bid=bid.display_name,
                    )
                )
            bid._refuse_running()

    def _prepare_lose_vals(self):
        return {"date_result": fields.Datetime.now(), "won_order_id": False}

    def _do_lose(self):
        self._ops_log("lost", comment=self[:1].result_reason if len(self) == 1 else False)

    def _refuse_running(self, approval_states=()):
        """Refuse to end a bid that has a running order, or a quotation that stands at one of these."""
        self.ensure_one()
        # sudo: whether there are any, whoever made them
        running = self.sudo().order_ids.filtered(
            lambda order: (
                order.state == "sale"
                or (order.state != "cancel" and order.ops_approval_state in approval_states)
            )
        )
        if running:
            raise UserError(
                self.env._(
                    "%(bid)s still has %(orders)s. Cancel that first (W2.A).",
                    bid=self.display_name,
                    orders=", ".join(running.mapped("name")),
                )
            )

    def _check_cancel(self):
        """What was received is reported, not cancelled; what is quoted is not left without its bid."""
        result = super()._check_cancel()
        for bid in self:
            if bid._ops_is_on() and bid.state in BEFORE_DECISION and not bid.can_decide:
                raise UserError(
                    self.env._(
                        "%(bid)s: report it, the sales manager decides whether to take part. Only he or a "
                        "company leader cancels what was not decided (W2.A).",
                        bid=bid.display_name,
                    )
                )
            bid._refuse_running(ASKED)  # such a quotation keeps its bid
        return result

    def _prepare_cancel_vals(self):
        return {**super()._prepare_cancel_vals(), "date_result": fields.Datetime.now()}

    def _do_cancel(self):
        self._release_obligations("W2.A", self.env._("The bid was cancelled by who decides about it."))
        return super()._do_cancel()

    def _prepare_reset_vals(self):
        return {**super()._prepare_reset_vals(), **dict.fromkeys(RESULT, False), "date_result": False}

    def action_cancel(self, reason=None):
        """Cancel with this reason, or the one that stands on the bid; without one, ask for it."""
        if reason is None and len(self) == 1 and not (self.result_reason or "").strip():
            return self._ask_reason("cancel")
        for bid in self:
            said = bid.result_reason if reason is None else reason
            bid.write({"result_reason": bid._take_reason("cancel", said), "state": "cancel"})
        return True

    def action_win(self):
        """Open the small form to say with which quotation it was won."""
        return self._open_result("won", self.env._("Bid Won"))

    def action_lose(self):
        """Open the small form to say why, to whom and at which price it was lost."""
        return self._open_result("lost", self.env._("Bid Lost"))

    def _open_result(self, result, name):
        self.ensure_one()
        return ask("ops.bid.result", name, bid_id=self.id, result=result)
