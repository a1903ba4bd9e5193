from odoo import models


class OpsTicketLine(models.Model):
    """What a line is refused for: what the customer never got, and what another case is about already.

    Clauses: W8.A, W9.A
    """

    _inherit = "ops.ticket.line"

    def _get_blockers(self):
        """Return the sentences that keep the case with these lines from being asked for."""
        others = self._get_open_elsewhere()
        blockers = []
        for line in self:
            blockers += line._get_own_blockers(others)
        return blockers

    def _get_own_blockers(self, others):
        _ = self.env._
        clause = self.ticket_id._ops_clause_of("A")
        product = self.product_id.display_name
        unit = self.product_id.uom_id
        blockers = []
        if unit.compare(self.quantity, 0) <= 0:
            blockers.append(_("“%(product)s”: say how many (%(clause)s).", product=product, clause=clause))
        if self.product_id.tracking == "serial":
            blockers += self._get_serial_blockers(clause)
        if not self.is_foreign and unit.compare(self.quantity, self.quantity_delivered) > 0:
            blockers.append(self._get_not_delivered_message(clause))
        if self.lot_id in others:
            blockers.append(
                _(
                    "Serial number %(serial)s is in the open case %(case)s: go on there (%(clause)s).",
                    serial=self.lot_id.name,
                    case=others[self.lot_id].display_name,
                    clause=clause,
                )
            )
        return blockers

    def _get_serial_blockers(self, clause):
        _ = self.env._
        product = self.product_id.display_name
        if not self.lot_id and self.ticket_id._ops_is_goods():
            return [
                _(
                    "“%(product)s” has serial numbers: say which one it is (%(clause)s).",
                    product=product,
                    clause=clause,
                )
            ]
        if self.lot_id and self.quantity != 1:
            return [
                _(
                    "“%(product)s”: a serial number stands for one piece, a line for each (%(clause)s).",
                    product=product,
                    clause=clause,
                )
            ]
        return []

    def _get_not_delivered_message(self, clause):
        _ = self.env._
        if self.lot_id:
            return _(
                "Serial number %(serial)s is not with %(customer)s by our deliveries. Correct it, or mark "
                "the line as not ours (%(clause)s).",
                serial=self.lot_id.name,
                customer=self.commercial_partner_id.name,
                clause=clause,
            )
        return _(
            "“%(product)s”: %(quantity)s %(unit)s; with %(customer)s are %(delivered)s by our deliveries. "
            "Correct it, or mark the line as not ours (%(clause)s).",
            product=self.product_id.display_name,
            quantity=f"{self.quantity:g}",
            delivered=f"{self.quantity_delivered:g}",
            unit=self.product_id.uom_id.name,
            customer=self.commercial_partner_id.name,
            clause=clause,
        )

    def _get_open_elsewhere(self):
        """Return serial number → the other open case that it is in."""
        lots = self.lot_id
        if not lots:
            return {}
        # sudo: a serial number is in one open case only, whoever may read that one
        others_sudo = self.sudo().search(
            [
                ("lot_id", "in", lots.ids),
                ("ticket_id", "not in", self.ticket_id.ids),
                ("ticket_id.ops_step", "not in", ("closed", "refused", "cancel", "solved")),
            ]
        )
        return {line.lot_id.sudo(False): line.ticket_id for line in others_sudo}
