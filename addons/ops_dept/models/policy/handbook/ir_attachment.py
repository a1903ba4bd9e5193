from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """The print of a published edition is what people have acknowledged: it stays (G1)."""

    _inherit = "ir.attachment"

    _ops_evidence = ((5, "_ops_refuse_editions"),)

    def _ops_refuse_editions(self, vals):
        # sudo: whose print it is decides, whoever touches it
        prints_sudo = (
            self.sudo()
            .with_context(bin_size=False)
            .filtered(lambda each: each.res_model == "ops.handbook" and each.res_field == "pdf")
        )
        for print_sudo in prints_sudo:
            if vals is None or print_sudo._ops_differs(vals):
                handbook = print_sudo.env["ops.handbook"].browse(print_sudo.res_id).exists()
                raise UserError(
                    self.env._(
                        "%s is what people have acknowledged: its print stays as it is. Publish a new "
                        "edition (G1).",
                        handbook.display_name or print_sudo.name,
                    )
                )
