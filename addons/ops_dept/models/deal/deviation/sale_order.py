from odoo import api, fields, models
from odoo.exceptions import UserError

from ..comparison.difference import Difference
from ..contract.ops_contract import ENDED, OPEN
from .confirm import CONFIRMABLE

# Stands in for the line where a term of the contract itself deviates.
CONTRACT_TERM = -1


class SaleOrder(models.Model):
    """Under a negotiated contract a change does not end the approval: each becomes a deviation (W3.C).

    The approval stands again once every difference for the worse is confirmed; until then the changed order
    neither leaves the house nor is confirmed.
    """

    _inherit = "sale.order"

    ops_deviation_ids = fields.One2many("ops.contract.deviation", "order_id", "Deviations", copy=False)
    ops_has_open_deviation = fields.Boolean(
        "Open deviation",
        readonly=True,
        copy=False,
        help="Deviates from what was approved and nobody confirmed it yet: it is not shown to the customer.",
        stamp=True,
    )
    ops_deviation_text = fields.Text("Deviations to confirm", compute="_compute_ops_deviation_text")

    @api.depends_context("uid", "lang")
    def _compute_ops_deviation_text(self):
        for order in self:
            is_negotiated = order.id and order._ops_filter_negotiated()
            # sudo: who may read the order is told what is open on it
            points = is_negotiated and order.sudo()._ops_deviation_sentences()
            order.ops_deviation_text = "\n".join(points) if points else False

    # ------------------------------------------------------------------
    # Which contract decides
    # ------------------------------------------------------------------
    def _ops_governing_contract(self):
        """Return the contract by which this order may be changed: its own, or the running amendment of it."""
        self.ensure_one()
        # sudo: whether and by what the order is bound holds for everybody who touches it
        return self.sudo().ops_contract_id._get_governing_contract()

    def _ops_filter_deviating(self):
        """Return the orders to which W3.C applies: behind the gate, with a contract that lives."""
        in_force = self.env["ops.clause"]._is_in_force
        return self._ops_filter_gated().filtered(
            lambda order: (
                order.sudo().ops_contract_id  # sudo: as in `_ops_governing_contract`
                and in_force("W3.C", order.company_id)
                and order._ops_governing_contract().state not in ENDED
            )
        )

    def _ops_filter_negotiated(self):
        """Return the approved orders whose contract is negotiated: their changes become deviations."""
        return self._ops_filter_deviating().filtered(
            lambda order: (
                order.ops_approval_state == "approved" and order._ops_governing_contract().state in OPEN
            )
        )

    # ------------------------------------------------------------------
    # Points
    # ------------------------------------------------------------------
    def _ops_deviation_points(self):
        """Return every difference of order and contract from what was approved.

        :rtype: list[Difference]
        """
        snapshot = self.ops_approved_snapshot
        return self._ops_differences(snapshot) + self._ops_contract_differences(snapshot)

    def _ops_contract_differences(self, snapshot):
        """Return where the contract's own terms are neither what was approved nor what the order says."""
        self.ensure_one()
        contract = self._ops_governing_contract()
        if not snapshot or not contract:
            return []
        old, now, found = snapshot["header"], None, []
        for kind, name, value, is_worse in contract._get_promised_terms(old):
            if value == contract._get_comparable_value(kind, old[name]):
                continue
            now = now or self._ops_snapshot_header()
            if value != contract._get_comparable_value(kind, now[name]):
                found.append(
                    Difference(kind, old[name], value, is_worse, CONTRACT_TERM, contract.display_name)
                )
        return found

    def _ops_unconfirmed(self, differences):
        """Return the differences that no confirmation covers."""
        if not differences:
            return []
        # sudo: confirmations are read to know what is covered
        confirmed = self.sudo().ops_deviation_ids.filtered(lambda deviation: deviation.state == "confirmed")
        known = {(deviation.kind, deviation.line_ref): deviation for deviation in confirmed}
        return [
            point
            for point in differences
            if (point.kind, point.line_id) not in known
            or not known[point.kind, point.line_id]._is_about_same(point)
        ]

    # ------------------------------------------------------------------
    # Departments
    # ------------------------------------------------------------------
    def _ops_ask_about(self, points):
        """Ask technical and purchasing about products that came in by a deviation, as the quotation does."""
        lines = self.order_line.browse(
            [
                point.line_id
                for point in points
                if point.line_id > 0 and point.kind in ("added", "product", "quantity", "unit")
            ]
        )
        lines &= self.order_line
        for department, flag in (("technical", "ops_is_difficult"), ("purchasing", "ops_is_key")):
            if any(lines.mapped(flag)):
                self.env["ops.help.request"]._ask(lines & self._ops_unanswered_lines(department), department)

    def _ops_answers_missing(self, line):
        """Say which department still has to answer about a line before its deviation is confirmed."""
        labels = dict(self.env["ops.help.request"]._fields["department"]._description_selection(self.env))
        return [
            self.env._(
                "%(line)s: %(department)s (%(who)s) answers first, as for a quotation (W2.C, W2.D).",
                line=line._ops_short_name(),
                department=labels[department],
                who=self.env["tier.review"]._ops_format_deciders(self._ops_post_users(department)),
            )
            for department in ("technical", "purchasing")
            if line in self._ops_unanswered_lines(department)
        ]

    # ------------------------------------------------------------------
    # What follows from a change
    # ------------------------------------------------------------------
    def _ops_follow_contract(self):
        """After contract or link changed: open what deviates, apply the quotation's rule to what is free."""
        gated = self._ops_filter_gated().filtered(lambda order: order.ops_approval_state == "approved")
        if not gated:
            return
        self.env["ops.contract.deviation"]._follow(gated)
        (gated - gated._ops_filter_negotiated())._ops_after_change()

    def _ops_note_open_deviations(self):
        """Keep on the order whether it deviates unconfirmed: the portal's rule asks stored columns."""
        for order in self:
            is_open = any(
                deviation.state in CONFIRMABLE and deviation.effect == "worse" and deviation.line_ref >= 0
                for deviation in order.ops_deviation_ids
            )
            if order.ops_has_open_deviation != is_open:
                order._stamp({"ops_has_open_deviation": is_open})

    # ------------------------------------------------------------------
    # Gate of the quotation
    # ------------------------------------------------------------------
    def _ops_refuse_negotiated(self):
        """What changed under a contract is confirmed there."""
        negotiated = self._ops_filter_negotiated()
        if negotiated:
            raise UserError(
                self.env._(
                    "%(order)s is under the contract %(contract)s: what changed is confirmed there, the "
                    "quotation is not submitted again (W3.C).",
                    order=negotiated[0].display_name,
                    contract=negotiated[0]._ops_governing_contract().display_name,
                )
            )

    def _ops_deviation_step(self):
        return self.env._(
            "It deviates from what was approved: %(points)s",
            points=" ".join(self.sudo()._ops_deviation_sentences()),  # sudo: who acts next is told
        )

    def action_ops_open_deviations(self):
        """Open the deviations of this order."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_contract_deviation_action")
        return {**action, "domain": [("order_id", "=", self.id)], "context": {}}
