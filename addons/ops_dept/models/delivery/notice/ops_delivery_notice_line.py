from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SUPPLIES = [("purchase", "To be bought"), ("vendor", "Vendor delivers"), ("stock", "In stock")]
TYPED = frozenset({"date_promised", "change_reason"})


class OpsDeliveryNoticeLine(models.Model):
    """An order line on a delivery notice and the day that purchasing promises for it (W4.A)."""

    _name = "ops.delivery.notice.line"
    _inherit = ["ops.document.line"]
    _description = "Goods on a delivery notice"
    _document_field = "notice_id"
    _ops_clause = "W4.A"

    notice_id = fields.Many2one("ops.delivery.notice", required=True, index=True, ondelete="cascade")
    order_line_id = fields.Many2one("sale.order.line", required=True, index=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", required=True, ondelete="restrict")
    quantity = fields.Float("Still to deliver", digits="Product Unit")
    uom_id = fields.Many2one("uom.uom", "Unit", ondelete="restrict")
    supply = fields.Selection(SUPPLIES, "Comes from", required=True, default="purchase")
    date_promised = fields.Date("Promised for")
    change_reason = fields.Char("Why the promise changed")
    is_red = fields.Boolean("Too late", compute="_compute_is_red", store=True, precompute=True, derived=True)

    @api.depends("date_promised", "notice_id.date_delivery", "notice_id.state")
    def _compute_is_red(self):
        for line in self:
            limit = line.notice_id.date_delivery
            live = line.notice_id.state != "withdrawn"
            line.is_red = bool(live and line.date_promised and limit and line.date_promised > limit)

    def _ops_check_vals(self, vals):
        """Only purchasing promises, once it was asked; another day needs a new reason."""
        result = super()._ops_check_vals(vals)
        if not self and not self.env.su:
            raise AccessError(self.env._("Delivery notices are prepared by the nightly job (W4.A)."))
        if not self or self.env.su:
            return result
        if vals.keys() - TYPED or not self.env.user._ops_has_role("purchasing"):
            raise AccessError(self.env._("Only purchasing promises a day on a delivery notice (W4.A)."))
        if any(line.notice_id.state not in ("sent", "answered") for line in self):
            raise UserError(
                self.env._("Sales support sends the notice first, then purchasing answers (W4.A).")
            )
        for line in self:
            self._check_promise(line, vals)
        return result

    def _check_promise(self, line, vals):
        """Refuse to take a promise back, or to change it without saying why."""
        if "date_promised" not in vals or not line.date_promised:
            return
        if not vals["date_promised"]:
            raise UserError(self.env._("A promised day is changed, not taken back (W4.A)."))
        changed = fields.Date.to_date(vals["date_promised"]) != line.date_promised
        if changed and not (vals.get("change_reason") or "").strip():
            raise UserError(
                self.env._(
                    "“%(product)s”: say why the promised day changes (W4.A).",
                    product=line.product_id.display_name,
                )
            )

    _ops_on_write = ((10, "_keeping_promises"),)

    @contextmanager
    def _keeping_promises(self, vals):
        """Keep who promised which day, when and why."""
        before = {line: line.date_promised for line in self} if "date_promised" in vals else {}
        yield
        changes = [
            {
                "line_id": line.id,
                "notice_id": line.notice_id.id,
                "date_old": old,
                "date_new": line.date_promised,
                "reason": old and vals.get("change_reason"),
                "user_id": self.env.uid,
            }
            for line, old in before.items()
            if line.date_promised != old
        ]
        # sudo: the history is written by promises only, nobody may write it by hand
        self.env["ops.delivery.notice.change"].sudo().create(changes)
        if changes and vals.get("change_reason"):
            self._stamp({"change_reason": False})  # it stands in the history; the next change says its own
