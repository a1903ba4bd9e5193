import base64
import io

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.pdf import PdfFileReader

# Handed out, indexed and made small by Odoo itself, the last by the browser of whoever looks at it first;
# changes nothing of what the scan is or where it belongs.
FREE = {"access_token", "index_content", "description", "thumbnail"}
PDF = b"%PDF-"
# What cameras and scanners make; others are left to no interpreter. Odoo itself loads fewer.
PICTURES = tuple(
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        TiffImagePlugin.TiffImageFile,
        WebPImagePlugin.WebPImageFile,
        BmpImagePlugin.BmpImageFile,
        GifImagePlugin.GifImageFile,
    )
)


class IrAttachment(models.Model):
    """Files that are evidence stay what they were, and are something that can be read.

    A model names in `_ops_evidence_fields` which of its files are, and in `_ops_keeps_files` for how long;
    what is more than that rooms say by rows of `_ops_evidence`.
    """

    _name = "ir.attachment"
    _inherit = ["ir.attachment", "ops.guarded"]

    _ops_clause = "W2.E"
    _ops_drops_stamps = True
    # who asks whether files are evidence: `method(vals)`, None for a deletion
    _ops_evidence = ((50, "_ops_refuse_kept"),)

    @api.model_create_multi
    def create(self, vals_list):
        # files are made of other records' values, so what is evidence is left out of them, not refused
        stamps = self._ops_declared("stamp")
        return super().create(
            [{name: value for name, value in vals.items() if name not in stamps} for vals in vals_list]
        )

    def write(self, vals):
        if not self._ops_is_stamping("write", vals):
            self._ops_refuse_stamps(vals)
            if not vals.keys() <= FREE:
                self._ops_refuse_evidence(vals)
        return super().write(vals)

    def unlink(self):
        self._ops_refuse_evidence()
        return super().unlink()

    def _ops_refuse_evidence(self, vals=None):
        """Refuse to change or delete what is evidence, whoever it is; a move of its store does not.

        :param dict vals: what is written (None: it is deleted)
        """
        if self.env["res.company"]._ops_companies_on():
            self._ops_call_rows("_ops_evidence", vals)

    def _ops_refuse_kept(self, vals):
        """Refuse to touch what the field of a record holds, as long as the record keeps it."""
        files_sudo = self.sudo().with_context(bin_size=False)  # sudo: whose file it is decides
        for model, mine_sudo in files_sudo.grouped("res_model").items():
            names = getattr(self.env.get(model), "_ops_evidence_fields", ()) if model else ()
            if names:
                records = mine_sudo.env[model].browse(set(mine_sudo.mapped("res_id"))).exists()
                for record in records._ops_filter_on():
                    mine_sudo._ops_refuse_kept_by(record, names, vals)

    def _ops_refuse_kept_by(self, record, names, vals):
        mine = self.filtered(lambda file: file.res_id == record.id)
        for name in names:
            if record._fields[name].type == "binary":
                held = mine.filtered(lambda file, name=name: file.res_field == name)
            else:
                held = mine & record[name]
            changed = held.filtered(lambda file: vals is None or file._ops_differs(vals))
            reason = changed and record._ops_keeps_files(name)
            if reason:
                raise UserError(reason)

    def _ops_differs(self, vals):
        """Tell whether writing these values changes anything of this file."""
        self.ensure_one()
        for name, value in vals.items():
            if name in FREE:
                continue
            if name in ("raw", "datas", "db_datas"):
                given = base64.b64decode(value or b"") if name == "datas" else (value or b"")
                if (given.encode() if isinstance(given, str) else given) != self.raw:
                    return True
            elif (self[name].id if self._fields[name].relational else self[name]) != value:
                return True
        return False

    def _ops_is_readable(self):
        """Tell whether this is a picture or a PDF that opens, by its content; its name says nothing."""
        self.ensure_one()
        content = self.type == "binary" and self.raw
        if not content:
            return False
        try:
            if content[:64].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(PDF):
                return len(PdfFileReader(io.BytesIO(content), strict=False).pages) > 0
            with Image.open(io.BytesIO(content), formats=PICTURES) as picture:
                picture.load()
        except Exception:  # whatever a broken file does to its reader, it is not readable
            return False
        return True
