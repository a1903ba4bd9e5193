from odoo import api, fields, models


class OpsClauseLimit(models.Model):
    """Whether the software asks for a repeated duty: only where a room can meet it, else it is by hand."""

    _inherit = "ops.clause.limit"

    opens_from = fields.Char(
        "Asked from",
        readonly=True,
        help="Of what is owed each year: from which month-day it is asked for, 12-01; empty: all the year.",
    )
    is_asked = fields.Boolean("Asked for", compute="_compute_is_asked")
    period_text = fields.Char("How often", compute="_compute_is_asked")

    @api.depends("period", "clause_id.owed_by")
    @api.depends_context("company", "lang")
    def _compute_is_asked(self):
        codes = self.env["ops.obligation"]._get_meetable_codes()
        periods = dict(self._fields["period"]._description_selection(self.env))
        owed_by = dict(self.env["ops.clause"]._fields["owed_by"]._description_selection(self.env))
        for limit in self:
            limit.is_asked = bool(limit.period) and limit.clause_id.code in codes
            how = owed_by.get(limit.clause_id.owed_by) if limit.is_asked else self.env._("by hand")
            limit.period_text = f"{periods[limit.period]} · {how}" if limit.period else False

    def _is_open_on(self, day):
        """Tell whether a period of this limit is opened on a day; most are as soon as they begin."""
        self.ensure_one()
        return not self.opens_from or f"{day:%m-%d}" >= self.opens_from
