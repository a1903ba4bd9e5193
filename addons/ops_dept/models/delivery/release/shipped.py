from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ....tools.fetch_lines import fetch_lines
from ..balance.balance import forget_balances
from .ops_release import CANCELLERS


class OpsRelease(models.Model):
    """The end of a release: shipped by what leaves, cut down to it, or cancelled."""

    _inherit = "ops.release"

    def _stamp(self, vals):
        forget_balances(self.env)
        return super()._stamp(vals)

    # ------------------------------------------------------------------
    # Shipped
    # ------------------------------------------------------------------
    @api.model
    def _lock_deliveries(self, order_lines):
        """Let deliveries of the same released goods pass one after the other.

        The second one waits here. Its snapshot is older than what the first one wrote on these rows
        (`_note_shipped`), so the database refuses it and the server repeats the whole call.

        :return: the releases of these goods
        """
        self.flush_model()
        self.env["ops.release.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM ops_release WHERE state IN ('approved', 'done') AND id IN"
                " (SELECT release_id FROM ops_release_line WHERE order_line_id IN %s)"
                " ORDER BY id FOR NO KEY UPDATE",
                tuple(order_lines.ids),
            )
        )
        return self.browse(release_id for (release_id,) in rows)

    def _note_shipped(self):
        """Note on the releases that the gate locked that goods left; those that are through are shipped.

        The date is written on each of them, whatever left: of two deliveries validated at the same time the
        second then meets a changed row in its gate, and starts again with what the first left over. Called on
        sudo: who ships need not be allowed to write releases; what left was checked against them.
        """
        if self:
            self._stamp({"date_shipped": fields.Datetime.now()})
            self._finish_shipped()

    def _finish_shipped(self):
        """Bring the approved releases of which nothing is left to their end."""
        running = self.filtered(lambda release: release.state == "approved")
        fetch_lines(running, "line_ids")
        self.env["ops.release.line"].invalidate_model(["quantity_shipped", "quantity_left"], flush=False)
        through = running.filtered(lambda release: not release.line_ids.filtered("quantity_left"))
        if through:
            through._ops_move("done")

    def _check_finish(self):
        """A release is shipped when all its goods have left; nobody says so by hand."""
        for release in self:
            lines = release.line_ids.filtered("quantity_left")
            if lines:
                raise UserError(
                    self.env._(
                        "%(release)s: %(goods)s has not left yet. The warehouse ships it, or sales support "
                        "closes the rest (W4.C).",
                        release=release.display_name,
                        goods=", ".join(lines.product_id.mapped("display_name")),
                    )
                )

    # ------------------------------------------------------------------
    # Cancel, cut down
    # ------------------------------------------------------------------
    def _check_cancel(self):
        """What has left cannot be called back by paper: such a release is cut down to it instead."""
        result = super()._check_cancel()
        approved = self.filtered(lambda release: release.state == "approved")
        if approved and self._ops_filter_on() and not self.env.user._ops_has_role(*CANCELLERS):
            raise UserError(
                self.env._("An approved release is cancelled by sales support or the sales manager (W4.C).")
            )
        for release in approved:
            if any(release.line_ids.mapped("quantity_shipped")):
                raise UserError(
                    self.env._(
                        "%(release)s: part of it has left. Press Close the Rest: what has not left is given "
                        "back (W4.C).",
                        release=release.display_name,
                    )
                )
        return result

    def _do_cancel(self):
        """The approval is used up; a draft made of it again asks anew and gets another slip."""
        cancelled = [(release, release.slip_number) for release in self if release.slip_number]
        result = super()._do_cancel()
        self._release_obligations("R10", self.env._("The request was cancelled."))
        for release, slip in cancelled:
            release._ops_note(self.env._("Outbound slip %(slip)s is void.", slip=slip))
        return result

    def action_cut(self):
        """Give back what has not left of approved releases, and close them with what has.

        Clause: W4.C

        :raises UserError: when nothing of it has left (cancel it), or it is not approved
        """
        self.check_access("write")
        if self._ops_filter_on() and not self.env.user._ops_has_role(*CANCELLERS):
            raise UserError(
                self.env._("An approved release is cut down by sales support or the sales manager (W4.C).")
            )
        for release in self:
            if release.state != "approved" or not any(release.line_ids.mapped("quantity_shipped")):
                raise UserError(
                    self.env._(
                        "%(release)s: only an approved release of which part has left is cut down; cancel it "
                        "instead (W4.C).",
                        release=release.display_name,
                    )
                )
            release._give_back_rest()
        return True

    def _give_back_rest(self):
        """Cut an approved release down to what has left."""
        self.ensure_one()
        cut = self.line_ids._give_back_rest()
        text = self.env._("Closed with what has left; given back: %(goods)s.", goods=cut)
        self._ops_log("cancelled", comment=text)
        self._ops_note(text)
        self.invalidate_recordset()
        self._ops_move("done")

    def _order_cancelled(self):
        """End the releases of orders that were cancelled: what has not left does not leave."""
        shipped = self.filtered(
            lambda release: release.state == "approved" and any(release.line_ids.mapped("quantity_shipped"))
        )
        for release in shipped:
            release._give_back_rest()
        waiting = (self - shipped).filtered(lambda release: release.state not in ("done", "cancel"))
        if waiting:
            waiting._stamp({"state": "cancel", **waiting._prepare_cancel_vals()})
            waiting._do_cancel()
