from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """The note that a customer signed stays what it was, from when it was handed in (W4.F)."""

    _inherit = "ir.attachment"

    _ops_evidence = ((30, "_ops_refuse_notes"),)

    def _ops_refuse_notes(self, vals):
        # sudo: which release an attachment belongs to decides, whoever touches it
        files_sudo = (
            self.sudo().with_context(bin_size=False).filtered(lambda file: file.res_model == "ops.release")
        )
        if not files_sudo:
            return
        releases_sudo = files_sudo.env["ops.release"].browse(set(files_sudo.mapped("res_id"))).exists()
        kept = releases_sudo.filtered(lambda release: release.note_stage in ("handed", "taken"))
        for release_sudo in kept._ops_filter_on():
            for file_sudo in files_sudo.filtered(lambda file, kept=release_sudo: file.res_id == kept.id):
                is_note = file_sudo in release_sudo.note_scan_ids or file_sudo.res_field == "note_signature"
                if is_note and (vals is None or file_sudo._ops_differs(vals)):
                    raise UserError(
                        self.env._(
                            "The signed note of %s is evidence of the delivery and stays (W4.F).",
                            release_sudo.display_name,
                        )
                    )
