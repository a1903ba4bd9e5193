from odoo import api, fields, models
from odoo.tools import format_date, format_datetime, formatLang, html2plaintext

# Which records the values of a kind point at.
RECORDS = {
    "product": "product.product",
    "variant": "product.template.attribute.value",
    "unit": "uom.uom",
    "quantity": "uom.uom",
    "tax": "account.tax",
    "currency": "res.currency",
    "customer": "res.partner",
    "payment": "account.payment.term",
    "incoterm": "account.incoterms",
    "invoice_address": "res.partner",
    "delivery_address": "res.partner",
    "fiscal": "account.fiscal.position",
    "added": "uom.uom",
    "removed": "uom.uom",
}


class SaleOrder(models.Model):
    """The values of a difference as people read them: with unit, currency and names."""

    _inherit = "sale.order"

    def _ops_difference_texts(self, differences):
        """Return (approved value, present value) of each difference as text; names are read per model.

        :param differences: list of `Difference` of this order
        :rtype: list[tuple[str, str]]
        """
        self.ensure_one()
        names = self._ops_difference_names(differences)
        currencies = self._ops_difference_currencies()
        return [self._ops_difference_pair(difference, names, currencies) for difference in differences]

    @api.model
    def _ops_difference_pair(self, difference, names, currencies):
        """Return the approved and the present value of one difference, in the user's language.

        :param dict names: of the records that the values point at (`_ops_difference_names`)
        :param currencies: that of the approved value and that of the present one
        """
        return tuple(
            "" if value is None else self._ops_difference_text(difference, value, names, currency)
            for value, currency in zip((difference.old, difference.new), currencies, strict=True)
        )

    def _ops_difference_currencies(self):
        """Return the currency in which it was approved and the present one."""
        approved = (self.ops_approved_snapshot or {}).get("header", {}).get("currency_id")
        return self.env["res.currency"].browse(approved) if approved else self.currency_id, self.currency_id

    @api.model
    def _ops_difference_names(self, differences):
        """Return the names of the records that the values point at, as {(model, id): name}."""
        ids = {}
        for difference in differences:
            model = RECORDS.get(difference.kind)
            for value in (difference.old, difference.new):
                if model and value:
                    ids.setdefault(model, set()).update(self._ops_difference_ids(difference.kind, value))
        names = {}
        for model, found in ids.items():
            # sudo: names of what stands on the order; whoever reads the order reads them there
            for record in self.env[model].sudo().browse(found - {False, None}).exists():
                names[model, record.id] = record.display_name
        return names

    @api.model
    def _ops_difference_ids(self, kind, value):
        """Return the ids of the records in one value of this kind."""
        if kind == "product":
            return value[:1]
        if kind == "quantity":
            return value[1:]
        if kind in ("added", "removed"):
            return [value["uom_id"]]
        return value if isinstance(value, list) else [value]

    def _ops_difference_text(self, difference, value, names, currency):
        """Return one value as text."""
        kind = difference.kind
        model = RECORDS.get(kind)
        if kind in ("quantity", "added", "removed"):
            return getattr(self, f"_ops_text_{kind if kind == 'quantity' else 'line'}")(
                value, names, currency
            )
        if model:
            known = [names.get((model, res_id)) for res_id in self._ops_difference_ids(kind, value)]
            return ", ".join(name for name in known if name) or "-"
        if kind == "delivery" and difference.line_id > 0:
            return self.env._("%s days", formatLang(self.env, value, digits=0))
        if kind == "specification":
            other = difference.new if value is difference.old else difference.old
            return "\n".join(part for part, was in zip(value, other, strict=True) if part != was) or "-"
        return getattr(self, f"_ops_text_{kind}")(value, currency)

    # ------------------------------------------------------------------
    # Kind by kind
    # ------------------------------------------------------------------
    def _ops_text_price(self, value, currency):
        text = formatLang(self.env, value, dp="Product Price")
        return f"{currency.symbol} {text}" if currency.position == "before" else f"{text} {currency.symbol}"

    def _ops_text_discount(self, value, currency):
        return f"{formatLang(self.env, value, dp='Discount')} %"

    def _ops_text_quantity(self, value, names, currency):
        quantity, uom_id = value
        unit = names.get(("uom.uom", uom_id), "")
        return f"{formatLang(self.env, quantity, dp='Product Unit')} {unit}".strip()

    def _ops_text_line(self, value, names, currency):
        """Say what a whole line promises: how much at which price, or its text."""
        if value["display_type"]:
            return value["name"]
        quantity = self._ops_text_quantity([value["quantity"], value["uom_id"]], names, currency)
        text = f"{quantity} × {self._ops_text_price(value['price_unit'], currency)}"
        return (
            f"{text} − {self._ops_text_discount(value['discount'], currency)}" if value["discount"] else text
        )

    def _ops_text_amounts(self, value, currency):
        if not value:
            return self.env._("as calculated")
        _ = self.env._
        untaxed = value.get("manual_total_excluded_currency", value.get("manual_total_excluded"))
        taxes = [tax["tax_amount_currency"] for tax in value.get("manual_tax_amounts", {}).values()]
        parts = [
            untaxed is not None and _("untaxed %s", currency.format(untaxed)),
            bool(taxes) and _("taxes %s", currency.format(sum(taxes))),
        ]
        return ", ".join(part for part in parts if part) or _("set by hand")

    def _ops_text_prepayment(self, value, currency):
        return f"{formatLang(self.env, value * 100, digits=0)} %" if value else self.env._("none")

    def _ops_text_delivery(self, value, currency):
        if not value:
            return self.env._("none agreed")
        if len(value) == len("2026-01-01"):
            return format_date(self.env, value)
        return format_datetime(self.env, fields.Datetime.to_datetime(value), dt_format="short")

    def _ops_text_warranty(self, value, currency):
        return self.env._("%s months", value)

    def _ops_text_validity(self, value, currency):
        return format_date(self.env, value) if value else self.env._("no end")

    def _ops_text_terms(self, value, currency):
        return html2plaintext(value).strip() or "-" if value else "-"

    def _ops_text_papers(self, value, currency):
        """Say how many pages are bound in, and the words filled in there."""
        pages = sum(len(ids) for ids in value.values() if isinstance(ids, list))
        words = [text for text in value.values() if text and isinstance(text, str)]
        return "\n".join([self.env._("%s pages bound in", pages), *words])

    def _ops_text_place(self, value, currency):
        return value or "-"

    def _ops_text_reference(self, value, currency):
        return value or "-"

    def _ops_text_date(self, value, currency):
        moment = fields.Datetime.to_datetime(value)
        return format_datetime(self.env, moment, dt_format="short") if moment else "-"

    def _ops_text_custom(self, value, currency):
        return "\n".join(words for _choice, words in value if words) or "-"

    def _ops_text_layout(self, value, currency):
        return self.env._("only as a sum") if any(value) else self.env._("all")

    def _ops_text_major(self, value, currency):
        return currency.format(value)
