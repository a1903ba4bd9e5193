from odoo import api, fields, models

from .position import AT_US, SETTLED


class HelpdeskTicket(models.Model):
    """The step of a case with goods follows where they are (W8, W9)."""

    _inherit = "helpdesk.ticket"

    ops_transfer_count = fields.Integer("Transfers of it", compute="_compute_ops_transfer_count")
    ops_step_line_ids = fields.One2many(
        "ops.ticket.line", "ticket_id", "Goods and their next step", readonly=True, copy=False
    )
    ops_can_receive = fields.Boolean(compute="_compute_ops_can_receive", export_string_translation=False)

    @api.depends("ops_line_ids.move_ids")
    def _compute_ops_transfer_count(self):
        for case in self:
            # sudo: how many there are; they are opened with the user's own rights
            case.ops_transfer_count = len(case.sudo()._ops_get_moves().picking_id)

    @api.depends("ops_step", "ops_line_ids.position")
    def _compute_ops_can_receive(self):
        for case in self:
            case.ops_can_receive = (
                case._ops_is_goods()
                and case._ops_is_running()
                and any(line._get_planned("receipt") > 0 for line in case.ops_line_ids)
            )

    def action_ops_receive(self):
        """Enter that the goods of this case come back. Clauses: W8.D, W9.D"""
        return self.ops_line_ids.action_receive()

    def action_ops_open_transfers(self):
        """Open the transfers of this case."""
        # sudo: only which they are
        pickings = self.sudo()._ops_get_moves().picking_id.sudo(False)
        return pickings._get_records_action(name=self.env._("Transfers"))

    def _ops_get_address(self):
        """Return where the customer gets his goods: by the order and its release, else at the contact's."""
        case_sudo = self.sudo()  # sudo: where the order went
        order_sudo = case_sudo.ops_order_id or case_sudo.ops_line_ids.order_line_id.order_id[:1]
        return (order_sudo.partner_shipping_id or case_sudo.partner_id).sudo(False)

    def _ops_get_warehouse(self):
        """Return the warehouse that the goods come to: the order's, else the company's first."""
        case_sudo = self.sudo()  # sudo: which warehouse it is
        return (
            case_sudo.ops_order_id.warehouse_id
            or case_sudo.ops_line_ids.order_line_id.order_id.warehouse_id[:1]
            or self.env["stock.warehouse"]
            .sudo()
            .search([("company_id", "=", case_sudo.company_id.id)], limit=1)
        )

    def _ops_get_next_text(self):
        """While goods are to be received, judged or settled, that is what comes next."""
        if not self._ops_is_goods() or self.ops_waiting_since:
            return super()._ops_get_next_text()
        if self.ops_step not in ("technical", "site"):
            return super()._ops_get_next_text()
        _ = self.env._
        case_sudo = self.sudo()  # sudo: names of colleagues, where the goods are
        lines = case_sudo.ops_line_ids
        if any(line.position == "customer" for line in lines):
            return _("Sales support receives the goods.")
        if any(line.position in AT_US and not line.verdict for line in lines):
            return _("%s gives the verdict on the goods.", case_sudo.user_id.name or _("Technical"))
        if any(line.position in AT_US for line in lines):
            return _(
                "The goods are shipped or taken into stock, or %s hands them to purchasing.",
                case_sudo.ops_salesman_id.name or _("The salesperson"),
            )
        return _(
            "Sales support settles what the customer gets for it: credit note, replacement or quotation."
        )

    # ------------------------------------------------------------------
    # The step follows
    # ------------------------------------------------------------------
    def _ops_follow_goods(self):
        """Bring running cases to the step of their goods; what is settled altogether is done."""
        for case in self.filtered(lambda case: case._ops_is_running() and case._ops_is_goods()):
            positions = set(case.ops_line_ids.mapped("position"))
            if positions <= set(SETTLED):
                if not case._ops_owes_customer():
                    case._ops_finish_goods()
                continue
            step = case._ops_get_goods_step(positions)
            if step != case.ops_step:
                case._stamp({"ops_step": step})

    def _ops_owes_customer(self):
        """Tell whether the customer is still to get something for what he gave back; credit adds its own."""
        return any(
            line.process == "exchange"
            and line.position in ("stock", "scrapped")
            and line.product_id.uom_id.compare(line._get_movable("replace"), 0) > 0
            for line in self.ops_line_ids
        )

    def _ops_get_goods_step(self, positions):
        if "maker" in positions:
            return "maker"
        if "purchasing" in positions:
            return "purchasing"
        if positions & {"back"} or self.ops_step in ("purchasing", "maker"):
            return "technical" if self.user_id else "approved"
        return self.ops_step

    def _ops_finish_goods(self):
        """All goods are where they belong: the salesperson tells the customer (V5.2)."""
        if self.ops_step != "solved":
            text = self.ops_result or self._ops_get_goods_result()
            self._stamp({"ops_result": text})
            self._stamp({"ops_step": "solved", **self._prepare_solve_vals()})
            self._do_solve()

    def _ops_get_goods_result(self):
        """Say what became of each product, for whoever tells the customer."""
        names = dict(self.ops_line_ids._fields["position"]._description_selection(self.env))
        return "\n".join(
            " · ".join(
                filter(
                    None,
                    (
                        line.product_id.display_name,
                        line.lot_id.name,
                        line._get_verdict_text(),
                        names[line.position],
                    ),
                )
            )
            for line in self.ops_line_ids
        )

    def _ops_get_withdraw_blockers(self):
        blockers = super()._ops_get_withdraw_blockers()
        held = self.ops_line_ids.filtered(lambda line: line.position in (*AT_US, "maker"))
        if held:
            names = dict(held._fields["position"]._description_selection(self.env))
            blockers.append(
                self.env._(
                    "“%(product)s” is “%(position)s”: ship it to the customer or settle it first "
                    "(%(clause)s).",
                    product=held[0].product_id.display_name,
                    position=names[held[0].position],
                    clause=self._ops_clause_of("E"),
                )
            )
        return blockers

    def _do_withdraw(self):
        """Transfers that nobody carried out yet end with the case."""
        # sudo: whoever withdraws the case ends its transfers
        moves_sudo = self.sudo()._ops_get_moves()
        moves_sudo.filtered(lambda move: move.state not in ("done", "cancel"))._action_cancel()
        return super()._do_withdraw()

    def _ops_get_moves(self):
        """Return the moves of its goods; loans add theirs."""
        return self.ops_line_ids.move_ids
