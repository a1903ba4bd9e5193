from odoo import models

ASKED = ("submitted", "approved", "invoiced", "handed_over", "refused")


class OpsInvoiceRequest(models.Model):
    """The invoice request on paper: what is to be invoiced to whom, and who agreed.

    Clause: W6.A
    """

    _inherit = "ops.invoice.request"

    def _require_asked(self):
        """Refuse the paper of what nobody has asked for yet.

        :raises UserError: names it
        """
        self._ops_refuse_unprintable(
            ASKED,
            lambda request: self.env._(
                "%(request)s: submit it first, then it is printed (W6.A).", request=request.display_name
            ),
        )

    def _get_request_paper(self):
        """Return what the request says, in the language of the environment; amounts with tax unless said
        otherwise.

        Clause: W6.A
        """
        self.ensure_one()
        _ = self.env._
        request_sudo = self.sudo()  # sudo: numbers of orders and contracts, for whoever reads the request
        currency = self.currency_id
        choices = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("invoice_type", "basis")
        }
        return {
            "facts": [
                (_("Customer"), request_sudo.partner_id._ops_paper_party()["name"]),
                (_("Buyer's title"), self.tax_title),
                (_("Tax number"), self.tax_number),
                (_("Kind of invoice"), choices["invoice_type"].get(self.invoice_type)),
                (_("Orders"), ", ".join(request_sudo.order_ids.mapped("name"))),
                (_("Contract"), ", ".join(request_sudo.order_ids.ops_contract_id.mapped("name"))),
                (_("Invoiced by"), choices["basis"].get(self.basis)),
                (_("Needed on"), self._ops_paper_date(self.date_planned)),
                (_("Salesperson"), request_sudo.user_id.name),
                (_("Fapiao number(s)"), self.fapiao_number),
            ],
            "columns": [_("Goods"), _("Quantity"), _("Unit"), _("Unit price"), _("Amount, with tax")],
            "rows": [
                [
                    line.product_id.display_name or line.name,
                    self._ops_paper_quantity(line.quantity),
                    line.product_uom_id.name or "",
                    currency.format(line.price_unit),
                    currency.format(line.price_total),
                ]
                for line in request_sudo.line_ids
            ],
            "totals": [
                (_("Untaxed amount"), currency.format(self.amount_untaxed)),
                (_("Tax amount"), currency.format(self.amount_tax)),
                (_("Amount, with tax"), currency.format(self.amount_total)),
            ],
            "words": currency._ops_amount_in_words(self.amount_total),
            "note": (self.note or "").strip(),
            "asked_by": self._ops_requester_name(),
            "asked_on": self._ops_paper_date(self.ops_date_submitted),
            "stamps": self._ops_paper_stamps(),
        }
