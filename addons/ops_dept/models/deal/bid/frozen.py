from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError


class OpsBid(models.Model):
    """What of a bid stays as decided, and its report-first duty at the door (W2.A)."""

    _inherit = "ops.bid"

    def _open_report_created(self, _vals_list):
        self._open_report()

    @contextmanager
    def _keep_report(self, vals):
        """What is owed follows another consultant, or another time of receiving."""
        yield
        if {"date_received", "user_id"} & vals.keys():
            self._reopen_report()

    def _ops_check_vals(self, vals):
        result = super()._ops_check_vals(vals)
        if "lead_id" in vals:
            self._check_lead_change(vals["lead_id"])
        if "company_id" in vals:
            self._check_leaving(vals["company_id"])
        if self and "major_marked" in vals:
            self._ops_check_major_mark()
        if "date_received" in vals:
            self._check_clock(fields.Datetime.to_datetime(vals["date_received"]))
        return result

    def _ops_frozen_message(self, names):
        """Say how facts that a decision was made on are still corrected."""
        if self.state == "submitted":
            return super()._ops_frozen_message(names)
        return self.env._(
            "%(bid)s was decided on these facts, so they stay: %(fields)s. When they change, cancel it, "
            "reopen it and report it again (W2.A).",
            bid=self.display_name,
            fields=self._ops_field_labels(names),
        )

    def _ops_refuse_deletion(self):
        """An inquiry that came in is reported, not deleted; the manager may delete a mistake."""
        for bid in self._ops_filter_on():
            if not bid.can_decide:
                raise UserError(
                    self.env._(
                        "%(bid)s: what was received is reported, and the sales manager decides. Only he or a "
                        "company leader deletes an entry made by mistake (W2.A).",
                        bid=bid.display_name,
                    )
                )
        return super()._ops_refuse_deletion()
