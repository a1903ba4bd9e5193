from odoo import models


class OpsRelease(models.Model):
    """Until when an approved release may be taken back: its slip is not printed and nothing has left."""

    _inherit = "ops.release"

    def _ops_take_back_blockers(self):
        if self.state != "approved":
            return super()._ops_take_back_blockers()
        _ = self.env._
        blockers = []
        if self.date_shipped or any(self.line_ids.mapped("quantity_shipped")):
            blockers.append(_("goods have left"))
        if self._ops_was_shown():
            blockers.append(_("its outbound slip was printed"))
        return blockers

    def _get_standing_names(self):
        """Return the names of those that hold goods of their order: asked for, approved or shipped."""
        standing = self.filtered(lambda release: release.state in ("submitted", "approved", "done"))
        return ", ".join(standing.mapped("display_name")) or "-"

    def _ops_was_shown(self):
        """Tell whether the slip is with the warehouse; what prints it adds to this."""
        return False

    def _prepare_take_back_vals(self):
        """A request has no slip; the void number stays in the history."""
        return {**super()._prepare_take_back_vals(), "slip_number": False}

    def _ops_take_back(self, reviews):
        slip = self.slip_number
        result = super()._ops_take_back(reviews)
        if slip:
            self._ops_note(self.env._("Outbound slip %(slip)s is void.", slip=slip))
        return result
