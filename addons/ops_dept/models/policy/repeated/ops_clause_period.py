from odoo import fields, models


class OpsClausePeriod(models.Model):
    """A period of a repeated duty that was opened in a company: once, whoever runs the job.

    Who gets a role later in the period owes from the next one on.
    """

    _name = "ops.clause.period"
    _description = "Period of a repeated duty"
    _order = "id desc"
    _rec_name = "period"

    clause_id = fields.Many2one("ops.clause", required=True, readonly=True, ondelete="cascade")
    step = fields.Char(required=True, readonly=True, default="")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade", index=True)
    period = fields.Char(required=True, readonly=True)

    _period_uniq = models.UniqueIndex(
        "(clause_id, company_id, period, COALESCE(step, ''))", "This period was opened already."
    )
