from odoo import models

from odoo.addons.ops_dept.models.cash.invoice_request.ops_invoice_request import (  # pylint: disable=no-name-in-module
    ISSUED,
)

REQUEST = "ops_dept_reports.ops_invoice_request_paper"


class OpsInvoiceRequest(models.Model):
    """The sheet that goes with an invoice and that the customer signs.

    Clause: W6.D
    """

    _name = "ops.invoice.request"
    _inherit = ["ops.invoice.request", "ops.printed"]

    def _ops_require_printable(self, report):
        """Refuse the sheet of what is not issued yet.

        :raises UserError: names the request
        """
        if report and report.report_name == REQUEST:
            self._require_asked()
            return
        self._ops_refuse_unprintable(
            ISSUED,
            lambda request: self.env._(
                "%(request)s: the hand-over sheet is printed once the invoice is issued (W6.D).",
                request=request.display_name,
            ),
        )

    def _get_hand_over_paper(self):
        """Return what the sheet says, in the language of the environment; amounts with tax.

        Clause: W6.D
        """
        self.ensure_one()
        request_sudo = self.sudo()  # sudo: the invoice's number and amount, for whoever hands it over
        types = dict(self._fields["invoice_type"]._description_selection(self.env))
        ways = dict(self._fields["way"]._description_selection(self.env))
        move = request_sudo.move_id
        return {
            "party": request_sudo.partner_id._ops_paper_party(),
            "date": self._ops_paper_date(self.date_invoice),
            "invoice": move.name or "",
            "fapiao": self.fapiao_number or "",
            "code": self.fapiao_code or "",
            "type": types.get(self.invoice_type, ""),
            "orders": ", ".join(request_sudo.order_ids.mapped("name")),
            "amount": move.currency_id.format(move.amount_total),
            "words": move.currency_id._ops_amount_in_words(move.amount_total),
            "way": ways.get(self.way, ""),
            "waybill": self.waybill or "",
            "signed_by": self.signed_by or "",
            "signed": self._ops_paper_date(self.date_signed),
            "signature": request_sudo.with_context(bin_size=False).signature,
            "handed_by": request_sudo.handed_over_by_id.name or "",
        }
