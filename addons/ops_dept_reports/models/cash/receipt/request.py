from odoo import models

ASKED = ("submitted", "approved", "told", "refused", "reversed")


class OpsReceipt(models.Model):
    """The receipt request on paper: which money came, for what, and who confirmed it.

    Clause: W5.B
    """

    _inherit = "ops.receipt"

    def _require_asked(self):
        """Refuse the paper of what nobody has asked for yet.

        :raises UserError: names it
        """
        self._ops_refuse_unprintable(
            ASKED,
            lambda receipt: self.env._(
                "%(receipt)s: submit it first, then it is printed (W5.B).", receipt=receipt.display_name
            ),
        )

    def _get_request_paper(self):
        """Return what the receipt says, in the language of the environment; amounts in its currency.

        Clause: W5.B
        """
        self.ensure_one()
        _ = self.env._
        receipt_sudo = self.sudo()  # sudo: numbers of invoices, for whoever reads the receipt
        currency = self.currency_id
        methods = dict(self._fields["method"]._description_selection(self.env))
        return {
            "facts": [
                (_("Customer"), receipt_sudo.partner_id._ops_paper_party()["name"]),
                (_("Received on"), self._ops_paper_date(self.date_received)),
                (_("How it came"), methods.get(self.method)),
                (_("Reference of the payer"), self.payer_reference),
                (_("Received in"), receipt_sudo.journal_id.name),
                (_("Salesperson"), receipt_sudo.salesperson_id.name),
                (_("Orders"), ", ".join(receipt_sudo.order_ids.mapped("name"))),
            ],
            "columns": [
                _("Invoice"),
                _("Due on"),
                _("Fapiao number(s)"),
                _("Still open"),
                _("Allocated"),
            ],
            "rows": [
                [
                    row.move_id.name or "",
                    self._ops_paper_date(row.date_due),
                    row.move_id.ops_fapiao_number or "",
                    row.invoice_currency_id.format(row.amount_residual),
                    currency.format(row.amount),
                ]
                for row in receipt_sudo.allocation_ids
            ],
            "totals": [
                (_("Allocated"), currency.format(self.amount_allocated)),
                (_("Advance"), currency.format(self.amount_advance)),
                (_("Amount received"), currency.format(self.amount)),
            ],
            "words": currency._ops_amount_in_words(self.amount),
            "note": (self.note or "").strip(),
            "asked_by": self._ops_requester_name(),
            "asked_on": self._ops_paper_date(self.ops_date_submitted),
            "stamps": self._ops_paper_stamps(),
        }
