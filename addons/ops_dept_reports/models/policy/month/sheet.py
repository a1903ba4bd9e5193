from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date

STEPS = ("ops_date_approved", "date_settled", "date_appeal_decided", "create_date")


class OpsMonthPaper(models.TransientModel):
    """The cases proposed, decided, settled or repealed in a month, as far as the reader sees them."""

    _inherit = "ops.month.paper"

    def _get_sheet(self):
        """Return the cases of the month in the order of their numbers, and what they come to by kind.

        Clause: R16
        """
        first = self.month.replace(day=1)
        begin, end = self._get_bounds(first)
        moved = Domain.OR(Domain(name, ">=", begin) & Domain(name, "<", end) for name in STEPS)
        cases = self.env["ops.penalty"].search(
            Domain("company_id", "=", self.company_id.id)
            & (moved | Domain("portion_ids", "any", [("month", "=", first)])),
            order="name",
        )
        labels = self.env["ops.penalty"]._fields
        kinds = dict(labels["kind"]._description_selection(self.env))
        states = dict(labels["state"]._description_selection(self.env))
        rows = [self._get_sheet_row(case, kinds, states, begin, end) for case in cases]
        return {"rows": rows, "totals": self._get_sheet_totals(rows, kinds)}

    def _get_sheet_row(self, case, kinds, states, begin, end):
        first = self.month.replace(day=1)
        within = {name for name in STEPS if case[name] and begin <= case[name] < end}
        portions = case.portion_ids.filtered(lambda portion: portion.month == first)
        settled = "date_settled" in within and case.kind != "compensation"
        repealed = case.state == "repealed"
        return {
            "kind": case.kind,
            "name": case.name,
            "person": case._person_name(),
            "clauses": case.clause_codes,
            "label": kinds[case.kind],
            "state": states[case.state],
            "date": format_date(self.env, case.ops_date_approved) if case.ops_date_approved else "",
            "decided": case.amount if "ops_date_approved" in within else 0.0,
            "settled": sum(portions.mapped("amount")) + (case.amount if settled else 0.0),
            "repealed": case.amount if repealed and "date_appeal_decided" in within else 0.0,
            "open": 0.0 if repealed or not case.ops_date_approved else case.amount_open,
            "currency": case.currency_id,
        }

    def _get_sheet_totals(self, rows, kinds):
        """Return the sums by kind: what a reward gives is no sum with what a fine takes."""
        names = ("decided", "settled", "repealed", "open")
        return [
            {
                "label": label,
                "count": len(of_kind),
                **{name: sum(row[name] for row in of_kind) for name in names},
                "currency": self.company_id.currency_id,
            }
            for kind, label in kinds.items()
            if (of_kind := [row for row in rows if row["kind"] == kind])
        ]
