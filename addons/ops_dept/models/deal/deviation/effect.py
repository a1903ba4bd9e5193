from odoo import api, fields, models
from odoo.tools import formatLang

# Kinds that change what a line is worth, by what its quantity, price, discount and taxes become.
WORTH = ("quantity", "price", "discount", "tax", "added", "removed")


class OpsContractDeviation(models.Model):
    """What a deviation is worth: in money without tax, and in per cent of the amount approved (W3.C).

    Quantity, price and discount of a line are counted one after the other, so that together they are the
    difference of the line. Terms (payment, delivery, warranty …) have no amount.
    """

    _inherit = "ops.contract.deviation"

    effect_amount = fields.Monetary(
        "Effect on the amount",
        compute="_compute_effect_amount",
        currency_field="present_currency_id",
        help="What the order becomes dearer (+) or cheaper (−) by, without tax.",
    )
    effect_percent = fields.Float(
        "Effect (%)", compute="_compute_effect_amount", help="Of the untaxed amount that was approved."
    )
    effect_text = fields.Char("Effect on the order", compute="_compute_effect_amount")

    @api.depends("compared", "kind", "order_line_id.price_subtotal", "order_id.ops_approved_snapshot")
    @api.depends_context("lang")
    def _compute_effect_amount(self):
        # sudo: whoever reads the deviation reads both values; the amount follows from them
        for deviation in self.sudo():
            amount = deviation._get_effect_amount()
            header = (deviation.order_id.ops_approved_snapshot or {}).get("header", {})
            approved = header.get("amount_untaxed")
            deviation.effect_amount = amount or 0.0
            deviation.effect_percent = amount / approved * 100 if amount and approved else 0.0
            deviation.effect_text = deviation._get_effect_text(amount, approved)

    def _get_effect_text(self, amount, approved):
        """Say the effect as people read it: with sign and per cent."""
        if amount is None:
            return self.env._("no amount")
        money = self.present_currency_id.format(abs(amount))
        sign = "+" if amount > 0 else "−" if amount < 0 else ""
        if not approved:
            return f"{sign}{money}"
        percent = formatLang(self.env, abs(amount / approved * 100), digits=1)
        return f"{sign}{money} ({sign}{percent} %)"

    def _get_effect_amount(self):
        """Return the change of the order's untaxed amount by this point (None: it has none)."""
        self.ensure_one()
        if self.approved_currency_id != self.present_currency_id:
            return None
        if self.kind == "major":
            values = self.compared or {}
            return values["new"] - values["old"]
        if self.kind not in WORTH:
            return None
        before, after = self._get_effect_lines()
        return self._get_line_worth(after) - self._get_line_worth(before)

    def _get_effect_lines(self):
        """Return what the line promised without and with this point, points counted in a fixed order."""
        values = self.compared or {}
        if self.kind in ("added", "removed"):
            return values.get("old"), values.get("new")
        old = ((self.order_id.ops_approved_snapshot or {}).get("lines") or {}).get(str(self.line_ref))
        if not old:
            return None, None
        order = ("quantity", "price", "discount", "tax")
        names = {
            "quantity": "quantity",
            "price": "price_unit",
            "discount": "discount",
            "tax": "tax_ids",
        }
        new = self.order_line_id._ops_snapshot_line() if self.order_line_id else old
        counted = order[: order.index(self.kind)]
        before = {**old, **{names[kind]: new[names[kind]] for kind in counted}}
        return before, {**before, names[self.kind]: new[names[self.kind]]}

    def _get_line_worth(self, line):
        """Return the untaxed amount of a line as the snapshot keeps it."""
        if not line or line["display_type"]:
            return 0.0
        price = line["price_unit"] * (1 - line["discount"] / 100)
        taxes = self.env["account.tax"].browse(line["tax_ids"]).exists()
        currency = self.present_currency_id
        return taxes.compute_all(price, currency=currency, quantity=line["quantity"])["total_excluded"]
