from typing import Any, NamedTuple

from odoo import api, models
from odoo.tools import float_compare

# What may differ from what was approved (PROCESS §2), each with the name under which people know it.
KINDS = [
    ("price", "Price"),
    ("discount", "Discount"),
    ("quantity", "Quantity"),
    ("product", "Product"),
    ("variant", "Variant"),
    ("added", "Line added"),
    ("removed", "Line taken out"),
    ("unit", "Unit of measure"),
    ("tax", "Taxes"),
    ("amounts", "Amounts set by hand"),
    ("currency", "Currency"),
    ("customer", "Customer"),
    ("payment", "Payment terms"),
    ("prepayment", "Prepayment"),
    ("delivery", "Delivery date"),
    ("warranty", "Warranty"),
    ("specification", "Description or specification"),
    ("validity", "Validity"),
    ("terms", "Terms and conditions"),
    ("papers", "Pages of the paper"),
    ("incoterm", "Incoterm"),
    ("place", "Place of the incoterm"),
    ("invoice_address", "Invoice address"),
    ("delivery_address", "Delivery address"),
    ("reference", "Customer reference"),
    ("fiscal", "Fiscal position"),
    ("date", "Order date"),
    ("custom", "Words of the customer's choice"),
    ("layout", "Prices shown"),
    ("major", "Amount now major"),
]


class Difference(NamedTuple):
    """One point on which an order differs from what was approved.

    :param kind: one of `KINDS`
    :param old: the approved value as the snapshot keeps it (None: the line is new)
    :param new: the present value (None: the line is gone)
    :param is_worse: for the company
    :param line_id: of the line (0: it concerns the whole order, -1: a term of its contract)
    :param name: what the line is called
    """

    kind: str
    old: Any
    new: Any
    is_worse: bool
    line_id: int = 0
    name: str = ""


