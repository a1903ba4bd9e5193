from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_list

from .known import KNOWN, completeness, flush, is_known

COMPARED = {"<": SQL("<"), "<=": SQL("<="), ">": SQL(">"), ">=": SQL(">=")}


class OpsCustomer(models.Model):
    """How complete a file is, in per cent of what counts in its company, and what is missing (M1.5).

    Computed when it is read, a whole list in one statement: nothing is stored, so that it is always true and
    writing a contact costs nothing more.
    """

    _inherit = "ops.customer"

    completeness = fields.Integer(
        "Complete",
        compute="_compute_completeness",
        search="_search_completeness",
        aggregator=None,
        help="In per cent of what is to be known; the managers set how much each thing counts (M1.5).",
    )
    missing = fields.Char("Still missing", compute="_compute_completeness")

    @api.depends(
        "partner_id.street",
        "partner_id.phone",
        "partner_id.email",
        "partner_id.vat",
        "partner_id.child_ids",
        "ops_business",
        "source_id",
        "district_id",
        "fact_ids.kind",
        "ops_potential",
        "ops_competitor_id",
        "date_situation",
    )
    @api.depends_context("lang")
    def _compute_completeness(self):
        known = self._get_known()
        items = self.env["ops.customer.item"]
        names = items._get_names()
        for customer in self:
            weights = items._get_weights(customer.company_id)
            found = known.get(customer._origin.id, frozenset())
            total = sum(weights.values())
            got = sum(weight for code, weight in weights.items() if code in found)
            customer.completeness = int(100 * got / total + 0.5) if total else 100
            customer.missing = format_list(self.env, [names[code] for code in weights if code not in found])

    def _search_completeness(self, operator, value):
        if operator not in COMPARED:
            return NotImplemented
        flush(self.env)
        return Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("id", "in", self._select_by_completeness(company, COMPARED[operator], value))
            for company in self.env.companies
        )

    def _select_by_completeness(self, company, comparison, value):
        weights = self.env["ops.customer.item"]._get_weights(company)
        return SQL(
            "(SELECT c.id FROM ops_customer c JOIN res_partner p ON p.id = c.partner_id"
            " WHERE c.company_id = %s AND %s %s %s)",
            company.id,
            completeness(weights),
            comparison,
            value,
        )

    def _get_known(self):
        """Return id → codes of what is known, of these files in one statement."""
        if not self.ids:
            return {}
        flush(self.env)
        columns = SQL(", ").join(is_known(code) for code in KNOWN)
        rows = self.env.execute_query(
            SQL(
                "SELECT c.id, %s FROM ops_customer c JOIN res_partner p ON p.id = c.partner_id"
                " WHERE c.id IN %s",
                columns,
                tuple(self.ids),
            )
        )
        return {
            customer_id: frozenset(code for code, known in zip(KNOWN, flags, strict=True) if known)
            for customer_id, *flags in rows
        }
