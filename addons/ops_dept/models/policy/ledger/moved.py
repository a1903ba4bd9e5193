from odoo import api, fields, models, tools
from odoo.tools import SQL

from ....tools.working_time import UNITS_BEFORE

LATE_NO_MORE = {
    "state": "open",
    "escalation": 0,
    "date_late": False,
    "date_violated": False,
    "waive_reason": False,
}


class OpsObligation(models.Model):
    """A holiday or make-up day that comes, goes or changes moves what is still owed, never what is done.

    Each obligation keeps from when its limit counts and which limit that was, so that it is counted anew.
    """

    _inherit = "ops.obligation"

    date_start = fields.Datetime("Counts from", readonly=True, help="From when its limit counts.")
    due_rule = fields.Char("Counted as", readonly=True, help="The limit by which it was opened.")

    @api.model
    def _prepare_start_vals(self, start, limit, calendar):
        """Return the values by which the due date can be counted anew: a start, and (number, unit, dates)."""
        number, unit, dates = (*limit, "")[:3]
        return {
            "date_start": start and calendar._ops_moment(start),
            "due_rule": f"{unit}:{number}:{dates or ''}",
        }

    @api.model
    def _move_open(self, companies):
        """Count anew until when everything that is owed in these companies is due, in few statements.

        :return: the obligations whose due date moved, on sudo
        """
        self.flush_model()
        moved = {}
        for company in companies.sudo():  # sudo: the working time of companies, whoever changed a day
            for rule, rows in self._get_owed_by_rule(company).items():
                moved.update(self._count_anew(company, rule, rows))
        for batch in tools.split_every(1000, moved.items(), list):
            values = SQL(", ").join(SQL("(%s, %s::timestamp)", *pair) for pair in batch)
            self.env.cr.execute(
                SQL(
                    "UPDATE ops_obligation o SET date_due = v.due FROM (VALUES %s) AS v(id, due)"
                    " WHERE o.id = v.id",
                    values,
                )
            )
        self.invalidate_model(["date_due"])
        obligations_sudo = self.sudo().browse(moved)  # sudo: the ledger is closed to everybody
        obligations_sudo._be_open_again()
        obligations_sudo._tell_documents()
        return obligations_sudo

    @api.model
    def _get_owed_by_rule(self, company):
        """Return rule → rows (id, due, start, opened) of what is owed in this company."""
        rows = self.env.execute_query(
            SQL(
                "SELECT due_rule, id, date_due, date_start, date_opened FROM ops_obligation"
                " WHERE company_id = %s AND state IN ('open', 'late')"
                " AND date_start IS NOT NULL AND due_rule IS NOT NULL",
                company.id,
            )
        )
        found = {}
        for rule, *rest in rows:
            found.setdefault(rule, []).append(rest)
        return found

    @api.model
    def _count_anew(self, company, rule, rows):
        """Return {id: due} of the rows whose due date this limit puts elsewhere now."""
        unit, number, dates = rule.split(":", 2)
        calendar = company.resource_calendar_id
        dues = calendar._ops_deadlines(
            [start for _id, _due, start, _opened in rows], int(number), unit, dates, company
        )
        if unit in UNITS_BEFORE:  # too late for the notice: due at the end of the day it was opened on
            opened = [opened for _id, _due, _start, opened in rows]
            soonest = calendar._ops_deadlines(opened, 0, "end_of_day", company=company)
            dues = [max(pair) for pair in zip(dues, soonest, strict=True)]
        return {row[0]: due for row, due in zip(rows, dues, strict=True) if due != row[1]}

    def _be_open_again(self):
        """What is not due any more is not late either: what was noted as its violation is excused, and being
        late again afterwards is a violation of its own.
        """
        now = fields.Datetime.now()
        early = self.filtered(lambda found: found.state == "late" and found.date_due and found.date_due > now)
        early.waive_reason = self.env._("The due date moved: it is not late any more.")
        early._excuse()
        early.write(LATE_NO_MORE)
        early.filtered(lambda duty: duty.violation_id.state == "dismissed").violation_id = False

    def _recount(self):
        """Count anew until when these are due, as their documents say from when it counts now."""
        moved = self.browse()
        for (name, clause, step, period), rows in self.grouped(
            lambda found: (found.res_model, found.clause_id, found.step, found.period)
        ).items():
            documents_sudo = self.env[name].sudo().browse(rows.mapped("res_id"))
            dues = self._prepare_due_vals(clause.code, step or "", None, list(documents_sudo), period or "")
            for row in rows:
                vals = dues[documents_sudo.browse(row.res_id)]
                if vals["date_due"] != row.date_due:
                    row.write(vals)
                    moved += row
        moved._be_open_again()
        return moved

    def _tell_documents(self):
        """Let documents that show until when something is due follow."""
        for name, obligations in self.filtered("res_model").grouped("res_model").items():
            self.env[name].browse(obligations.mapped("res_id"))._ops_dues_moved(obligations)
