from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .ops_customer import READ, SEEN


class OpsCustomer(models.Model):
    """For how many days nobody of us was with a customer; whom nobody ever visited is longer unseen than any.

    Clauses: V2.2, R1
    """

    _inherit = "ops.customer"

    days_unseen = fields.Integer(
        "Days not visited",
        compute="_compute_unseen",
        search="_search_days_unseen",
        help="Days since somebody of us last met somebody there; 0 too where nobody ever did.",
    )
    is_never_seen = fields.Boolean("Never visited", compute="_compute_unseen", search="_search_is_never_seen")
    unseen = fields.Char("Not visited for", compute="_compute_unseen")

    @api.depends("date_seen")
    @api.depends_context("lang")
    def _compute_unseen(self):
        for customer in self:
            days = customer._get_days_unseen()
            customer.is_never_seen = days is None
            customer.days_unseen = days or 0
            customer.unseen = self.env._("Never visited") if days is None else self.env._("%s days", days)

    def _get_days_unseen(self):
        """Return the days of the company's calendar since the last visit, None where there was none."""
        if not self.date_seen:
            return None
        company = self.company_id or self.env.company
        return max((company._ops_today() - company._ops_day_of(self.date_seen)).days, 0)

    @api.model
    def _search_days_unseen(self, operator, value):
        if operator == "in":
            return Domain.OR(
                self._get_unseen_domain(days or 0) & ~self._get_unseen_domain((days or 0) + 1)
                for days in value
            )
        if operator not in (">", ">=", "<", "<=") or not isinstance(value, (int, float)):
            return NotImplemented
        days = int(value // 1) + 1 if operator in (">", "<=") else -int(-value // 1)
        unseen = self._get_unseen_domain(days)
        return unseen if operator in (">", ">=") else ~unseen

    @api.model
    def _search_is_never_seen(self, operator, value):
        if operator != "in":
            return NotImplemented
        never = Domain.custom(to_sql=self._sql_unseen(None))
        return Domain.OR(never if val else ~never for val in value)

    @api.model
    def _get_unseen_domain(self, days):
        """Return the domain of who was not visited for so many days, or never; of 0 days are all.

        :param int days: days of each company's calendar
        """
        if days <= 0:
            return Domain.TRUE
        return Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain.custom(to_sql=self._sql_unseen(company._ops_day_start(days - 1)))
            for company in self.env.companies
        )

    @api.model
    def _sql_unseen(self, since):
        """Return what a domain asks of the database: nobody was there since that moment (None: ever)."""
        self.env["ops.visit"].flush_model(READ)
        recent = SQL("v.date_start >= %s", since) if since else SQL("TRUE")

        def to_sql(_model, alias, _query):
            table = SQL.identifier(alias)
            return SQL(
                "NOT EXISTS (SELECT FROM ops_visit v WHERE v.partner_id = %s.partner_id"
                " AND v.company_id = %s.company_id AND %s AND %s)",
                table,
                table,
                recent,
                SEEN,
            )

        return to_sql
