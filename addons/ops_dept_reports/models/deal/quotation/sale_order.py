"""What the quotation's paper says."""

import collections

from odoo import models
from odoo.tools import formatLang, html2plaintext, is_html_empty
from odoo.tools.float_utils import float_repr

from ....tools import SHORT, split_tail_html

# A price may have more decimals than money (0.0125 a piece); beyond this it is the noise of binary fractions.
PRICE_DIGITS = 6


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "ops.printed"]

    def _ops_was_shown(self):
        """What was printed is with the customer, whether or not somebody marked it as sent."""
        return bool(self.ops_print_count) or super()._ops_was_shown()

    def _ops_quotation_paper(self):
        """Return what the quotation's paper says, written in the language of the environment.

        Purchase cost, margins and purchasing's answers are no part of it, whoever prints.

        Clause: W2.F

        :return: texts ready to print; parts that the quotation does not have are empty
        :rtype: dict
        """
        self.ensure_one()
        note = "" if is_html_empty(self.note) else self.note
        together = len(html2plaintext(note)) <= SHORT
        note, note_tail = (note, "") if together else split_tail_html(note)
        return {
            "date": self._ops_paper_date(self.date_order),
            "validity": self._ops_paper_date(self.validity_date),
            "customer": self._ops_paper_customer(),
            "seller": self._ops_paper_seller(),
            **self._ops_paper_table(),
            "terms": self._ops_paper_terms(),
            "note": note,
            "note_tail": note_tail,
            "together": together,
            "bank": self.company_id.partner_id._ops_paper_bank(self.currency_id),
            "stamps": self._ops_paper_stamps(),
            "signed_on": self._ops_paper_date(self.signed_on),
        }

    # ------------------------------------------------------------------
    # Who and when
    # ------------------------------------------------------------------

    def _ops_paper_customer(self):
        """Return name, contact, phone, address, tax title and number of the customer, and his reference."""
        return {**self.partner_id._ops_paper_party(), "reference": self.client_order_ref or ""}

    def _ops_paper_seller(self):
        """Return the salesperson as the customer reaches him."""
        # sudo: a colleague's business phone and mail stand on his own quotations, nothing else of his contact
        user = self.user_id.sudo()
        phone = user.phone or self.company_id.phone
        return {"name": user.name or "", "phone": phone or "", "email": user.email or ""}

    # ------------------------------------------------------------------
    # Lines and money
    # ------------------------------------------------------------------

    def _ops_paper_table(self):
        """Return goods and money of these orders, which are in one currency, as one table.

        :return: `columns` to show, `rows`, `totals`, `total`, the total in `words`, the `currency`
        :rtype: dict
        """
        lines = {order: order._get_order_lines_to_report() for order in self}
        every_line = self.env["sale.order.line"].union(*lines.values())
        taxes = every_line.tax_ids
        tax_included = bool(taxes) and all(tax.price_include for tax in taxes)
        rows = []
        for order in self:
            if len(self) > 1:
                heading = self.env._("Order %s", order.name)
                rows.append({"kind": "section", "name": heading, "amount": ""})
            numbered = sum(row["kind"] == "product" for row in rows)
            rows += order._ops_paper_rows(lines[order], tax_included, numbered)
        total = sum(self.mapped("amount_total"))
        return {
            "columns": {
                "specification": any(line.ops_specification for line in every_line),
                "discount": any(line.discount for line in every_line),
                "taxes": bool(taxes),
                "tax_included": tax_included,
            },
            "rows": rows,
            "totals": self._ops_paper_totals(),
            "total": self.currency_id.format(total),
            "words": self.currency_id._ops_amount_in_words(total),
            "currency": self.currency_id.name,
        }

    def _ops_paper_rows(self, lines, tax_included, number=0):
        """Return the table's rows: section, subsection, note, product; hidden prices stay hidden.

        :param bool tax_included: amounts with their taxes, because the unit prices are
        :param int number: how many products the table has already
        """
        field = "price_total" if tax_included else "price_subtotal"
        rows = []
        for line in lines:
            if line.collapse_composition:
                for summary in line._get_grouped_section_summary():
                    number += 1
                    rows.append(self._ops_paper_summary(line, summary, field, number))
            elif line.display_type in ("line_section", "line_subsection"):
                total = self._ops_paper_amount(line._get_section_totals(field))
                hidden = line.parent_id.collapse_prices
                rows.append(
                    {"kind": line.display_type[5:], "name": line.name, "amount": "" if hidden else total}
                )
            elif line.display_type:
                rows.append({"kind": "note", "name": line.name})
            elif line.product_type == "combo":
                rows.append(self._ops_paper_combo(line, field))
            else:
                number += 1
                rows.append(self._ops_paper_product(line, field, number))
        return rows

    def _ops_paper_product(self, line, field, number):
        code, name, description = line._ops_paper_name()
        priced = not (line.parent_id.collapse_prices or line.parent_id.parent_id.collapse_prices)
        discount = float_repr(line.discount, 2).rstrip("0").rstrip(".")
        return {
            "kind": "product",
            "number": number,
            "code": code,
            "name": name,
            "description": description,
            "specification": line._ops_paper_specification(),
            "quantity": self._ops_paper_quantity(line.product_uom_qty),
            "unit": line.product_uom_id.name or "",
            "price": self._ops_paper_price(line.price_unit) if priced else "",
            "discount": f"{discount}%" if priced and line.discount else "",
            "taxes": ", ".join(tax.tax_label for tax in line.tax_ids if tax.tax_label),
            "amount": self._ops_paper_amount(line[field]) if priced and not line.is_downpayment else "",
        }

    def _ops_paper_summary(self, line, summary, field, number):
        amount = self._ops_paper_amount(summary[field])
        return {
            "kind": "product",
            "number": number,
            "code": "",
            "name": line.name,
            "description": "",
            "specification": "",
            "quantity": "1",
            "unit": self.env._("set"),
            "price": amount,
            "discount": "",
            "taxes": ", ".join(summary["tax_labels"]),
            "amount": amount,
        }

    def _ops_paper_combo(self, line, field):
        quantity = self._ops_paper_quantity(line.product_uom_qty)
        priced = not line.parent_id.collapse_prices
        return {
            "kind": "subsection",
            "name": f"{line.name} × {quantity}",
            "amount": self._ops_paper_amount(line._get_combo_totals(field)) if priced else "",
        }

    def _ops_paper_amount(self, amount):
        """Write an amount of the quotation's currency without its symbol, which the table's caption names."""
        return formatLang(self.env, self.currency_id.round(amount), digits=self.currency_id.decimal_places)

    def _ops_paper_price(self, price):
        """Write a unit price with all its decimals: quantity × price must give the amount."""
        return self._ops_paper_number(price, self.currency_id.decimal_places, PRICE_DIGITS)

    def _ops_paper_totals(self):
        """Return (label, amount) per subtotal and tax, as in Odoo's tax totals; the total itself is apart."""
        amounts, bases = collections.Counter(), collections.Counter()
        for order in self:
            totals = order.tax_totals
            for subtotal in totals["subtotals"]:
                if subtotal["tax_groups"]:
                    amounts[subtotal["name"]] += subtotal["base_amount_currency"]
                for group in subtotal["tax_groups"]:
                    label, base = group["group_name"], group["display_base_amount_currency"]
                    amounts[label] += group["tax_amount_currency"]
                    if not totals["same_tax_base"] and base is not False:
                        bases[label] += base
            if "cash_rounding_base_amount_currency" in totals:
                amounts[self.env._("Rounding")] += totals["cash_rounding_base_amount_currency"]
        money = self.currency_id.format
        return [
            (
                self.env._("%(tax)s on %(base)s", tax=label, base=money(bases[label]))
                if label in bases
                else label,
                money(amount),
            )
            for label, amount in amounts.items()
        ]

    # ------------------------------------------------------------------
    # What is promised
    # ------------------------------------------------------------------

    def _ops_paper_terms(self):
        """Return (label, text) of the conditions: delivery, payment, warranty."""
        incoterm = " ".join(filter(None, (self.incoterm.name, self.incoterm_location)))
        terms = [
            (self.env._("Delivery"), self._ops_paper_delivery()),
            (self.env._("Payment"), self.payment_term_id.name),
            (self.env._("Warranty"), self._ops_paper_warranty()),
            (self.env._("Delivery terms"), incoterm),
            (self.env._("Deliver to"), self._ops_paper_place()),
        ]
        return [(label, text) for label, text in terms if text]

    def _ops_paper_delivery(self):
        """Say when: the date promised, else the longest lead time of the lines."""
        if self.commitment_date:
            return self._ops_paper_date(self.commitment_date)
        days = self._ops_lead_days()
        if not days:
            return self.env._("To be agreed")
        return self.env._("Within %s days after the order is confirmed", self._ops_paper_number(days, 0, 1))

    def _ops_paper_warranty(self):
        months = self.ops_warranty_months
        return self.env._("%s months from delivery", months) if months else ""

    def _ops_paper_place(self):
        """Say where, when it is not the customer's own address."""
        place = self.partner_shipping_id
        if not place or place == self.partner_id or place == self.partner_id.commercial_partner_id:
            return ""
        return " ".join(filter(None, (place._ops_address_line(), place.name, place.phone)))
