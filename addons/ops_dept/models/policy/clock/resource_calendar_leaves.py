from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    """A public holiday that comes, goes or changes moves what is owed, however it was entered.

    Where nothing is owed, no statement is made: plain Odoo notices nothing.
    """

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        self._ops_move_dues(leaves._ops_public_companies())
        return leaves

    def write(self, vals):
        companies = self._ops_public_companies()
        result = super().write(vals)
        self._ops_move_dues(companies | self._ops_public_companies())
        return result

    def unlink(self):
        companies = self._ops_public_companies()
        result = super().unlink()
        self._ops_move_dues(companies)
        return result

    def _ops_public_companies(self):
        """Return the companies with a ledger for which some of these times off are public holidays."""
        with_ledger = self.env["res.company"]._ops_companies_with_ledger()
        companies = self.env["res.company"].browse(sorted(with_ledger))
        if not companies:
            return companies
        # sudo: whoever may write a time off need not read every company
        public_sudo = self.sudo().filtered(lambda leave: not leave.resource_id and leave.time_type == "leave")
        return companies.filtered(
            lambda company: any(
                leave.calendar_id in (leave.calendar_id.browse(), company.sudo().resource_calendar_id)
                and leave.company_id in (leave.company_id.browse(), company.sudo())
                for leave in public_sudo
            )
        )

    @api.model
    def _ops_move_dues(self, companies):
        """Move what is owed in these companies to where the changed days put it."""
        if companies:
            # sudo: the ledger is closed; the right to change the days was checked by who changed them
            self.env["ops.obligation"].sudo()._move_open(companies)
