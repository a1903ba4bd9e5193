from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason
from ..contract.ops_contract import ENDED, OPEN, SIGNED

_lt = LazyTranslate(__name__)
LACKING = _lt("state the reason, it stays in the register (M7.3).")


class OpsContract(models.Model):
    """The end of a contract: voided or cancelled, with its reason; the number stays (M7.3)."""

    _inherit = "ops.contract"

    _reasons = {
        "void": Reason(
            action="action_void",
            question=_lt("Why is the number voided?"),
            button=_lt("Void the Number"),
            follows=_lt("The number is never used again; it stays in the register with the reason."),
            lacking=LACKING,
            is_danger=True,
            form="ops.contract.void",
            target="void",
            field="end_reason",
        ),
        "cancel": Reason(
            action="action_cancel",
            question=_lt("Why is the contract cancelled?"),
            button=_lt("Cancel the Contract"),
            follows=_lt("The contract ends; its number stays in the register with the reason."),
            lacking=LACKING,
            is_danger=True,
            target="cancel",
            field="end_reason",
        ),
    }

    end_reason = fields.Text("Reason of voiding or cancelling", copy=False, frozen="voided")
    form_returned = fields.Boolean("Form returned", copy=False, frozen="voided")
    date_ended = fields.Datetime("Ended on", readonly=True, copy=False, stamp=True)
    ended_by_id = fields.Many2one("res.users", "Ended by", readonly=True, copy=False, stamp=True)
    can_void = fields.Boolean(compute="_compute_can_end")
    can_end = fields.Boolean(compute="_compute_can_end")
    can_hold = fields.Boolean(compute="_compute_can_end")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_end(self):
        is_support = self.env.user._ops_has_role("sales_support")
        decides = self.env.user._ops_has_role("sales_manager", "leader")
        may_submit = self._ops_may_submit()
        for contract in self:
            contract.can_void = is_support and contract._offers_move("void")
            # before the signature whoever submits it; a running request is withdrawn first
            is_free = contract.state not in ("submitted", "signed", "entered")
            may_end = decides or (may_submit and is_free)
            contract.can_end = may_end and contract._offers_move("cancel")
            contract.can_hold = is_support and contract.state in (*OPEN, "submitted", "approved")

    def _compute_can_move(self):
        """Cancelling asks for its reason, with a button of its own."""
        result = super()._compute_can_move()
        self.can_cancel = False
        return result

    def action_open_void(self):
        """Open the small form that asks why a number is voided and whether its form came back."""
        return self._ask_reason("void")

    def action_open_cancel(self):
        """Open the small form that asks why a contract is cancelled."""
        return self._ask_reason("cancel")

    # ------------------------------------------------------------------
    # Void
    # ------------------------------------------------------------------
    def action_void(self, reason, form_returned=False):
        """Void numbers that will not be used: the reason stays in the register.

        Clause: M7.3

        :param str reason: required
        :param bool form_returned: the numbered form is back with sales support, required of formal contracts
        :raises UserError: without reason or form
        """
        return self._end_contract("void", reason, form_returned)

    def action_cancel(self, reason=None):
        """Cancel a contract whose deal is lost; its number stays. Once signed, the manager or leader decides.

        Clauses: M7.3, W3.D

        :param str reason: required
        :raises UserError: without reason, or while its orders run
        """
        return self._end_contract("cancel", reason)

    def _end_contract(self, target, reason, form_returned=False):
        reason = self._take_reason(target, reason)
        return self.write({"end_reason": reason, "form_returned": form_returned, "state": target})

    def _check_void(self):
        self._refuse_unsigned_amendment()
        for contract in self:
            if contract.date_signed and contract.signed_by_id:
                raise UserError(
                    self.env._("%s was signed: its number is used, not void (M7.3).", contract.display_name)
                )
            if contract.kind == "formal" and not contract.parent_id and not contract.form_returned:
                raise UserError(
                    self.env._(
                        "%(contract)s: its form is still with %(holder)s; void it once that is back (M7.3).",
                        contract=contract.display_name,
                        holder=contract.holder_id.name,
                    )
                )

    def _prepare_void_vals(self):
        return self._prepare_end_vals()

    def _prepare_end_vals(self):
        return {"date_ended": fields.Datetime.now(), "ended_by_id": self.env.uid, "ops_gate_error": False}

    def _do_void(self):
        self._follow_end("voided")

    # ------------------------------------------------------------------
    # Cancel
    # ------------------------------------------------------------------
    def _check_cancel(self):
        self._refuse_unsigned_amendment()
        result = super()._check_cancel()
        signed = self.filtered(lambda contract: contract.state in ("signed", "entered"))
        for contract in signed._ops_filter_on():
            mine = contract._ops_owner() | contract.signed_by_id
            if not self.env.user._ops_has_role("sales_manager", "leader") or self.env.user in mine:
                raise AccessError(
                    self.env._(
                        "%(contract)s is signed: the sales manager (%(manager)s) or a company leader decides "
                        "whether it is cancelled (W3.D).",
                        contract=contract.display_name,
                        manager=contract._get_post_names("sales_manager"),
                    )
                )
        # sudo: what runs and what amends it concerns everybody who may cancel
        self._ops_filter_on().sudo()._refuse_bound()
        return result

    def _refuse_bound(self):
        """Name what has to end before the contract: orders that run on it alone, amendments on their way."""
        for contract in self:
            running = contract.order_ids.filtered(lambda order: order.state == "sale")
            if contract.replaces_ids and not contract._is_signed():
                running = running.browse()  # they run on the order by phone or fax, and go back to it
            if running:
                raise UserError(
                    self.env._(
                        "%(contract)s: sales support first cancels what runs on it: %(orders)s (W3.D).",
                        contract=contract.display_name,
                        orders=", ".join(running.mapped("name")),
                    )
                )
            amendments = contract.child_ids.filtered(lambda child: child.state not in (*SIGNED, *ENDED))
            if amendments:
                raise UserError(
                    self.env._(
                        "%(contract)s: sales support first voids its amendments that are not signed: "
                        "%(amendments)s (M7.3).",
                        contract=contract.display_name,
                        amendments=", ".join(amendments.mapped("display_name")),
                    )
                )

    def _prepare_cancel_vals(self):
        return {**super()._prepare_cancel_vals(), **self._prepare_end_vals()}

    def _do_cancel(self):
        result = super()._do_cancel()
        self._follow_end()
        return result

    def _follow_end(self, event=None):
        """Nobody owes an entry any more; what a formal contract was to replace is owed again."""
        if event:
            self._ops_log(event, clause_code="M7.3", comment=self[:1].end_reason)
            self._ops_clear_reviews()
        reason = self.env._("The contract was voided or cancelled.")
        for code in ("W3.E", "R7"):
            self._release_obligations(code, reason)
        for basis in self.sudo().replaces_ids:  # sudo: the link between the two, no right
            basis.replaced_by_id.order_ids._ops_link_contract(basis)
            basis._stamp({"replaced_by_id": False})
