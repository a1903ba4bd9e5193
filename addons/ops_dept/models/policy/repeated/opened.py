from odoo import api, fields, models
from odoo.tools import SQL

from ..ledger.ops_obligation import LIVE
from .periods import period_of


class OpsObligation(models.Model):
    """Opening the periods of repeated duties, once each, whoever runs the job and however often."""

    _inherit = "ops.obligation"

    @api.model
    def _cron_open_periods(self):
        """Close what is over and open the periods of today, company by company; may run at any time."""
        self._close_missed()
        self.env["res.company"]._ops_each_on(self._open_periods)

    @api.model
    def _open_periods(self, company):
        """Open the periods of today that nobody has opened in this company yet.

        :return: the new obligations, on sudo
        """
        wanted = self._get_periods_to_open(company)
        vals_list = []
        for limit, period in self._claim_periods(company, wanted):
            vals_list += self._prepare_period_vals(limit, period, company)
        return self.sudo().create(vals_list)  # sudo: the ledger is closed to everybody

    @api.model
    def _get_periods_to_open(self, company):
        """Return (limit, period) of what is owed again today: in force, and some room can meet it."""
        today, clauses = company._ops_today(), self.env["ops.clause"]
        codes = self._get_meetable_codes()
        if not codes:
            return []
        # sudo: limits are no secret, see `_get_limit`
        limits = self.env["ops.clause.limit"].sudo().with_company(company).search([("period", "!=", False)])
        is_working = company.resource_calendar_id._ops_is_working_day(today, company)
        return [
            (limit, period_of(limit.period, today))
            for limit in limits
            if limit.clause_id.code in codes
            and limit.clause_id.company_id in (company.browse(), company)
            and (limit.period != "day" or is_working)
            and limit._is_open_on(today)
            and clauses._is_in_force(limit.clause_id.code, company)
        ]

    @api.model
    def _claim_periods(self, company, wanted):
        """Return those of (limit, period) that are opened here and now; two jobs at once share them out."""
        if not wanted:
            return []
        values = SQL(", ").join(
            SQL("(%s, %s, %s, %s)", limit.clause_id.id, limit.step or "", company.id, period.key)
            for limit, period in wanted
        )
        claimed = self._claim(
            SQL(
                "INSERT INTO ops_clause_period (clause_id, step, company_id, period) VALUES %s"
                " ON CONFLICT DO NOTHING RETURNING clause_id, step, period",
                values,
            )
        )
        claimed = set(claimed)
        return [
            (limit, period)
            for limit, period in wanted
            if (limit.clause_id.id, limit.step or "", period.key) in claimed
        ]

    @api.model
    def _prepare_period_vals(self, limit, period, company):
        """Return the obligations of one period, none when its due moment is over already."""
        chosen, calendar = (limit.number, limit.unit, limit.dates or ""), company.resource_calendar_id
        start, now = period.start_of(limit.unit), fields.Datetime.now()
        due = calendar._ops_deadline(start, *chosen, company=company)
        if due <= now:
            return []
        values = {
            "clause_id": limit.clause_id.id,
            "step": limit.step,
            "company_id": company.id,
            "period": period.key,
            "owed_by": limit.clause_id.owed_by or "person",
            "date_opened": now,
            "date_due": due,
            **self._prepare_start_vals(start, chosen, calendar),
        }
        return [{**values, **holder} for holder in self._get_period_holders(limit.clause_id, company)]

    @api.model
    def _release_former_holders(self, users):
        """Let who gave a role up owe nothing more of what he owed in person for it."""
        if not self.env["res.company"]._ops_companies_with_ledger():
            return self.browse()
        # sudo: whoever gives and takes roles need not see what others owe
        owed_sudo = self.sudo().search(
            [("owner_id", "in", users.ids), ("owed_by", "=", "person"), ("state", "in", LIVE)]
        )
        former = owed_sudo.browse()
        for (clause, company), obligations in owed_sudo.grouped(
            lambda o: (o.clause_id, o.company_id)
        ).items():
            roles = set(self.env["ops.clause"]._get_role_ids(clause.code, company))
            former |= obligations.filtered(
                lambda found, roles=roles: (
                    not found.owner_id.active or roles.isdisjoint(found.owner_id._ops_owing_group_ids())
                )
            )
        return former._release(self.env._("The role was given up."))