class SaleOrder(models.Model):
    """The one comparison of an order with its approved snapshot.

    Worse for the company: lower price, higher discount, earlier delivery, softer payment, longer warranty or
    validity, another product, unit, tax, currency, customer, firm invoiced or delivered to, reference, date
    or text, fewer pieces at the price granted, more pieces of a key product, a line added or taken out, the
    amount becoming major. Anything else that differs is better or neutral: the approval stays (PROCESS §2).
    """

    _inherit = "sale.order"

    def _ops_differences(self, snapshot=None):
        """Return on which points the order differs from what was approved: header first, then line by line.

        Compares what is in memory with the snapshot; reads nothing beyond the order and its lines.

        :param dict snapshot: where the caller has read it: core copies it each time
        :rtype: list[Difference]
        """
        self.ensure_one()
        snapshot = snapshot or self.ops_approved_snapshot
        if not snapshot:
            return []
        return self._ops_differences_header(snapshot["header"]) + self._ops_differences_lines(
            snapshot["lines"]
        )

    def _ops_worse_than_snapshot(self):
        """Return, in words, what became worse for the company since the approval (empty: nothing)."""
        self.ensure_one()
        snapshot = self.ops_approved_snapshot
        if not snapshot:
            return [self.env._("nothing is kept of what was approved")]
        return self._ops_difference_sentences(self._ops_worse_differences(snapshot))

    def _ops_worse_differences(self, snapshot=None):
        """Return the differences by which the approval no longer covers what the order says: what was
        confirmed under its contract belongs to what was approved.
        """
        worse = [difference for difference in self._ops_differences(snapshot) if difference.is_worse]
        return self._ops_unconfirmed(worse)

    # ------------------------------------------------------------------
    # Comparison
    # ------------------------------------------------------------------
    def _ops_differences_header(self, old):
        """Compare what concerns the whole order.

        :param dict old: the header in the approved snapshot
        """
        new = self._ops_snapshot_header()
        delivery, validity = new["commitment_date"], new["validity_date"]
        rows = [
            ("customer", "partner_id", True),
            ("currency", "currency_id", True),
            ("payment", "payment_term_id", self._ops_has_more_credit(old, new)),
            ("prepayment", "prepayment", new["prepayment"] < old["prepayment"]),
            (
                "delivery",
                "commitment_date",
                bool(delivery and (not old["commitment_date"] or delivery < old["commitment_date"])),
            ),
            ("warranty", "warranty_months", new["warranty_months"] > old["warranty_months"]),
            (
                "validity",
                "validity_date",
                bool(old["validity_date"] and (not validity or validity > old["validity_date"])),
            ),
            ("terms", "note", True),
            ("papers", "papers", True),
            ("incoterm", "incoterm", True),
            ("place", "incoterm_location", True),
            ("fiscal", "fiscal_position_id", True),
            *self._ops_difference_rows_named(old, new),
        ]
        found = [
            Difference(kind, old[name], new[name], is_worse)
            for kind, name, is_worse in rows
            if new[name] != old.get(name, new[name])
        ]
        # only when the amount grew: a lower limit or another exchange rate does not end what was approved
        approved = old.get("amount_positive", old["amount_untaxed"])
        grown = self.currency_id.compare_amounts(new["amount_positive"], approved) > 0
        if grown and not old["is_major"] and self._ops_compute_major():
            found.append(Difference("major", old["amount_untaxed"], new["amount_untaxed"], True))
        return found

    def _ops_difference_rows_named(self, old, new):
        """Return the rows of who is named on the paper, under which number and date."""
        rows = []
        for kind, name in (
            ("invoice_address", "partner_invoice_id"),
            ("delivery_address", "partner_shipping_id"),
        ):
            # that an address goes along with another customer is said of the customer
            if (old.get(name), new[name]) != (old["partner_id"], new["partner_id"]):
                rows.append((kind, name, True))
        if self.state != "sale" or old.get("reference"):  # his order number often comes with a running order
            rows.append(("reference", "reference", True))
        if self.state != "sale":  # the date of a running order is that of its confirmation
            rows.append(("date", "date_order", True))
        return rows

    @api.model
    def _ops_has_more_credit(self, old, new):
        return float_compare(new["credit_days"], old["credit_days"], precision_digits=2) > 0

    def _ops_differences_lines(self, old_lines):
        """Compare the lines with those of the approved snapshot, by id."""
        found = []
        kept = set()
        for line in self._ops_snapshot_lines():
            line_id = line._origin.id
            kept.add(str(line_id))
            old = old_lines.get(str(line_id))
            if old:
                found += line._ops_differences(old)
            elif not line._ops_is_silent_addition():
                new = line._ops_snapshot_line()
                found.append(Difference("added", None, new, True, line_id, line._ops_short_name()))
        for line_id, old in old_lines.items():
            if line_id not in kept:
                name = (old["name"] or "-").splitlines()[0]
                found.append(Difference("removed", old, None, True, int(line_id), name))
        return found

    # ------------------------------------------------------------------
    # In words
    # ------------------------------------------------------------------
    @api.model
    def _ops_difference_sentences(self, differences):
        """Say of each difference for the worse what became worse; the same is not said twice of the order."""
        reasons = differences and self._ops_difference_reasons()
        sentences = []
        for difference in differences:
            reason = reasons[self._ops_difference_reason_key(difference)]
            if difference.name:
                sentences.append(self.env._("%(line)s: %(reason)s", line=difference.name, reason=reason))
            elif reason not in sentences:
                sentences.append(reason)
        return sentences

    @api.model
    def _ops_difference_reason_key(self, difference):
        if difference.kind == "quantity":
            return "less" if difference.new[0] < difference.old[0] else "more"
        if difference.kind == "delivery":
            return "sooner" if difference.line_id > 0 else "delivery"
        return difference.kind

    @api.model
    def _ops_difference_reasons(self):
        _ = self.env._
        return {
            "price": _("a lower price"),
            "discount": _("a higher discount"),
            "less": _("a smaller quantity at the same price"),
            "more": _("more of a key product than purchasing agreed to"),
            "product": _("another product"),
            "variant": _("another variant"),
            "added": _("a line was added"),
            "removed": _("the line was taken out"),
            "unit": _("another unit of measure"),
            "tax": _("other taxes"),
            "amounts": _("other amounts"),
            "currency": _("another currency"),
            "customer": _("another customer"),
            "payment": _("softer payment terms"),
            "prepayment": _("softer payment terms"),
            "delivery": _("an earlier delivery date"),
            "sooner": _("an earlier delivery"),
            "warranty": _("a longer warranty"),
            "specification": _("another description or specification"),
            "validity": _("a longer validity"),
            "terms": _("other terms and conditions"),
            "papers": _("other pages in the paper"),
            "incoterm": _("another incoterm"),
            "place": _("another place of the incoterm"),
            "invoice_address": _("another firm to invoice"),
            "delivery_address": _("another firm to deliver to"),
            "reference": _("another customer reference"),
            "fiscal": _("another fiscal position"),
            "date": _("another order date"),
            "custom": _("other words of the customer's choice"),
            "layout": _("other prices shown"),
            "major": _("the amount is now major"),
        }
