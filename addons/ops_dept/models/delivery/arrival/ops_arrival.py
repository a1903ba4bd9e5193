from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.moves import Move
from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)

REASONS = [
    ("consignment", "Consignment goods"),
    ("dropship", "Vendor delivers to the customer"),
    ("other", "Other"),
]


class OpsArrival(models.Model):
    """Sales support confirms that goods of an order line arrived which no receipt shows: who, when, how
    much, and why by hand. It stays as it was confirmed; what was wrong is withdrawn with a reason.

    Clause: W4.B
    """

    _name = "ops.arrival"
    _inherit = ["ops.record"]
    _description = "Arrival confirmed by hand"
    _order = "id desc"

    _ops_clause = "W4.B"
    _number_prefix = "DH-"
    _get_origins = ("order_line_id",)
    _transitions = {
        "withdrawn": Move("withdraw", ("confirmed",), roles=("sales_support", "leader")),
    }
    _state_sets = {"any": ("confirmed", "withdrawn")}
    _reasons = {
        "withdraw_arrival": Reason(
            action="action_withdraw",
            question=_lt("Why does it not hold?"),
            button=_lt("Withdraw"),
            follows=_lt("The goods do not count as arrived any more; what left stays as it is."),
            lacking=_lt("say why it does not hold (W4.B)."),
            prompt=_lt("e.g. counted twice"),
            length=2,
            target="withdrawn",
            field="withdrawn_reason",
        )
    }

    order_line_id = fields.Many2one(
        "sale.order.line", "Order line", required=True, index=True, ondelete="restrict", frozen="any"
    )
    order_id = fields.Many2one(
        "sale.order", compute="_compute_from_line", store=True, precompute=True, index=True, derived=True
    )
    product_id = fields.Many2one(
        "product.product", compute="_compute_from_line", store=True, precompute=True, index=True, derived=True
    )
    uom_id = fields.Many2one(
        "uom.uom", "Unit", compute="_compute_from_line", store=True, precompute=True, derived=True
    )
    quantity = fields.Float("Quantity arrived", digits="Product Unit", required=True, frozen="any")
    reason = fields.Selection(REASONS, "Why by hand", required=True, frozen="any")
    note = fields.Char("Remark", frozen="any", help="Where the goods lie, or how they came.")
    state = fields.Selection(
        [("confirmed", "Confirmed"), ("withdrawn", "Withdrawn")],
        default="confirmed",
        required=True,
        copy=False,
        tracking=True,
    )
    withdrawn_reason = fields.Char("Withdrawn because", readonly=True, copy=False, stamp=True)

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "Confirm more than 0 (W4.B).")

    @api.depends("order_line_id")
    def _compute_from_line(self):
        for arrival in self:
            line = arrival.order_line_id.sudo()  # sudo: what the confirmed line is
            arrival.order_id = line.order_id
            arrival.product_id = line.product_id
            arrival.uom_id = arrival.uom_id or line.product_uom_id

    @api.depends("name", "product_id", "quantity")
    def _compute_display_name(self):
        for arrival in self:
            goods = arrival.product_id.display_name
            text = f"{goods} × {arrival.quantity:g}" if goods else ""
            arrival.display_name = " · ".join(filter(None, (arrival.name or self._ops_kind(), text)))

    def _has_begun(self):
        """It counts from the start, so it is withdrawn and never deleted."""
        return True

    def _ops_team(self):
        return self.order_id.sudo().team_id  # sudo: whose support confirms

    # ------------------------------------------------------------------
    # Confirming
    # ------------------------------------------------------------------
    _ops_created = ((10, "_confirm"),)

    def _confirm(self, _vals_list):
        """Refuse what is no goods still to leave, more than that, or "other" without a word; log the rest."""
        self._refuse_unread_lines()
        # sudo: quantities of lines that the user may read
        lines_sudo = self.order_line_id.sudo()
        balances = lines_sudo._ops_release_balances()
        by_line = self.search([("order_line_id", "in", lines_sudo.ids), ("state", "=", "confirmed")]).grouped(
            lambda arrival: arrival.order_line_id.id
        )
        for arrival in self:
            line = arrival.order_line_id.sudo()  # sudo: as above
            balance = balances[line.id]
            confirmed = sum(by_line[line.id].mapped("quantity"))
            if not line._ops_filter_releasable() and arrival._ops_is_on():
                raise UserError(arrival._say_no_goods())
            if line._ops_compare_goods(confirmed, balance.ordered) > 0:
                raise UserError(arrival._say_too_much(balance.ordered))
            if arrival.reason == "other" and not (arrival.note or "").strip():
                raise UserError(
                    self.env._("“%(product)s”: say how the goods came (W4.B).", product=line.product_id.name)
                )
        self._log_confirmed()

    def _refuse_unread_lines(self):
        """Only goods of orders that the user may read are confirmed."""
        self.order_line_id.check_access("read")

    def _log_confirmed(self):
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        for arrival in self:
            text = self.env._(
                "Arrival confirmed by hand: %(product)s, %(quantity)s %(unit)s. %(reason)s %(note)s",
                product=arrival.product_id.display_name,
                quantity=f"{arrival.quantity:g}",
                unit=arrival.uom_id.name,
                reason=reasons[arrival.reason],
                note=arrival.note or "",
            ).strip()
            arrival._ops_log("passed", comment=text)
            arrival.order_id._ops_note(text)

    def _say_no_goods(self):
        return self.env._(
            "“%(product)s”: only goods of a confirmed order arrive (W4.B).",
            product=self.product_id.display_name,
        )

    def _say_too_much(self, ordered):
        return self.env._(
            "“%(product)s”: more is confirmed than the %(ordered)s %(unit)s ordered (W4.B).",
            product=self.product_id.display_name,
            ordered=f"{ordered:g}",
            unit=self.uom_id.name,
        )

    # ------------------------------------------------------------------
    # Withdrawing
    # ------------------------------------------------------------------
    def action_open_withdraw(self):
        """Ask why it does not hold."""
        return self._ask_reason("withdraw_arrival")

    def action_withdraw(self, reason):
        """Withdraw a confirmation that does not hold. Clause: W4.B

        :raises UserError: without a reason, or where a release counts on it
        """
        return self._ops_move_because("withdraw_arrival", reason)

    def _check_withdraw(self):
        """What a release counts on stays: that release ends first."""
        lines_sudo = self.order_line_id.sudo()  # sudo: quantities of lines that the user may read
        shelf = lines_sudo._ops_shelf()
        for arrival in self:
            line = arrival.order_line_id.sudo()  # sudo: as above
            if line._ops_compare_goods(arrival.quantity, shelf.confirmed[line.id]) > 0:
                raise UserError(
                    self.env._(
                        "%(arrival)s: a release counts on it (%(releases)s). Sales support cancels that "
                        "first (W4.B).",
                        arrival=arrival.display_name,
                        releases=arrival.order_id.sudo().ops_release_ids._get_standing_names(),
                    )
                )
