from odoo import api, fields, models

from ....tools.fetch_lines import fetch_lines


class SaleOrder(models.Model):
    """What exactly was approved; `difference.py` compares the order with it."""

    _inherit = "sale.order"

    ops_approved_snapshot = fields.Json("Approved content", readonly=True, copy=False, stamp=True)

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
            "incoterm_location",
            "partner_invoice_id",
            "partner_shipping_id",
            "client_order_ref",
            "fiscal_position_id",
            "date_order",
            "sale_order_template_id",  # brings note, validity, signature and payment terms along
            *self._ops_paper_fields(),
        }

    @api.model
    def _ops_promised_in(self, vals):
        """Return which promised fields are written; a confirmation brings its date along by itself."""
        names = self._ops_promised_fields() & vals.keys()
        return names - {"date_order"} if vals.get("state") == "sale" else names

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
        lines = fetch_lines(self, "order_line").filtered(
            lambda line: not line.is_downpayment or line.product_uom_qty
        )
        # many orders are compared at once: their lines are read together
        return lines.with_prefetch(self.order_line._prefetch_ids)

    def _ops_snapshot_header(self):
        return {
            "partner_id": self.partner_id.commercial_partner_id.id,
            "currency_id": self.currency_id.id,
            "payment_term_id": self.payment_term_id.id,
            "credit_days": self.payment_term_id._ops_credit_days(self.company_id),
            "prepayment": self.prepayment_percent if self.require_payment else 0.0,
            "commitment_date": fields.Datetime.to_string(self.commitment_date) or False,
            "warranty_months": self.ops_warranty_months,
            "validity_date": fields.Date.to_string(self.validity_date) or False,
            "note": str(self.note or ""),
            "incoterm": self.incoterm.id,
            "incoterm_location": self.incoterm_location or "",
            # the firm: another address of it is as good
            "partner_invoice_id": self.partner_invoice_id.commercial_partner_id.id,
            "partner_shipping_id": self.partner_shipping_id.commercial_partner_id.id,
            "reference": self.client_order_ref or "",
            "fiscal_position_id": self.fiscal_position_id.id,
            "date_order": fields.Datetime.to_string(self.date_order) or False,
            "amount_untaxed": self.amount_untaxed,
            "amount_positive": self._ops_positive_amount(),
            "is_major": self.ops_is_major,
            "papers": self._ops_snapshot_papers(),
        }

    def _ops_snapshot_papers(self):
        """Return which pages are bound into the paper, and the words filled in there."""
        papers = {
            name: sorted(self[name].ids) if self._fields[name].relational else self[name] or ""
            for name in sorted(self._ops_paper_fields())
        }
        lines = fetch_lines(self, "order_line")
        if "product_document_ids" in lines._fields:
            papers["lines"] = sorted(lines.product_document_ids.ids)
        return papers

    @api.model
    def _ops_day(self, moment, company):
        """Return the day of a moment (UTC, as text or datetime) where the company works, as text."""
        if not moment:
            return False
        return fields.Date.to_string(company._ops_day_of(fields.Datetime.to_datetime(moment)))

    @api.model
    def _ops_join_reasons(self, reasons):
        """Return several reasons as one sentence, with the language's own punctuation."""
        text = "".join(reasons[:1])
        for reason in reasons[1:]:
            text = self.env._("%(reasons)s; %(reason)s", reasons=text, reason=reason)
        return text
