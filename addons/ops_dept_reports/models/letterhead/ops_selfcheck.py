from odoo import api, models

from ...tools import signs


class OpsSelfcheck(models.AbstractModel):
    """Whether the server has the font of the papers: without it Chinese is printed as empty boxes."""

    _inherit = "ops.selfcheck"

    _checks = ((85, "_check_fonts"),)

    @api.model
    def _check_fonts(self):
        _ = self.env._
        families = signs.families()
        return self._found(
            _("Fonts"),
            signs.MAIN not in families
            and _(
                "The font of the papers, %(font)s, is missing on the server: Chinese may be printed as empty "
                "boxes. Install it and start the server anew.",
                font=signs.MAIN,
            ),
            _("The font of the papers is there."),
        )
