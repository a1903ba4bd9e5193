from odoo import models

from .ops_contract import ENTERABLE, OPEN


class OpsContract(models.Model):
    """What the card of a quotation says of its contract."""

    _inherit = "ops.contract"

    def _is_deviation_refused(self):
        """Tell whether a change of what was approved was refused: the salesperson's next step."""
        self.ensure_one()
        # sudo: what was refused is told to whoever reads the contract
        refused = "refused" in self.sudo().deviation_ids.mapped("state")
        return refused and self.state in OPEN

    def _get_card_step(self):
        """Say what the contract of a quotation waits for."""
        self.ensure_one()
        _ = self.env._
        name = self.display_name
        if self.state == "submitted":
            return _("Contract %(contract)s: with %(who)s", contract=name, who=self.ops_waiting_for)
        if self.state == "approved" and self.kind == "formal":
            return _("Contract %s: have it signed", name)
        if self.state in ENTERABLE:
            return _("Contract %s: confirm the order", name)
        if self.state == "refused":
            return _("Contract %s: refused, correct it and submit it again", name)
        if self._is_deviation_refused():
            return _("Contract %s: a deviation was refused", name)
        if self.open_deviation_count:
            return _("Contract %s: deviations are to be confirmed", name)
        return _("Contract %s: negotiate and submit it", name)
