from odoo import models

from ..visit.ops_visit import WRITTEN


class OpsVisit(models.Model):
    """Once handed in, each change of a report leaves old and new words in its history; notes that are saved
    while somebody is at the customer leave nothing (W1.D).
    """

    _inherit = "ops.visit"

    def _track_prepare(self, fields_iter):
        """Follow the words of reports that were handed in; state, day and person always."""
        names = set(fields_iter)
        words = names & set(self._get_report_names())
        handed_in = self.filtered(lambda visit: visit.state in WRITTEN)
        if handed_in and words:
            super(OpsVisit, handed_in)._track_prepare(words)
        return super()._track_prepare(names - words)
