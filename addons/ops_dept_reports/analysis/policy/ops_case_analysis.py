from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# pylint only looks for add-ons in Odoo's own folders
from odoo.addons.ops_dept.models.policy.penalty.ops_penalty import KINDS  # pylint: disable=no-name-in-module
from odoo.addons.ops_dept.tools.access import without  # pylint: disable=no-name-in-module

STEPS = [
    ("proposed", "Proposed"),
    ("decided", "Decided"),
    ("settled", "Settled"),
    ("repealed", "Repealed"),
]


class OpsCaseAnalysis(models.Model):
    """Cases by state, and the money of cases by month: decided, settled, repealed; names nobody.

    One row per step of a case and per portion of a compensation, seen by whoever sees the case.
    """

    _name = "ops.case.analysis"
    _description = "Cases and their money"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "penalty_id"
    _depends = {
        "ops.penalty": [
            "amount", "company_id", "currency_id", "date_appeal_decided", "date_settled", "kind", "name",
            "ops_date_approved", "state"
        ],
        "ops.penalty.portion": ["amount", "month", "penalty_id"],
    }  # fmt: skip

    penalty_id = fields.Many2one("ops.penalty", "Case", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    state = fields.Selection(
        selection=lambda self: self.env["ops.penalty"]._fields["state"]._description_selection(self.env),
        string="Status",
        readonly=True,
    )
    step = fields.Selection(STEPS, readonly=True)
    date = fields.Datetime("Month", readonly=True, help="When the step was taken; of a portion its month.")
    cases = fields.Integer(readonly=True)
    decided = fields.Monetary(readonly=True)
    settled = fields.Monetary(readonly=True)
    repealed = fields.Monetary(readonly=True)

    @property
    def _table_query(self):
        """The rows of a case have ids that stay: four of its own, its portions' ones below zero."""
        return SQL(" UNION ALL ").join(
            [
                self._sql_rows(0, "proposed", SQL("p.create_date"), SQL("TRUE")),
                self._sql_rows(
                    1, "decided", SQL("p.ops_date_approved"), SQL("p.ops_date_approved IS NOT NULL")
                ),
                self._sql_rows(
                    2,
                    "settled",
                    SQL("p.date_settled"),
                    SQL("p.date_settled IS NOT NULL AND p.kind != 'compensation'"),
                ),
                self._sql_rows(3, "repealed", SQL("p.date_appeal_decided"), SQL("p.state = 'repealed'")),
                self._sql_portions(),
            ]
        )

    @api.model
    def _sql_rows(self, number, step, date, condition):
        """Return one row per case that took a step."""
        amounts = [
            SQL("p.amount") if step == name else SQL("0") for name in ("decided", "settled", "repealed")
        ]
        return SQL(
            """
            SELECT p.id * 4 + %(number)s AS id, p.id AS penalty_id, p.company_id, p.currency_id, p.kind,
                   p.state, %(step)s AS step, %(date)s AS date, %(cases)s AS cases,
                   %(decided)s AS decided, %(settled)s AS settled, %(repealed)s AS repealed
              FROM ops_penalty p
             WHERE %(condition)s
            """,
            number=number,
            step=step,
            date=date,
            cases=int(step == "proposed"),
            decided=amounts[0],
            settled=amounts[1],
            repealed=amounts[2],
            condition=condition,
        )

    @api.model
    def _sql_portions(self):
        """Return one row per portion, at noon of the first of its month: the same month in all time zones."""
        return SQL(
            """
            SELECT -q.id AS id, p.id AS penalty_id, p.company_id, p.currency_id, p.kind, p.state,
                   'settled' AS step, q.month + interval '12 hours' AS date, 0 AS cases,
                   0 AS decided, q.amount AS settled, 0 AS repealed
              FROM ops_penalty_portion q
              JOIN ops_penalty p ON p.id = q.penalty_id
            """
        )

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Who sees a case sees its rows."""
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & Domain("penalty_id", "in", self.env["ops.penalty"]._search([]))
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or result or not any(self._ids):
            return result
        # sudo: which cases the rows are of; those are asked for as the user
        cases = self.sudo().penalty_id.sudo(False)._filtered_access("read")
        hidden = self.sudo().filtered(lambda row: row.penalty_id.sudo(False) not in cases).sudo(False)
        return without(self, operation, result, hidden)

    def action_open_case(self):
        """Open the case itself."""
        self.ensure_one()
        return self.penalty_id._get_records_action()
