from odoo import models


class OpsContract(models.Model):
    """What is asked, in this order, before and after anything is written on a contract."""

    _inherit = "ops.contract"

    _ops_created = (
        (10, "_check_marked"),
        (20, "_check_scans"),
        (30, "_take_over_created"),
        (40, "_check_replaced"),
    )
    _ops_on_write = (
        (10, "_following_orders"),
        (20, "_follow_replacement"),
        (30, "_checking_scans"),
    )

    def _ops_prepare_vals(self, vals):
        """Note who answered what is feasible; a number is issued today, or taken over with its contract."""
        vals = self._note_answerer(super()._ops_prepare_vals(vals))
        return vals if self else self._prepare_issue(self._drop_taken_over(vals))

    def _ops_check_vals(self, vals):
        if self:
            self._check_written(vals)
        return super()._ops_check_vals(vals)

    def _check_written(self, vals):
        """Check what is written on existing contracts, before anything is."""
        if "is_migrated" in vals:
            self._refuse_marking()
        self._check_answerer(vals)
        if "major_marked" in vals:
            self._ops_check_major_mark()
        if not {"kind", "date_issued"}.isdisjoint(vals):
            self._refuse_reissue(vals)
        if "holder_id" in vals:
            self._check_holder(vals["holder_id"])
