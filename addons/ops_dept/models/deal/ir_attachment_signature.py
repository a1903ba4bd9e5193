from odoo import api, fields, models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """A customer's signature on a quotation is evidence and stays, whatever becomes of the order (W2.E)."""

    _inherit = "ir.attachment"

    ops_is_evidence = fields.Boolean("Evidence of a signature", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        # what is evidence follows from signing, never from values or defaults that a client sends
        return super().create([{**vals, "ops_is_evidence": False} for vals in vals_list])

    def write(self, vals):
        if "ops_is_evidence" in vals:
            raise UserError(self.env._("A file becomes evidence by the customer's signature only (W2.E)."))
        return super().write(vals)

    def _ops_refuse_evidence(self, vals=None):
        super()._ops_refuse_evidence(vals)
        if not self.env["res.company"]._ops_companies_on():
            return
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
