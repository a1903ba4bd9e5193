from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ....tools.actions import ask
from ..goods.steps import CARRIERS

ASK = "ops_dept.mail_activity_type_loan"


class OpsTicketLoan(models.Model):
    """How a loan is carried out: handed over, prolonged, taken back, given up (W7.A, W8.A, W9.A)."""

    _inherit = "ops.ticket.loan"

    def action_take_back(self):
        """Enter that the customer gives the unit back: a transfer into the stock.

        :return: the action that opens it
        """
        self.ensure_one()
        self._check_role(CARRIERS)
        self._refuse_not_lent()
        self.sudo().lost_reason = False  # sudo: nobody writes a loan but by its steps
        warehouse = self.ticket_id._ops_get_warehouse()
        return self._move(warehouse.int_type_id, warehouse._ops_get_loan_place(), warehouse.lot_stock_id)

    def action_open_prolong(self):
        """Ask until when the customer may keep it."""
        return self._ask("prolong", self.env._("Prolong Loan"))

    def action_prolong(self, date_back):
        """Let the customer keep it until another day."""
        self._check_role((*CARRIERS, "consultant"))
        self._refuse_not_lent()
        for loan in self:
            loan.ticket_id._ops_check_day_back(loan.product_id, date_back)
            loan.ticket_id._ops_log("loan", comment=f"{loan.date_back} → {date_back}")
        self.sudo().date_back = date_back  # sudo: nobody writes a loan but by its steps
        self._follow()
        return True

    def action_open_give_up(self):
        """Ask why it is not coming back."""
        return self._ask("lost", self.env._("Not Coming Back"))

    def action_give_up(self, reason):
        """Enter that the unit is lost or broken; the manager decides, the warehouse writes it off.

        :raises UserError: without a reason
        """
        self.ensure_one()
        self._check_role(("sales_manager",))
        self._refuse_not_lent()
        if len((reason or "").strip()) < 3:
            raise UserError(
                self.env._(
                    "%(case)s: say why “%(product)s” is not coming back (%(clause)s).",
                    **self._get_names(),
                )
            )
        self.sudo().lost_reason = reason.strip()  # sudo: as above
        self.ticket_id._ops_log("loan", comment=f"{self.product_id.display_name}: {self.lost_reason}")
        warehouse = self.ticket_id._ops_get_warehouse()
        source, target = warehouse._ops_get_loan_place(), warehouse._ops_get_loss_place()
        return self._move(warehouse.int_type_id, source, target)

    # ------------------------------------------------------------------
    # The transfer
    # ------------------------------------------------------------------
    def _move(self, picking_type, source, target):
        """Make the transfer of these units, or return the one that is under way already.

        :return: the action that opens it, for who may carry it
        """
        # sudo: whose step it is was checked; the transfer is validated by who carries the goods
        under_way = self.sudo().move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        if under_way:
            under_way.filtered(lambda move: move.location_dest_id != target)._action_cancel()
            under_way = under_way.filtered(lambda move: move.state != "cancel")
        picking = under_way.picking_id.sudo(False) or self._make_picking(picking_type, source, target)
        return picking._get_records_action() if picking.has_access("read") else True

    def _make_picking(self, picking_type, source, target):
        case = self.ticket_id[:1]
        address = case._ops_get_address()
        moves = [
            Command.create(
                {
                    "product_id": loan.product_id.id,
                    "product_uom_qty": loan._get_movable("lend" if loan.state == "planned" else "back"),
                    "product_uom": loan.product_id.uom_id.id,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    "partner_id": address.id,
                    "ops_loan_id": loan.id,
                }
            )
            for loan in self
        ]
        # sudo: as above
        picking_sudo = (
            self.env["stock.picking"]
            .sudo()
            .create(
                {
                    "picking_type_id": picking_type.id,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    "partner_id": address.id,
                    "origin": case.number,
                    "company_id": case.company_id.id,
                    "move_ids": moves,
                }
            )
        )
        picking_sudo.action_confirm()
        for move in picking_sudo.move_ids:
            move.ops_loan_id._reserve_on(move)
        return picking_sudo.sudo(False)

    def _reserve_on(self, move):
        """Put the unit that was chosen on the move."""
        move.move_line_ids.unlink()
        vals = {
            "product_id": self.product_id.id,
            "product_uom_id": move.product_uom.id,
            "quantity": move.product_uom_qty,
            "lot_id": self.lot_id.id,
            "location_id": move.location_id.id,
            "location_dest_id": move.location_dest_id.id,
            "picking_id": move.picking_id.id,
        }
        move.write({"move_line_ids": [Command.create(vals)]})

    # ------------------------------------------------------------------
    # What follows
    # ------------------------------------------------------------------
    def _follow(self):
        """Ask the salesperson for the unit when it is due; a case that only waited for it is closed."""
        for case, loans in self.grouped("ticket_id").items():
            case.activity_unlink([ASK], only_automated=True)
            for loan in (loans | case.ops_loan_ids).filtered(lambda loan: loan.state == "lent"):
                case.activity_schedule(
                    ASK,
                    date_deadline=loan.date_back,
                    summary=self.env._("Fetch back what is on loan: %s", loan._get_label()),
                    user_id=(case.ops_salesman_id or case.user_id or self.env.user).id,
                )
            case._ops_close_told()

    # ------------------------------------------------------------------
    # Helpers
    # ------------------------------------------------------------------
    def _ask(self, what, title):
        self.ensure_one()
        return ask("ops.case.loan", title, ticket_id=self.ticket_id.id, loan_id=self.id, what=what)

    def _check_role(self, roles):
        """Refuse who holds none of the roles, or may not read the case."""
        self.check_access("read")
        case = self.ticket_id[:1]
        case._ops_check_held(roles, case._ops_clause_of("A"))

    def _refuse_not_lent(self):
        names = dict(self._fields["state"]._description_selection(self.env))
        for loan in self:
            if loan.state != "lent":
                raise UserError(
                    self.env._(
                        "%(case)s: “%(product)s” is “%(state)s”, not with the customer (%(clause)s).",
                        **loan._get_names(),
                        state=names[loan.state],
                    )
                )

    def _get_names(self):
        return {
            "case": self.ticket_id.display_name,
            "product": self.product_id.display_name,
            "clause": self._ops_named_clause(),
        }

    def _get_label(self):
        """Return what it is: the product, its serial number or how many."""
        # sudo: names of goods, for whoever reads the loan
        loan_sudo = self.sudo()
        which = loan_sudo.lot_id.name or f"{loan_sudo.quantity:g} {loan_sudo.uom_id.name}"
        return f"{loan_sudo.product_id.display_name} · {which}"

    def _get_other_way_message(self, left):
        return self.env._(
            "%(case)s: of “%(product)s” on loan %(left)s may be moved this way, with the serial number that "
            "was lent. Press the button on the case again (%(clause)s).",
            **self._get_names(),
            left=f"{max(0.0, left):g} {self.uom_id.name}",
        )
