from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.actions import ask
from ..goods.steps import CARRIERS


class HelpdeskTicket(models.Model):
    """What the customer has on loan stays on his case until it is back (W7.A, W8.A, W9.A)."""

    _inherit = "helpdesk.ticket"

    ops_loan_ids = fields.One2many("ops.ticket.loan", "ticket_id", "On loan", readonly=True, copy=False)
    ops_can_lend = fields.Boolean(compute="_compute_ops_can_lend", export_string_translation=False)

    @api.depends("ops_step")
    def _compute_ops_can_lend(self):
        for case in self:
            case.ops_can_lend = case._ops_may_lend()

    def action_ops_open_lend(self):
        """Ask what the customer gets on loan, and until when."""
        self.ensure_one()
        return ask("ops.case.loan", self.env._("Lend"), ticket_id=self.id, what="lend")

    def action_ops_lend(self, product, date_back, lot=None, quantity=1.0):
        """Lend the customer a unit of our stock while his case runs. Clauses: W7.A, W8.A, W9.A

        :param product: product.product, goods that are kept in stock
        :param date_back: the day until which it is to be back
        :param lot: stock.lot, its serial number where the product has one
        :param float quantity: how many, in the product's unit
        :return: the action that opens the transfer
        :raises UserError: before the case is confirmed, without a serial number, for nothing
        """
        self.ensure_one()
        self.check_access("read")
        self._ops_check_held(CARRIERS, self._ops_clause_of("A"))
        if not self._ops_may_lend():
            raise UserError(self._ops_get_no_lending_message())
        self._ops_check_lent(product, lot, quantity)
        self._ops_check_day_back(product, date_back)
        # sudo: whose step it is was checked; nobody writes a loan otherwise
        loan = (
            self.env["ops.ticket.loan"]
            .sudo()
            .create(
                {
                    "ticket_id": self.id,
                    "product_id": product.id,
                    "lot_id": lot.id if lot else False,
                    "quantity": quantity,
                    "date_back": date_back,
                }
            )
            .sudo(False)
        )
        self._ops_log("loan", comment=f"{loan._get_label()}, {date_back}")
        warehouse = self._ops_get_warehouse()
        return loan._move(warehouse.int_type_id, warehouse.lot_stock_id, warehouse._ops_get_loan_place())

    def _ops_may_lend(self):
        """Tell whether something may be lent for it: the case is confirmed and somebody works on it."""
        self.ensure_one()
        return self._ops_is_running()

    def _ops_get_no_lending_message(self):
        return self.env._(
            "%(case)s stands at “%(step)s”: nothing is lent. %(next)s (%(clause)s)",
            case=self.display_name,
            step=self._ops_state_label(),
            next=self._ops_get_next_text(),
            clause=self._ops_clause_of("A"),
        )

    def _ops_check_lent(self, product, lot, quantity):
        """Refuse what cannot be lent."""
        _ = self.env._
        names = {
            "case": self.display_name,
            "product": product.display_name,
            "clause": self._ops_clause_of("A"),
        }
        if not product.is_storable or product.uom_id.compare(quantity, 0) <= 0:
            raise UserError(
                _("%(case)s: choose goods that are kept in stock, and how many (%(clause)s).", **names)
            )
        if product.tracking != "none" and (not lot or lot.product_id != product):
            raise UserError(
                _("%(case)s: say which serial number of “%(product)s” he gets (%(clause)s).", **names)
            )
        if product.tracking == "serial" and quantity != 1:
            raise UserError(
                _("%(case)s: a serial number of “%(product)s” stands for one piece (%(clause)s).", **names)
            )

    def _ops_check_day_back(self, product, date_back):
        """Refuse a loan that is to be back before today."""
        if not date_back or fields.Date.to_date(date_back) < self.company_id._ops_today():
            raise UserError(
                self.env._(
                    "%(case)s: say until when “%(product)s” is to be back, from today on (%(clause)s).",
                    case=self.display_name,
                    product=product.display_name,
                    clause=self._ops_clause_of("A"),
                )
            )

    # ------------------------------------------------------------------
    # Until it is back
    # ------------------------------------------------------------------
    def _ops_get_open_ends(self):
        lent = self.ops_loan_ids.filtered(lambda loan: loan.state == "lent")
        return [
            *super()._ops_get_open_ends(),
            *(
                self.env._(
                    "“%(product)s” is on loan until %(day)s: take it back first (%(clause)s).",
                    product=loan._get_label(),
                    day=loan.date_back,
                    clause=self._ops_clause_of("A"),
                )
                for loan in lent
            ),
        ]

    def _ops_get_moves(self):
        return super()._ops_get_moves() | self.ops_loan_ids.move_ids
