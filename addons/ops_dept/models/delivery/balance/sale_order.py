from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ....tools.actions import open_records
from ....tools.states import TO_SUBMIT


class SaleOrder(models.Model):
    """From the running order to its releases (W4.C)."""

    _inherit = "sale.order"

    ops_release_ids = fields.One2many("ops.release", "order_id", "Releases")
    ops_release_count = fields.Integer("Number of releases", compute="_compute_ops_release_count")
    ops_to_release = fields.Boolean(
        "To release",
        compute="_compute_ops_to_release",
        search="_search_ops_to_release",
        help="Runs behind the gate, and goods of it are neither released nor asked for.",
    )
    ops_can_request_release = fields.Boolean(compute="_compute_ops_can_request_release")

    _ops_undelivered_idx = models.Index(
        "(company_id) WHERE state = 'sale' AND ops_exempt IS NOT TRUE"
        " AND delivery_status IN ('pending', 'started', 'partial')"
    )

    @api.depends("ops_release_ids")
    def _compute_ops_release_count(self):
        rows = self.env["ops.release"]._read_group([("order_id", "in", self.ids)], ["order_id"], ["__count"])
        counts = {order.id: count for order, count in rows}
        for order in self:
            order.ops_release_count = counts.get(order.id, 0)

    @api.depends("state", "order_line.ops_qty_to_release")
    def _compute_ops_to_release(self):
        for order in self:
            order.ops_to_release = any(order.order_line._ops_filter_releasable().mapped("ops_qty_to_release"))

    def _ops_requests_being_decided(self):
        found = super()._ops_requests_being_decided()
        return found + [release for release in self.ops_release_ids if release.state == "submitted"]

    def _search_ops_to_release(self, operator, value):
        """Find them by one statement over undelivered orders, their lines and releases."""
        if operator != "in":
            return NotImplemented
        companies = self.env["ops.release"]._ops_gated_companies()
        found = Domain.FALSE
        if companies:
            found = Domain("id", "in", self._ops_to_release_query(companies))
        return found if True in value else ~found

    @api.model
    def _ops_to_release_query(self, companies):
        self.env["sale.order"].flush_model(["state", "company_id", "ops_exempt", "delivery_status"])
        self.env["sale.order.line"].flush_model(["order_id", "product_id", "product_uom_qty", "display_type"])
        self.env["ops.release.line"].flush_model(["order_line_id", "quantity", "quantity_cut", "release_id"])
        self.env["ops.release"].flush_model(["state"])
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return SQL(
            """(
            SELECT line.order_id
              FROM sale_order AS o
              JOIN sale_order_line AS line ON line.order_id = o.id
              JOIN product_product AS p ON p.id = line.product_id
              JOIN product_template AS t ON t.id = p.product_tmpl_id
              JOIN uom_uom AS unit ON unit.id = line.product_uom_id
              JOIN uom_uom AS moving ON moving.id = t.uom_id
             WHERE o.state = 'sale' AND o.ops_exempt IS NOT TRUE AND o.company_id IN %(companies)s
               AND o.delivery_status IN ('pending', 'started', 'partial')
               AND line.display_type IS NULL AND t.type = 'consu'
               AND ROUND(((line.product_uom_qty - COALESCE((
                   SELECT SUM(asked.quantity - COALESCE(asked.quantity_cut, 0))
                     FROM ops_release_line AS asked
                     JOIN ops_release AS r ON r.id = asked.release_id
                    WHERE asked.order_line_id = line.id AND r.state IN ('submitted', 'approved', 'done')
               ), 0)) * LEAST(unit.factor / moving.factor, 1))::numeric, %(digits)s) > 0
            )""",
            companies=tuple(companies),
            digits=digits,
        )

    @api.depends("ops_to_release")
    @api.depends_context("uid")
    def _compute_ops_can_request_release(self):
        may_submit = self.env["ops.release"]._ops_may_submit()
        for order in self:
            order.ops_can_request_release = bool(may_submit and order.id and order.ops_to_release)

    # ------------------------------------------------------------------
    # Request a release
    # ------------------------------------------------------------------
    def _ops_prepare_release_lines(self):
        """Return the commands for the lines of a release: what is still to release and has arrived. Where
        arrivals are not asked for (W4.B), all that is still to release while nothing lies there yet.
        """
        ready = self._ops_arrived_to_release()
        if not any(ready.values()) and not self._ops_asks_for_arrival():
            ready = {line: line.ops_qty_to_release for line in ready}
        return [
            Command.create({"order_line_id": line.id, "quantity": quantity})
            for line, quantity in ready.items()
            if quantity
        ]

    def _ops_asks_for_arrival(self):
        return self.company_id.id in self.env["ops.arrival"]._ops_gated_companies()

    def _ops_arrived_to_release(self):
        """Return line → how much of what is still to release lies there or was confirmed by hand."""
        lines = self.order_line._ops_filter_releasable().filtered("ops_qty_to_release")
        # sudo: quantities only, for whoever may read the line
        shelf = lines.sudo()._ops_shelf()
        ready = {}
        for line in lines:
            line_id, asked = line._origin.id, line.ops_qty_to_release
            there = shelf.take(line_id, asked)
            there += shelf.take_confirmed(line_id, asked - there)
            ready[line] = line._ops_round_open_quantity(there)
        return ready

    def action_ops_request_release(self):
        """Open the release being prepared for this order, or a new one with what is still to release.

        Clause: W4.C

        :raises UserError: when everything is released or asked for
        """
        self.ensure_one()
        action = {"type": "ir.actions.act_window", "res_model": "ops.release", "views": [(False, "form")]}
        release = self.env["ops.release"].search(
            [("order_id", "=", self.id), ("state", "in", TO_SUBMIT)], limit=1
        )
        if release:
            return {**action, "res_id": release.id}
        if not self._ops_prepare_release_lines():
            self._ops_refuse_not_arrived()
            raise UserError(
                self.env._(
                    "%(order)s: all its goods are released or asked for already (%(releases)s). What is not "
                    "to leave is given back there first: cancel the release, or close the rest (W4.C).",
                    order=self.display_name,
                    releases=self.ops_release_ids._get_standing_names(),
                )
            )
        return {**action, "name": self.env._("Request Release"), "context": {"default_order_id": self.id}}

    def _ops_refuse_not_arrived(self):
        """Refuse to ask for goods none of which has arrived, and offer to confirm by hand. Clause: W4.B"""
        lines = self.order_line._ops_filter_releasable().filtered("ops_qty_to_release")
        if lines:
            draft = self.env["ops.release"].new(
                {
                    "order_id": self.id,
                    "line_ids": [
                        Command.create({"order_line_id": line.id, "quantity": line.ops_qty_to_release})
                        for line in lines
                    ],
                }
            )
            raise RedirectWarning(
                "\n".join(f"{self.display_name}: {text}" for text in draft.line_ids._get_arrival_blockers()),
                self.action_ops_confirm_arrival(),
                self.env._("Confirm Arrival"),
            )

    def action_ops_open_releases(self):
        """Open the releases of this order."""
        self.ensure_one()
        context = {"default_order_id": self.id}
        return open_records(self.ops_release_ids, self.env._("Releases"), context=context)

    def _ops_after_cancel(self):
        """Goods of a cancelled order do not leave any more."""
        result = super()._ops_after_cancel()
        # sudo: whoever may cancel the order ends its releases by it
        self.sudo().ops_release_ids._order_cancelled()
        return result
