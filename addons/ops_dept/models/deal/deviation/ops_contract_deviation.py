from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import LazyTranslate

from ..comparison.difference import KINDS, Difference

_lt = LazyTranslate(__name__)


class OpsContractDeviation(models.Model):
    """One point on which a contract or its order differs from the approved quotation (W3.C).

    Computed, never written by hand: it opens when order or contract leave what was approved, better or
    worse, and is withdrawn by itself when they go back. The sales manager or a company leader confirms or
    refuses it, never the salesperson; what is confirmed belongs to what was approved. A decided point
    whose value changes again is open again. Values are kept raw and said in the language of whoever reads.

    Split by concern: here fields and guards, `confirm.py` who confirms, `refuse.py` the refusal, `effect.py`
    what it is worth, `follow.py` how they follow their orders.
    """

    _name = "ops.contract.deviation"
    _inherit = ["ops.unwritten", "ops.guarded"]
    _description = "Deviation from the approved quotation"
    _order = "date_opened desc, id"

    _unwritten = _lt(
        "Deviations follow from quotation and contract, and are decided with Confirm or Refuse by "
        "the sales manager or a company leader; nobody writes them by hand (W3.C)."
    )

    contract_id = fields.Many2one("ops.contract", readonly=True, ondelete="cascade", index="btree_not_null")
    order_id = fields.Many2one(
        "sale.order", "Quotation", required=True, readonly=True, ondelete="cascade", index=True
    )
    order_line_id = fields.Many2one(
        "sale.order.line", "Quotation line", readonly=True, ondelete="set null", index="btree_not_null"
    )
    line_ref = fields.Integer(
        "Line number", readonly=True, help="0: the whole quotation, -1: a term of the contract itself."
    )
    line_text = fields.Char("Line as it was called", readonly=True)
    line_name = fields.Char("Line", compute="_compute_line_name")
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    partner_id = fields.Many2one(related="order_id.partner_id", string="Customer")
    team_id = fields.Many2one(related="order_id.team_id", string="Sales team")
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True, index="btree_not_null")
    kind = fields.Selection(KINDS, "What deviates", required=True, readonly=True)
    compared = fields.Json("Values compared", readonly=True)
    approved_currency_id = fields.Many2one("res.currency", "Currency approved", readonly=True)
    present_currency_id = fields.Many2one("res.currency", "Currency now", readonly=True)
    approved_value = fields.Text(compute="_compute_values")
    present_value = fields.Text(compute="_compute_values")
    effect = fields.Selection(
        [("worse", "Worse"), ("neutral", "Better or neutral")],
        "For the company",
        required=True,
        readonly=True,
        help="Either way it is confirmed before the contract is submitted and signed (W3.C).",
    )
    state = fields.Selection(
        [
            ("open", "To confirm"),
            ("confirmed", "Confirmed"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        default="open",
        required=True,
        readonly=True,
        index=True,
    )
    opened_by_id = fields.Many2one("res.users", "Changed by", readonly=True)
    date_opened = fields.Datetime("Changed on", readonly=True)
    confirmer_ids = fields.Many2many(
        "res.users",
        "ops_contract_deviation_confirmer_rel",
        string="To be confirmed by",
        readonly=True,
        help="The sales manager; a company leader may always confirm, and does where the manager sold "
        "himself.",
    )
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True)
    date_confirmed = fields.Datetime("Confirmed on", readonly=True)
    comment = fields.Text(readonly=True)

    _one_per_point = models.UniqueIndex(
        "(order_id, kind, line_ref)", "Each point of a quotation has one deviation."
    )
    _open_idx = models.Index("(order_id) WHERE state = 'open'")

    # ------------------------------------------------------------------
    # Compute
    # ------------------------------------------------------------------
    @api.depends("order_line_id", "line_text")
    @api.depends_context("lang")
    def _compute_line_name(self):
        """Name a line's product as the reader calls it; what stands on no line any more as it was called."""
        # sudo: whoever reads the deviation is told which product it is about
        for deviation in self.sudo():
            product = deviation.order_line_id.product_id
            deviation.line_name = product.display_name or deviation.line_text

    @api.depends("compared", "kind", "line_ref", "approved_currency_id", "present_currency_id")
    @api.depends_context("lang", "tz")
    def _compute_values(self):
        """Say both values in the reader's language; the names in them are read for all deviations at once."""
        orders = self.env["sale.order"]
        points = [deviation._get_point() for deviation in self]
        names = orders._ops_difference_names(points)
        for deviation, point in zip(self, points, strict=True):
            currencies = deviation.approved_currency_id, deviation.present_currency_id
            pair = orders._ops_difference_pair(point, names, currencies)
            deviation.approved_value, deviation.present_value = pair

    def _get_point(self):
        """Return the difference that this deviation keeps."""
        self.ensure_one()
        values = self.compared or {}
        return Difference(
            self.kind, values.get("old"), values.get("new"), self.effect == "worse", self.line_ref
        )

    @api.depends("order_id", "line_name", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = self._get_kind_labels()
        for deviation in self:
            # sudo: the number of the quotation only
            subject = [deviation.order_id.sudo().name, deviation.line_name]
            deviation.display_name = self.env._(
                "%(subject)s: %(kind)s",
                subject=" · ".join(part for part in subject if part),
                kind=labels.get(deviation.kind),
            )

    @api.model
    def _get_kind_labels(self):
        return dict(self._fields["kind"]._description_selection(self.env))

    # ------------------------------------------------------------------
    # One door for the state
    # ------------------------------------------------------------------

    # ------------------------------------------------------------------
    # Lists
    # ------------------------------------------------------------------
    @api.model
    def _mine_domain(self):
        """Return the domain of the deviations that wait for this user."""
        companies = self.env["res.company"]._ops_companies_on()
        return (
            Domain("state", "=", "open")
            & Domain("company_id", "in", list(companies))
            & Domain("is_to_me", "=", True)
        )
