from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ....tools.fapiao import is_fapiao, read_fapiao


class OpsFapiao(models.Model):
    """One fapiao of an invoice or credit note, in the register of all: a number is found whatever code or
    neighbours it has, and stands once across all companies, sold and bought apart.

    People write the numbers on the invoice or its request (`fapiao_number`); these rows follow, and nobody
    writes one.

    Clause: W6.C
    """

    _name = "ops.fapiao"
    _description = "Fapiao"
    _order = "id desc"
    _rec_name = "number"

    code = fields.Char(
        "Fapiao code", readonly=True, help="Of printed ones: 12 digits, 10 on printed special ones."
    )
    number = fields.Char("Fapiao number", required=True, readonly=True, index="trigram")
    is_bought = fields.Boolean("Of a vendor", required=True, default=False, readonly=True)
    request_id = fields.Many2one(
        "ops.invoice.request", "Invoice request", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    move_id = fields.Many2one(
        "account.move", "Invoice", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_from_document", store=True, index=True, readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", compute="_compute_from_document", store=True, index=True, readonly=True
    )
    date = fields.Date("Invoice date", compute="_compute_from_document", store=True, readonly=True)
    is_red = fields.Boolean("Red letter", compute="_compute_from_document", store=True, readonly=True)
    # for screens: they follow the choice of the invoice only, else every invoice written would pay for them
    origin_id = fields.Many2one(
        "account.move", "Takes back", related="move_id.reversed_entry_id", depends=["move_id"]
    )
    currency_id = fields.Many2one(related="move_id.currency_id", depends=["move_id"])
    amount_total = fields.Monetary(
        "Amount of the invoice", related="move_id.amount_total_in_currency_signed", depends=["move_id"]
    )

    _number_unique = models.UniqueIndex(
        "(is_bought, COALESCE(code, ''), number)", "This fapiao stands on another invoice already (W6.C)."
    )

    @api.depends("code")
    def _compute_display_name(self):
        for fapiao in self:
            fapiao.display_name = "-".join(filter(None, (fapiao.code, fapiao.number)))

    @api.depends(
        "request_id.partner_id",
        "request_id.company_id",
        "move_id.commercial_partner_id",
        "move_id.company_id",
        "move_id.invoice_date",
        "move_id.move_type",
    )
    def _compute_from_document(self):
        for fapiao in self:
            move, request = fapiao.move_id, fapiao.request_id
            fapiao.company_id = move.company_id or request.company_id
            fapiao.partner_id = move.commercial_partner_id or request.partner_id.commercial_partner_id
            fapiao.date = move.invoice_date
            fapiao.is_red = move.move_type in ("out_refund", "in_refund")

    # ------------------------------------------------------------------
    # What follows the text on a document
    # ------------------------------------------------------------------
    @api.model
    def _keep(self, move, request, numbers, code):
        """Let the rows of an invoice and its request say what their text says.

        :raises ValidationError: the text is no fapiao, or one of them stands on another invoice
        """
        if not is_fapiao(numbers, code):
            raise ValidationError(self._get_form_message((move or request).display_name))
        rows_sudo = self.sudo()  # sudo: rows follow what the writer was allowed to write on the document
        rows_sudo = rows_sudo.search_fetch(
            Domain("move_id", "in", move.ids) | Domain("request_id", "in", request.ids)
        )
        wanted = read_fapiao(numbers, code)
        known = {(row.code or "", row.number): row for row in rows_sudo}
        added = [key for key in wanted if key not in known]
        bought = move.is_purchase_document(include_receipts=True)
        self._refuse_twice(added, bought)
        gone = rows_sudo.filtered(lambda row: (row.code or "", row.number) not in wanted)
        gone.unlink()
        moved = (rows_sudo - gone).filtered(lambda row: row.move_id != move or row.request_id != request)
        moved.write({"move_id": move.id, "request_id": request.id})
        self.sudo().create(  # sudo: see above
            [
                {
                    "code": own or False,
                    "number": number,
                    "is_bought": bought,
                    "move_id": move.id,
                    "request_id": request.id,
                }
                for own, number in added
            ]
        )

    @api.model
    def _refuse_twice(self, wanted, bought):
        """A fapiao belongs to one invoice, whichever company of ours issued it.

        :param list wanted: `(code, number)`
        """
        if not wanted:
            return
        same = Domain("number", "in", [number for _code, number in wanted]) & Domain("is_bought", "=", bought)
        # sudo: the number counts wherever it stands, whoever may read that invoice
        for row in self.sudo().search(same):
            if (row.code or "", row.number) in wanted:
                raise ValidationError(
                    self.env._(
                        "Fapiao %(number)s stands on %(other)s already. Finance corrects the number (W6.C).",
                        number=row.display_name,
                        other=row._get_document_name(),
                    )
                )

    def _get_document_name(self):
        """Name the invoice, and its company where that is another one."""
        self.ensure_one()
        name = (self.move_id or self.request_id).display_name
        if self.company_id in self.env.companies:
            return name
        return f"{name} ({self.company_id.name})"

    @api.model
    def _get_form_message(self, document):
        return self.env._(
            "%(document)s: a fully digital fapiao has 20 digits and no code, another one 8 digits and a "
            "code of 12 (or 10) digits, before it with a dash where the codes differ. Finance corrects the "
            "number (W6.C).",
            document=document,
        )
