from odoo import api, fields, models

CAUSES = [
    ("waits", "Customer pays later than agreed"),
    ("short", "Customer is short of money"),
    ("goods", "Goods or delivery in dispute"),
    ("invoice", "Invoice late or wrong"),
    ("own_mistake", "Own mistake"),
    ("other", "Something else"),
]


class OpsWorkReportDebt(models.Model):
    """What one customer owed in the month of a collection report: figures of the ledger, cause and next step
    by the person. Amounts are with tax, in the company's currency.
    """

    _name = "ops.work.report.debt"
    _inherit = ["ops.document.line"]
    _description = "Customer of a collection report"
    _order = "report_id, overdue desc, due desc, id"
    _rec_name = "partner_id"

    _document_field = "report_id"
    _lines_field = "debt_ids"
    _ops_clause = "M1.7"

    report_id = fields.Many2one(
        "ops.work.report",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="cascade",
        stamp=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        stamp=True,
    )
    currency_id = fields.Many2one(related="report_id.company_id.currency_id")
    due = fields.Monetary(
        "Was due", readonly=True, copy=False, stamp=True, help="Open when the month began, or due in it."
    )
    collected = fields.Monetary(readonly=True, copy=False, stamp=True)
    overdue = fields.Monetary("Left past its day", readonly=True, copy=False, stamp=True)
    rate = fields.Float("Collected (%)", compute="_compute_rate", digits=(5, 1))
    cause = fields.Selection(CAUSES, "Why it is late")
    next_step = fields.Char(help="What is done about it, and until when.")
    loss = fields.Monetary(
        "What it cost", help="What the company lost by the own mistake: a case is proposed about it, once."
    )
    computation = fields.Char("How that was computed")
    penalty_id = fields.Many2one(
        "ops.penalty",
        "Case",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        stamp=True,
        groups="ops_dept.ops_dept_group_sales_manager,ops_dept.ops_dept_group_market_head,"
        "ops_dept.ops_dept_group_leader",
    )

    @api.depends("due", "collected")
    def _compute_rate(self):
        for line in self:
            line.rate = 100 * line.collected / line.due if line.due else 0

    def _get_blockers(self):
        """Return what is missing before the report is handed in, a sentence for each kind."""
        _ = self.env._
        late = self.filtered(lambda line: line.currency_id.compare_amounts(line.overdue, 0) > 0)
        unsaid = late.filtered(lambda line: not line.cause or not (line.next_step or "").strip())
        own = self.filtered(lambda line: line.cause == "own_mistake")
        uncounted = own.filtered(lambda line: line.loss <= 0 or not (line.computation or "").strip())
        blockers = []
        if unsaid:
            blockers.append(_("Say why it is late and what comes next: %s.", unsaid._name_some()))
        if uncounted:
            blockers.append(
                _("Say what the mistake cost and how that was computed: %s.", uncounted._name_some())
            )
        return blockers

    def _name_some(self):
        """Return the first of these customers, and how many there are besides."""
        names = ", ".join(self[:5].partner_id.mapped("name"))
        return (
            self.env._("%(names)s and %(count)s more", names=names, count=len(self) - 5)
            if self[5:]
            else names
        )
