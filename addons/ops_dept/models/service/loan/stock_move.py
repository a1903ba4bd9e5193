from odoo import fields, models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """A unit leaves on loan by a confirmed case only, and what is on loan moves by its case only.

    The gate stands where a move becomes done, whatever the way.

    Clauses: W7.A, W8.A, W9.A
    """

    _inherit = "stock.move"

    _ops_checked_done = ((20, "_ops_check_loan"),)
    _ops_done = ((20, "_ops_follow_loan"),)
    _ops_recounted = ((20, "_ops_recount_loan"),)

    ops_loan_id = fields.Many2one(
        "ops.ticket.loan", "Loan of a service case", index="btree_not_null", ondelete="restrict"
    )

    def _ops_get_loan_way(self):
        """Return which way a unit on loan goes by this move: "lend", "back" or "lost", told by the places."""
        self.ensure_one()
        if self.location_dest_id._ops_is_loan_place():
            return "lend"
        return "lost" if self.location_dest_id.usage == "inventory" else "back"

    def _ops_check_loan(self):
        """Refuse loans that no confirmed case covers.

        :raises UserError: names the goods and who acts next
        """
        companies = self.env["res.company"]._ops_companies_on()
        if not companies:
            return
        # sudo: the gate knows the loans of all cases, whoever carries them
        moves = self.sudo().filtered(lambda move: move.company_id.id in companies)
        problems = [problem for move in moves for problem in move._ops_get_loan_problems()]
        if problems:
            raise UserError("\n".join(dict.fromkeys(problems)))

    def _ops_get_loan_problems(self):
        """Return what stands against this move as a loan; nothing for what is none."""
        self.ensure_one()
        loan = self.ops_loan_id
        touches = self.location_id._ops_is_loan_place(), self.location_dest_id._ops_is_loan_place()
        if not loan:
            is_refused = touches[0] != touches[1] and self._ops_holds_return("W8.A")
            return [self._ops_get_no_loan_message()] if is_refused else []
        case = loan.ticket_id
        way = self._ops_get_loan_way()
        if way == "lend" and not case._ops_may_lend():
            return [case._ops_get_no_lending_message()]
        left = loan._get_movable(way)
        lots = self.move_line_ids.filtered("quantity").lot_id
        strange = self.product_id != loan.product_id or (loan.lot_id and lots and lots != loan.lot_id)
        is_elsewhere = touches[0] == touches[1] or self.location_dest_id.usage in ("customer", "supplier")
        if strange or is_elsewhere or self.product_id.uom_id.compare(self._ops_get_moving(), left) > 0:
            return [loan._get_other_way_message(left)]
        return []

    def _ops_get_moving(self):
        """Return how much this move carries now, in its product's unit: nothing once it is done."""
        return 0.0 if self.state == "done" else self._ops_get_done_quantity()

    def _ops_get_no_loan_message(self):
        return self.env._(
            "“%(product)s” would go on loan, or come back from it, without a service case. Sales support "
            "lends it on the confirmed case, and takes it back there (W8.A).",
            product=self.product_id.display_name,
        )

    def _ops_follow_loan(self):
        """Ask for the unit when it is due, and end the case that only waited for it."""
        # sudo: whoever carries the goods need not be allowed to write the case
        loans = self.sudo().ops_loan_id
        if loans:
            loans.modified(["move_ids"])
            loans._follow()

    def _ops_recount_loan(self):
        """Find out anew which units are lent: a done move carried another quantity."""
        self.sudo().ops_loan_id.modified(["move_ids"])  # sudo: as above
