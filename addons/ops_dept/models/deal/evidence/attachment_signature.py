from odoo import fields, models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """A customer's signature on a quotation is evidence and stays, whatever becomes of the order (W2.E)."""

    _inherit = "ir.attachment"

    ops_is_evidence = fields.Boolean("Evidence of a signature", readonly=True, copy=False, stamp=True)

    _ops_evidence = ((20, "_ops_refuse_signatures"),)

    def _ops_refuse_signatures(self, vals):
        # sudo: whose signature it is decides, whoever touches it
        papers_sudo = (
            self.sudo().with_context(bin_size=False).filtered(lambda paper: paper._ops_is_signature())
        )
        orders_sudo = papers_sudo.env["sale.order"].browse(set(papers_sudo.mapped("res_id"))).exists()
        kept = set(orders_sudo._ops_filter_on().ids)
        for paper_sudo in papers_sudo.filtered(lambda paper: paper.res_id in kept):
            if vals is None or paper_sudo._ops_differs(vals):
                raise UserError(
                    self.env._(
                        "“%(file)s” of %(order)s is evidence of the customer's signature and stays. For a "
                        "new one, cancel the quotation and set it back to draft; this one is kept (W2.E).",
                        file=paper_sudo.name,
                        order=orders_sudo.browse(paper_sudo.res_id).display_name,
                    )
                )

    def _ops_is_signature(self):
        """Tell whether this is the signature of a quotation, in its field or kept beside it."""
        self.ensure_one()
        return self.res_model == "sale.order" and (self.ops_is_evidence or self.res_field == "signature")
