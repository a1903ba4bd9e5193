from odoo import fields, models


class OpsWorkReportFact(models.Model):
    """What the software knows of a person's year, as it was when the report was handed in."""

    _name = "ops.work.report.fact"
    _inherit = ["ops.document.line"]
    _description = "Fact of a work report"
    _order = "report_id, sequence, id"

    _document_field = "report_id"
    _lines_field = "fact_ids"
    _ops_clause = "M7.4"

    report_id = fields.Many2one(
        "ops.work.report", required=True, readonly=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(readonly=True, default=10)
    name = fields.Char("What", required=True, readonly=True)
    text = fields.Char("How much", readonly=True)


class OpsWorkReport(models.Model):
    """The facts of a report."""

    _inherit = "ops.work.report"

    fact_ids = fields.One2many(
        "ops.work.report.fact", "report_id", "Facts", readonly=True, copy=False, frozen="handed"
    )
    date_facts = fields.Datetime("Facts of", readonly=True, copy=False, stamp=True)
