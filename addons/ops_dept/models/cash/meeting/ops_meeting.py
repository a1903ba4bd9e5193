from datetime import timedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date

from ...plan.agenda.ops_meeting import AgendaPart
from ..promise.ops_promise import OWED

# The largest of a person's arrears are talked about; promises are remembered for so long.
ROWS = 8
REMEMBERED = timedelta(days=92)


class OpsMeeting(models.Model):
    """Arrears of the people's customers, with what the customer promised last."""

    _inherit = "ops.meeting"

    _agenda_rows = ((50, "_agenda_arrears"),)

    def _agenda_arrears(self):
        """Return what customers owe past its day, with tax, by salesperson: the largest first."""
        moves = self.env["account.move"]
        groups = moves._read_group(
            moves._ops_overdue_domain(self.company_id, self._day_of(self.date_start))
            & Domain("invoice_user_id", "in", self._get_agenda_people().ids),
            ["invoice_user_id", "commercial_partner_id"],
            ["amount_residual_signed:sum", "invoice_date_due:min"],
        )
        owed = [group for group in groups if self.company_id.currency_id.compare_amounts(group[2], 0) > 0]
        owed.sort(key=lambda group: -group[2])
        customers = self.env["res.partner"].browse([customer.id for _user, customer, *_rest in owed])
        promises = self._get_last_promises(customers)
        people, totals = {}, {}
        for user, customer, amount, since in owed:
            totals[user.id] = totals.get(user.id, 0) + amount
            rows = people.setdefault(user.id, [])
            if len(rows) < ROWS:
                rows.append(self._get_arrears_row(customer, amount, since, promises.get(customer.id)))
        money = self.company_id.currency_id.format
        figures = {user_id: money(total) for user_id, total in totals.items()}
        team = [
            self._agenda_row(user.name, when=figures[user.id])
            for user in self._get_agenda_people()
            if user.id in figures
        ]
        return AgendaPart("arrears", self.env._("Arrears, with tax"), people, figures, team)

    def _get_arrears_row(self, customer, amount, since, promise):
        _ = self.env._
        return self._agenda_row(
            customer.name,
            customer,
            when=self.company_id.currency_id.format(amount),
            note=" · ".join(
                filter(
                    None,
                    (
                        _("since %s", format_date(self.env, since)),
                        promise and _("Promised by the customer: %s", promise),
                    ),
                )
            ),
            is_late=True,
        )

    def _get_last_promises(self, customers):
        """Return customer id → what he promised last: to pay so much by a day, else in his words."""
        visits = self.env["ops.visit"].search_fetch(
            [
                ("partner_id", "in", customers.ids),
                ("company_id", "=", self.company_id.id),
                ("promise", "!=", False),
                ("date_start", ">=", self.date_start - REMEMBERED),
                ("date_start", "<", self.date_start),
            ],
            ["partner_id", "promise"],
            order="date_start, id",
        )
        promises = self.env["ops.promise"].search(
            [
                ("partner_id", "in", customers.ids),
                ("company_id", "=", self.company_id.id),
                ("state", "in", OWED),
                ("date", ">=", self._day_of(self.date_start - REMEMBERED)),
            ],
            order="date, id",
        )
        words = {visit.partner_id.id: visit.promise for visit in visits}
        return words | {promise.partner_id.id: promise._say_with_state() for promise in promises}
