from itertools import pairwise

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .ops_acceptance import STEPS


class OpsAcceptance(models.Model):
    """Installed, commissioned, accepted: each on a day of its own, in this order (M7.9)."""

    _inherit = "ops.acceptance"

    @api.constrains(*STEPS)
    def _check_days(self):
        """Refuse another order, and what has not happened yet."""
        for acceptance in self._ops_filter_on():
            today = acceptance.company_id._ops_today()
            done = [(name, acceptance[name]) for name in STEPS if acceptance[name]]
            for name, day in done:
                if day > today:
                    raise UserError(acceptance._say_future(name))
            for (earlier, first), (later, second) in pairwise(done):
                if first > second:
                    raise UserError(acceptance._say_disorder(earlier, later))

    def _say_future(self, name):
        return self.env._(
            "%(acceptance)s: “%(step)s” is %(day)s, which is still to come. Enter it on the day or later "
            "(M7.9).",
            acceptance=self.display_name,
            step=self._ops_field_labels({name}),
            day=format_date(self.env, self[name]),
        )

    def _say_disorder(self, earlier, later):
        return self.env._(
            "%(acceptance)s: “%(later)s” (%(second)s) is before “%(earlier)s” (%(first)s). First it is "
            "installed, then commissioned, then accepted (M7.9).",
            acceptance=self.display_name,
            later=self._ops_field_labels({later}),
            second=format_date(self.env, self[later]),
            earlier=self._ops_field_labels({earlier}),
            first=format_date(self.env, self[earlier]),
        )
