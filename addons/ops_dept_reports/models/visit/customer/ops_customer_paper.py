from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

REPORTS = {
    "selection": "ops_dept_reports.report_ops_customer_selection",
    "references": "ops_dept_reports.report_ops_customer_references",
}


class OpsCustomerPaper(models.TransientModel):
    """Customers who were chosen for a paper; what it says is read when it is printed, as whoever prints it.

    A file that its reader may not read, or one of another company, is left out, however its number came here.
    """

    _name = "ops.customer.paper"
    _description = "List of customers on paper"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    customer_ids = fields.Many2many("ops.customer", string="Customers")

    @api.depends_context("lang")
    def _compute_display_name(self):
        for paper in self:
            paper.display_name = self.env._("Customers of %s", paper.company_id.name)

    @api.model
    def _print(self, kind, customers):
        """Return the action that prints a list of these customers.

        :raises UserError: where the clause does not hold
        """
        code = {"selection": "V2.1", "references": "V6.3"}[kind]
        if not self.env["ops.clause"]._is_in_force(code, self.env.company):
            raise UserError(
                self.env._(
                    "%(code)s is not in force in %(company)s: there is nothing to print.",
                    code=code,
                    company=self.env.company.name,
                )
            )
        paper = self.create({"customer_ids": [fields.Command.set(customers.ids)]})
        return self.env.ref(REPORTS[kind]).report_action(paper)

    def _get_customers(self):
        """Return the chosen files that the reader may read, of the paper's company."""
        self.ensure_one()
        reader = self.sudo(False)
        reader.company_id.check_access("read")
        # sudo: which were chosen; what is said of them is read as the reader
        chosen = reader.sudo().customer_ids.ids
        return reader.env["ops.customer"].search(
            [("id", "in", chosen), ("company_id", "=", reader.company_id.id)], order="importance, id"
        )

    def _get_paper(self, kind):
        """Return what a paper says: its head, and the groups of customers."""
        self.ensure_one()
        customers = self._get_customers()
        today = self.company_id._ops_today()
        return {
            **(self._get_selection(customers) if kind == "selection" else self._get_references(customers)),
            "printed": format_date(customers.env, today, date_format="long"),
            "reader": customers.env.user.name,
        }
