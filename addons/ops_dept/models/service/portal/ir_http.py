from odoo import models


class IrHttp(models.AbstractModel):
    """The messages below a case are the mail add-on's: its words go to the customer's page, too."""

    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        names = super()._get_translation_frontend_modules_name()
        return names if "mail" in names else [*names, "mail"]
