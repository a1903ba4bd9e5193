from odoo import api, fields, models
from odoo.tools import format_date

from ....tools.actions import open_records
from ....tools.states import TO_SUBMIT
from ...policy.document.ops_document import MOVES
from ...policy.guarded.moves import Move

# May end a release that was approved.
CANCELLERS = ("sales_support", "sales_manager", "leader")


class OpsRelease(models.Model):
    """Outbound request: these goods of this order may leave for the customer (W4.C, R10).

    The sales manager's approval gives the outbound slip its number and opens the warehouse's gate, order line
    by order line, up to the approved quantity (`goods/stock_move.py`). It is linked to order lines and never
    to transfers: with pick/pack/ship, back orders and exchanges the transfers come and go.

    Split by concern: here the document, `moves.py` request and approval, `shipped.py` its end,
    `ops_release_line.py` its lines, `balance/balance.py` what is left of an order line.
    """

    _name = "ops.release"
    _inherit = ["ops.document"]
    _description = "Outbound release"
    _order = "date_planned desc, id desc"
    _ops_clause = "W4.C"
    _number_prefix = "CKSQ"
    _number_series = {"slip_number": ("ops.release.slip", "CK")}
    _get_origins = ("order_id",)
    _transitions = {
        **MOVES,
        "submitted": Move("submit", TO_SUBMIT, roles=("sales_support",)),
        "done": Move("finish", ("approved",)),
    }
    # what stays as asked for; the office keeps carrier, vehicle, driver and remark until the end
    _state_sets = {"decided": ("submitted", "approved", "done", "cancel"), "ended": ("cancel",)}

    order_id = fields.Many2one(
        "sale.order",
        "Sales order",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'sale')]",
        tracking=True,
        frozen="decided",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        compute="_compute_from_order",
        store=True,
        precompute=True,
        index=True,
        frozen="decided",
    )
    partner_shipping_id = fields.Many2one(
        "res.partner",
        "Delivery address",
        compute="_compute_from_order",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        frozen="decided",
    )
    user_id = fields.Many2one(related="order_id.user_id", string="Salesperson")
    team_id = fields.Many2one(related="order_id.team_id", string="Sales team")
    date_planned = fields.Date(
        "Leaves on",
        required=True,
        tracking=True,
        default=lambda self: self._default_date_planned(),
        frozen="decided",
        help="The day the goods are to leave the house. Asked for a working day ahead (R10).",
    )
    is_same_day = fields.Boolean(
        "Short notice",
        readonly=True,
        copy=False,
        stamp=True,
        help="Was submitted later than the rulebook asks: outbound requests are entered a day ahead (R10).",
    )
    slip_number = fields.Char(
        "Outbound slip",
        readonly=True,
        copy=False,
        stamp=True,
        index="trigram",
        tracking=True,
        help="Number of the outbound slip. It exists from the sales manager's approval on (W4.C).",
    )
    line_ids = fields.One2many("ops.release.line", "release_id", "Goods", copy=True, frozen="decided")
    note = fields.Text(
        "Remark",
        frozen="ended",
        help="For the warehouse and the office: packing, unloading, contact on site.",
    )
    date_shipped = fields.Datetime(
        "Last goods left on",
        readonly=True,
        copy=False,
        stamp=True,
        help="When the warehouse last shipped something of it.",
    )
    carrier = fields.Char(frozen="ended", help="Who brings the goods: own vehicle, forwarder, express.")
    vehicle = fields.Char(frozen="ended")
    driver = fields.Char(frozen="ended", help="Name and telephone.")
    state = fields.Selection(selection_add=[("done", "Shipped"), ("refused",)], ondelete={"done": "cascade"})
    picking_count = fields.Integer("Deliveries", compute="_compute_picking_count")
    is_cuttable = fields.Boolean(compute="_compute_is_cuttable")

    _to_ship_idx = models.Index("(company_id, date_planned) WHERE state = 'approved'")
    _slip_number_unique = models.UniqueIndex(
        "(company_id, slip_number) WHERE slip_number IS NOT NULL",
        "Each outbound slip has its own number.",
    )

    # ------------------------------------------------------------------
    # Defaults and computes
    # ------------------------------------------------------------------
    @api.model
    def _default_date_planned(self):
        """Propose the first day that is far enough ahead (R10)."""
        company = self._get_company_worked_in()
        today = fields.Date.context_today(self)
        ahead = company.sudo().ops_release_days_ahead  # sudo: a setting
        if not ahead:
            return today
        deadline = company.resource_calendar_id.sudo()._ops_deadline(
            today, ahead, "working_days", company=company
        )  # sudo: working days are no secret
        return fields.Datetime.context_timestamp(self, deadline).date()

    @api.depends("order_id")
    def _compute_from_order(self):
        for release in self:
            release.partner_id = release.order_id.partner_id
            release.partner_shipping_id = release.order_id.partner_shipping_id

    def _compute_picking_count(self):
        # sudo: the office sees how many deliveries there are, not the deliveries
        for release in self.sudo():
            release.picking_count = len(release._get_pickings())

    @api.depends("state", "line_ids.quantity_shipped", "line_ids.quantity_left")
    @api.depends_context("uid")
    def _compute_is_cuttable(self):
        may_cancel = self.env.user._ops_has_role(*CANCELLERS)
        for release in self:
            release.is_cuttable = (
                may_cancel
                and release.state == "approved"
                and any(release.line_ids.mapped("quantity_shipped"))
            )

    @api.depends("name", "slip_number")
    def _compute_display_name(self):
        for release in self:
            release.display_name = " · ".join(filter(None, (release.name, release.slip_number)))

    @api.onchange("order_id")
    def _onchange_order_id(self):
        """Offer what is still to release of the order that was chosen."""
        if self.order_id:
            self.line_ids = [fields.Command.clear(), *self.order_id._ops_prepare_release_lines()]

    # ------------------------------------------------------------------
    # People and texts
    # ------------------------------------------------------------------
    def _ops_team(self):
        return self.order_id.team_id

    def _get_address(self):
        """Return where these goods go: what leaves under this release carries this address."""
        return self.partner_shipping_id or self.partner_id

    def _ops_owner(self):
        """The order's salesperson does not let his own goods go (four eyes)."""
        return self.order_id.user_id

    def _offers_move(self, target):
        """Who may write the shipment only is not offered to take an approved release back."""
        if self.state == "approved" and target == "cancel" and not self.env.user._ops_has_role(*CANCELLERS):
            return False
        return super()._offers_move(target)

    @api.model
    def _get_submit_label(self):
        return self.env._("Request Release")

    def _ops_inbox_summary(self):
        """Customer, day and goods; no amount: a release decides what leaves, not what it costs."""
        # sudo: the customer's name, of documents that the user reads
        return {
            release.id: {
                "ops_summary": self.env._(
                    "%(customer)s, %(date)s: %(goods)s",
                    customer=release.partner_id.sudo().display_name,
                    date=format_date(self.env, release.date_planned),
                    goods=release._get_goods_text(),
                )
            }
            for release in self
        }

    def _get_goods_text(self):
        """Return the goods of a release as one line, shortened."""
        self.ensure_one()
        lines = self.line_ids
        goods = ", ".join(
            f"{line.product_id.display_name} × {line.quantity:g} {line.uom_id.name}" for line in lines[:2]
        )
        return f"{goods} +{len(lines) - 2}" if len(lines) > 2 else goods

    def _ops_get_status_text(self):
        _ = self.env._
        if self.state == "approved" and not self.ops_gate_error:
            return _(
                "Approved: the warehouse may ship, outbound slip %(slip)s. Planned for %(date)s.",
                slip=self.slip_number,
                date=format_date(self.env, self.date_planned),
            )
        return super()._ops_get_status_text()

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------
    def _get_pickings(self):
        """Return the transfers that bring goods of these order lines to the customer."""
        moves = self.line_ids.order_line_id.move_ids
        return moves.filtered(lambda move: move.state != "cancel" and move._ops_is_to_customer()).picking_id

    def action_open_deliveries(self):
        """Open the deliveries of the goods released here."""
        return open_records(self._get_pickings(), self.env._("Deliveries"))

    def action_open_order(self):
        """Open the order."""
        return open_records(self.order_id)
