from odoo import api, fields, models

READERS = ",".join(
    f"ops_dept.ops_dept_group_{role}"
    for role in ("sales_support", "sales_manager", "consultant", "leader", "auditor")
)


class OpsRelease(models.Model):
    """Who asks for goods and who decides sees what the customer owes past its day and what he promised; it
    stops nobody (W4.C, W5.A).
    """

    _inherit = "ops.release"

    customer_overdue = fields.Monetary(
        "Overdue, with tax",
        compute="_compute_customer_debt",
        currency_field="company_currency_id",
        groups=READERS,
    )
    customer_overdue_since = fields.Date("Overdue since", compute="_compute_customer_debt", groups=READERS)
    customer_promise = fields.Char("Promised to pay", compute="_compute_customer_debt", groups=READERS)
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Company currency")

    @api.depends("partner_id", "company_id")
    @api.depends_context("lang")
    def _compute_customer_debt(self):
        """Read it from the customer's file; the same number of queries for any number of releases."""
        # sudo: what a customer owes is shown to whoever may read the field, who asks for or releases goods
        files_sudo = self.env["ops.customer"].sudo()
        files_sudo = files_sudo.search(
            [
                ("partner_id", "in", self.partner_id.commercial_partner_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )
        found = {(file.partner_id, file.company_id): file for file in files_sudo}
        for release in self:
            file = found.get((release.partner_id.commercial_partner_id, release.company_id), files_sudo[:0])
            release.customer_overdue = file.amount_overdue
            release.customer_overdue_since = file.date_overdue
            release.customer_promise = file.promise_text
