from odoo import models
from odoo.exceptions import UserError

from ..balance.states import RELEASED


class OpsRelease(models.Model):
    """The outbound slip exists from the approval on (W4.C)."""

    _inherit = "ops.release"

    def _require_slip(self):
        """Refuse what needs the outbound slip before the approval. Clause: W4.C

        :raises UserError: names the release and who acts next
        """
        for release in self.filtered(lambda release: release.state not in RELEASED):
            raise UserError(
                self.env._(
                    "%(release)s has no outbound slip yet (W4.C). %(next)s",
                    release=release.display_name,
                    next=release._ops_get_not_decided_message(),
                )
            )

    def _ops_require_printable(self, report):
        """No report prints a release before its approval, the outbound slip or any other. Clause: W4.C"""
        self._ops_filter_on()._require_slip()
