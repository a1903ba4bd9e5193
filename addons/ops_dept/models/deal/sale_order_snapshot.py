from odoo import api, fields, models
from odoo.tools import float_compare

# Compared to this many digits: finer than any price precision in use, coarser than float noise.
DIGITS = 6
CREDIT_BASE = 10000.0


class SaleOrder(models.Model):
    """What exactly was approved, and whether the order has become worse for the company since.

    Worse: lower price, higher discount, earlier delivery, softer payment, longer warranty or validity,
    another product, unit, tax, currency, customer or text, fewer pieces at the price granted, more pieces of
    a key product, a line added or taken out, the amount becoming major. Anything better or neutral keeps the
    approval (PROCESS §2).
    """

    _inherit = "sale.order"

    ops_approved_snapshot = fields.Json("Approved content", readonly=True, copy=False)

    @api.model
    def _ops_promised_fields(self):
        """Return the order's own fields that are promised to the customer on the paper."""
        return {
            "partner_id",
            "currency_id",
            "pricelist_id",
            "payment_term_id",
            "commitment_date",
            "ops_warranty_months",
            "validity_date",
            "note",
            "require_payment",
            "prepayment_percent",
            "incoterm",
            "sale_order_template_id",  # brings note, validity, signature and payment terms along
            *self._ops_paper_fields(),
        }

    @api.model
    def _ops_paper_fields(self):
        """Return the fields with which the quotation builder binds other pages and words into the paper."""
        return {"quotation_document_ids", "customizable_pdf_form_fields"} & self._fields.keys()

    def _ops_take_snapshot(self):
        """Return what is approved, as JSON: header, lines by id, payment measured in days of credit."""
        self.ensure_one()
        return {
            "header": self._ops_snapshot_header(),
            "lines": {str(line.id): line._ops_snapshot_line() for line in self._ops_snapshot_lines()},
        }

    def _ops_snapshot_lines(self):
        """Return what is promised; core's down payment lines stand without quantity and promise nothing."""
        return self.order_line.filtered(lambda line: not line.is_downpayment or line.product_uom_qty)

    def _ops_snapshot_header(self):
        return {
            "partner_id": self.partner_id.commercial_partner_id.id,
            "currency_id": self.currency_id.id,
            "payment_term_id": self.payment_term_id.id,
            "credit_days": self._ops_credit_days(),
            "prepayment": self.prepayment_percent if self.require_payment else 0.0,
            "commitment_date": fields.Datetime.to_string(self.commitment_date) or False,
            "warranty_months": self.ops_warranty_months,
            "validity_date": fields.Date.to_string(self.validity_date) or False,
            "note": str(self.note or ""),
            "incoterm": self.incoterm.id,
            "amount_untaxed": self.amount_untaxed,
            "is_major": self.ops_is_major,
            "papers": self._ops_snapshot_papers(),
        }

    def _ops_snapshot_papers(self):
        """Return which pages are bound into the paper, and the words filled in there."""
        papers = {
            name: sorted(self[name].ids) if self._fields[name].relational else self[name] or ""
            for name in sorted(self._ops_paper_fields())
        }
        if "product_document_ids" in self.order_line._fields:
            papers["lines"] = sorted(self.order_line.product_document_ids.ids)
        return papers

    def _ops_credit_days(self):
        """Return the average days of credit the payment term grants, weighted by amount (0: paid at once)."""
        self.ensure_one()
        term = self.payment_term_id
        if not term:
            return 0.0
        today = fields.Date.context_today(self)
        currency = self.company_id.currency_id
        dues = term._compute_terms(
            date_ref=today,
            currency=currency,
            company=self.company_id,
            tax_amount=0.0,
            tax_amount_currency=0.0,
            untaxed_amount=CREDIT_BASE,
            untaxed_amount_currency=CREDIT_BASE,
            sign=1,
        )["line_ids"]
        return sum(due["company_amount"] * (due["date"] - today).days for due in dues) / CREDIT_BASE

    # ------------------------------------------------------------------
    # Comparison
    # ------------------------------------------------------------------
    def _ops_worse_than_snapshot(self):
        """Return, in words, what became worse for the company since the approval (empty: nothing)."""
        self.ensure_one()
        snapshot = self.ops_approved_snapshot
        if not snapshot:
            return [self.env._("nothing is kept of what was approved")]
        return self._ops_worse_header(snapshot["header"]) + self._ops_worse_lines(snapshot["lines"])

    def _ops_worse_header(self, old):
        _ = self.env._
        new = self._ops_snapshot_header()
        worse = []
        if new["partner_id"] != old["partner_id"]:
            worse.append(_("another customer"))
        if new["currency_id"] != old["currency_id"]:
            worse.append(_("another currency"))
        if self._ops_is_payment_softer(old, new):
            worse.append(_("softer payment terms"))
        if new["commitment_date"] and (
            not old["commitment_date"] or new["commitment_date"] < old["commitment_date"]
        ):
            worse.append(_("an earlier delivery date"))
        if new["warranty_months"] > old["warranty_months"]:
            worse.append(_("a longer warranty"))
        if old["validity_date"] and (not new["validity_date"] or new["validity_date"] > old["validity_date"]):
            worse.append(_("a longer validity"))
        if new["note"] != old["note"]:
            worse.append(_("other terms and conditions"))
        if new["papers"] != old.get("papers", new["papers"]):
            worse.append(_("other pages in the paper"))
        if new["incoterm"] != old["incoterm"]:
            worse.append(_("another incoterm"))
        # only when the amount grew: a lower limit or another exchange rate does not end what was approved
        grown = self.currency_id.compare_amounts(new["amount_untaxed"], old["amount_untaxed"]) > 0
        if grown and not old["is_major"] and self._ops_compute_major():
            worse.append(_("the amount is now major"))
        return worse

    def _ops_is_payment_softer(self, old, new):
        if new["prepayment"] < old["prepayment"]:
            return True
        if new["payment_term_id"] == old["payment_term_id"]:
            return False
        return float_compare(new["credit_days"], old["credit_days"], precision_digits=2) > 0

    def _ops_worse_lines(self, old_lines):
        _ = self.env._
        worse = []
        lines = self._ops_snapshot_lines()
        for line in lines:
            old = old_lines.get(str(line.id))
            if old:
                reasons = line._ops_worse_line(old)
            elif line._ops_is_silent_addition():
                continue
            else:
                reasons = [_("a line was added")]
            name = line._ops_short_name()
            worse += [_("%(line)s: %(reason)s", line=name, reason=reason) for reason in reasons]
        kept = {str(line_id) for line_id in lines.ids}
        for line_id, old in old_lines.items():
            if line_id not in kept:
                name = (old["name"] or "-").splitlines()[0]
                worse.append(_("%(line)s: %(reason)s", line=name, reason=_("the line was taken out")))
        return worse

    @api.model
    def _ops_join_reasons(self, reasons):
        """Return several reasons as one sentence, with the language's own punctuation."""
        text = "".join(reasons[:1])
        for reason in reasons[1:]:
            text = self.env._("%(reasons)s; %(reason)s", reasons=text, reason=reason)
        return text
