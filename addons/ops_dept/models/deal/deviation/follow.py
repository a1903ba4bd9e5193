from odoo import api, fields, models

from .confirm import CONFIRMABLE


class OpsContractDeviation(models.Model):
    """How deviations follow their orders and contracts: opened, reopened, withdrawn. Clause: W3.C"""

    _inherit = "ops.contract.deviation"

    @api.model
    def _follow(self, orders):
        """Bring the deviations of these orders in line with what they say now; the same point keeps its line.

        New points open only while a contract is negotiated; without one the rule of the quotation applies
        (W2.E), and what was confirmed stays confirmed as long as it is true.

        :param orders: sale.order
        """
        # sudo: whoever changes the order opens the deviation by it; he need not be allowed to read them all
        orders = orders.sudo()
        known = self.sudo().search([("order_id", "in", orders.ids)]).grouped("order_id")
        negotiated = orders._ops_filter_negotiated()
        orders = orders.browse([order.id for order in orders if order in known or order in negotiated])
        withdrawn = self.sudo().browse()
        opened = {}
        vals_list = []
        for order in orders:
            points = {(point.kind, point.line_id): point for point in order._ops_deviation_points()}
            stale, changed = self._sort_known(known.get(order, self), points, order in negotiated)
            withdrawn |= stale
            if order in negotiated:
                known.get(order, self)._move_to(order._ops_governing_contract())
                vals = order._ops_prepare_deviations([*changed.values(), *points.values()])
                for deviation in changed:
                    deviation._stamp({**vals.pop(0), **self._prepare_reopen_vals()})
                    opened[deviation] = order
                vals_list += vals
        withdrawn._withdraw()
        # sudo: the log of what deviates is written by the change itself, by nobody's right to write it
        new = self.sudo()._create_stamped(vals_list)
        # sudo: the same deviations, announced in the same mode
        (self.sudo().union(*opened) | new)._announce()
        orders._ops_note_open_deviations()

    @api.model
    def _sort_known(self, deviations, points, is_negotiated):
        """Take from `points` what is known; return those to withdraw, and {those to open again: point}."""
        stale, changed = self.sudo().browse(), {}
        for deviation in deviations:
            point = points.pop((deviation.kind, deviation.line_ref), None)
            is_same = point and deviation._is_about_same(point)
            decided = ("confirmed", "refused") if is_negotiated else ("confirmed",)
            if is_same and deviation.state in decided:
                continue
            if point and is_negotiated:
                if not is_same or deviation.state == "withdrawn":
                    changed[deviation] = point
            elif deviation.state != "withdrawn":
                stale |= deviation
        return stale, changed

    def _move_to(self, contract):
        """What is not confirmed on an order belongs to the contract that it is under now."""
        elsewhere = self.filtered(
            lambda deviation: deviation.state in CONFIRMABLE and deviation.contract_id != contract
        )
        if elsewhere:
            elsewhere._stamp({"contract_id": contract.id})

    def _is_about_same(self, point):
        """Tell whether this is about the same approved and the same present value."""
        return self.compared == {"old": point.old, "new": point.new}

    @api.model
    def _prepare_reopen_vals(self):
        return {
            "state": "open",
            "confirmed_by_id": False,
            "deputy_for_id": False,
            "date_confirmed": False,
            "comment": False,
            **self._prepare_unrefused_vals(),
        }

    def _withdraw(self):
        """Close what does not deviate any more; that it had been confirmed stays in the log."""
        if self:
            self._stamp({"state": "withdrawn", "confirmer_ids": [fields.Command.clear()]})

    def _announce(self):
        """Log what opened, leave one line at the contract and tell who confirms: once per change."""
        if not self:
            return
        confirmers = self._get_confirmers()
        for users, deviations in self.grouped(confirmers.get).items():
            deviations._stamp({"confirmer_ids": [fields.Command.set(users.ids)]})
        # sudo: nobody writes the log by hand
        self.env["ops.log"].sudo()._log(self, "deviated", clause_code="W3.C")
        for contract, deviations in self.grouped("contract_id").items():
            people = self.env["res.users"].union(*(confirmers[deviation] for deviation in deviations))
            people |= people._ops_deputy_for("approvals")
            contract._tell_deviations(deviations, people - self.env.user)
