from odoo import models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """Goods come back from a customer by a confirmed case only, and leave again up to what it received.

    The gate stands where the release's does: where a move becomes done, whatever the way. Free are what runs
    since before the rulebook, and what comes back with the driver before the signed delivery note is in.

    Clauses: W8.A, W9.A
    """

    _inherit = "stock.move"

    def _ops_check_case(self):
        """Refuse what no confirmed case covers.

        :raises UserError: names the goods and who acts next
        """
        companies = self.env["res.company"]._ops_companies_on()
        if not companies:
            return
        # sudo: the gate counts the goods of all cases, whoever carries them
        moves = self.sudo().filtered(lambda move: move.company_id.id in companies)
        problems = []
        for move in moves:
            if move.ops_ticket_line_id:
                problems += move._ops_get_case_problems()
            elif move._ops_needs_case():
                problems.append(move._ops_get_no_case_message())
        if problems:
            raise UserError("\n".join(dict.fromkeys(problems)))

    # ------------------------------------------------------------------
    # Without a case
    # ------------------------------------------------------------------
    def _ops_needs_case(self):
        """Tell whether these goods come back from a customer, or leave the quarantine, without a case."""
        self.ensure_one()
        if not self.quantity or self.location_dest_id.usage == "customer":
            return False  # what leaves for a customer passes the release
        if self._ops_leaves_quarantine():
            return self.location_dest_id.usage != "inventory" and self._ops_holds_return("W9.A")
        return (
            self.location_id.usage == "customer"
            and self._ops_holds_return("W9.A")
            and not self._ops_runs_freely()
            and not self._ops_came_with_driver()
        )

    def _ops_leaves_quarantine(self):
        return self.location_id != self.location_dest_id and self.location_id._ops_is_quarantine()

    def _ops_holds_return(self, code):
        return self.env["ops.clause"]._is_in_force(code, self.company_id)

    def _ops_came_with_driver(self):
        """Tell whether the delivery's signed note is not in yet: the customer refused them at the door."""
        shipped = self.origin_returned_move_id
        releases = shipped.sale_line_id.ops_release_line_ids.release_id.filtered("date_shipped")
        last = releases.sorted("date_shipped")[-1:]
        return bool(shipped) and last.note_stage not in ("handed", "taken")

    def _ops_get_no_case_message(self):
        return self.env._(
            "“%(product)s” would come back from %(customer)s without a confirmed case. Sales support opens "
            "one (return, exchange or repair), the sales manager confirms it, the goods are received from "
            "there (W8.A, W9.A).",
            product=self.product_id.display_name,
            customer=(self.picking_id.partner_id or self.partner_id).commercial_partner_id.name or "-",
        )

    # ------------------------------------------------------------------
    # With a case
    # ------------------------------------------------------------------
    def _ops_get_case_problems(self):
        """Return what stands against carrying these goods for the case."""
        self.ensure_one()
        line = self.ops_ticket_line_id
        case = line.ticket_id
        if not case._ops_is_running():
            return [
                self.env._(
                    "%(case)s stands at “%(step)s”: its goods are not moved. %(next)s (%(clause)s)",
                    case=case.display_name,
                    step=case._ops_state_label(),
                    next=case._ops_get_next_text(),
                    clause=case._ops_clause_of("A"),
                )
            ]
        strange = self.product_id != line.product_id or not self._ops_has_lots_of(line)
        left = line._get_movable(self._ops_get_way())
        if strange or self.product_id.uom_id.compare(self._ops_get_leaving_quantity(False), left) > 0:
            return [
                self.env._(
                    "%(case)s: of “%(product)s” %(left)s %(unit)s may be moved this way, with the serial "
                    "number of the case. Press the button on the case again (%(clause)s).",
                    case=case.display_name,
                    product=line.product_id.display_name,
                    left=f"{max(0.0, left):g}",
                    unit=line.uom_id.name,
                    clause=case._ops_clause_of("D"),
                )
            ]
        return []

    def _ops_has_lots_of(self, line):
        if self._ops_get_way() == "replace":
            return True  # whichever of our stock
        lots = self.move_line_ids.filtered("quantity").lot_id
        return not lots or not line.lot_id or lots <= line._get_lots()

    def _ops_is_of_case(self):
        """The way back of what a customer sent in passes on his confirmed case, without a release."""
        self.ensure_one()
        return bool(self.ops_ticket_line_id) and not self.sale_line_id
