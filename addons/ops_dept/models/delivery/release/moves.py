from contextlib import contextmanager

from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.states import TO_SUBMIT

AHEAD = "R10"
ASKED_SOON = 7  # days


class OpsRelease(models.Model):
    """The request and the approval of a release: what is checked, and the slip's number."""

    _inherit = "ops.release"

    # ------------------------------------------------------------------
    # Submit and approve
    # ------------------------------------------------------------------
    def _get_submit_blockers(self):
        """Say what keeps the goods from being asked for."""
        blockers = super()._get_submit_blockers()
        if self.date_planned and self.date_planned < fields.Date.context_today(self):
            blockers.append(
                self.env._("Sales support: the day on which the goods leave is over; plan it anew.")
            )
        return blockers

    def _get_content_blockers(self):
        """Say what stands against letting these goods go: the order may have changed since the request."""
        _ = self.env._
        blockers = super()._get_content_blockers()
        if self.order_id.state != "sale":
            blockers.append(_("Only goods of a confirmed order can leave (W4.C)."))
        if not self.line_ids:
            blockers.append(_("Sales support: add at least one line."))
        return blockers + self.line_ids._get_line_blockers()

    def _prepare_submit_vals(self):
        """Note whether it was asked for in time (R10)."""
        return {
            **super()._prepare_submit_vals(),
            "is_same_day": self._is_short_notice(),
            "slip_number": False,
        }

    def _do_submit(self):
        """Note how much counts on what was confirmed by hand, so that nothing else counts on it."""
        for release in self.sudo():  # sudo: a stamp; one release is asked for at a time
            for line, by_hand, _lacking in release.line_ids._get_arrivals():
                if line.quantity_by_hand != by_hand:
                    line._stamp({"quantity_by_hand": by_hand})
        self._meet_obligations(AHEAD)
        return super()._do_submit()

    def _asked_before(self, release=None):
        """Return those of these that count before a release: while it waits for the decision, what was asked
        for later does not; before it is asked for, all do.
        """
        others = self - (release or self.browse())
        if not release or release.state != "submitted":
            return others
        place = (release.ops_date_submitted, release.id)
        return others.filtered(
            lambda other: other.state != "submitted" or (other.ops_date_submitted, other.id) < place
        )

    def _prepare_reset_vals(self):
        """A draft has no slip; the void number stays in the history."""
        return {**super()._prepare_reset_vals(), "slip_number": False}

    def _is_short_notice(self):
        """Tell whether less than the working days asked for lie before the planned day. Clause: R10

        Days are compared, not hours: what is entered in the evening before is entered a day ahead.
        """
        self.ensure_one()
        company = self.company_id
        if not self.env["ops.clause"]._is_in_force(AHEAD, company):
            return False
        limit = self._get_asking_limit()
        if not limit:
            return False
        here = self.with_context(tz=company._ops_tz())
        return fields.Date.context_today(here) > fields.Datetime.context_timestamp(here, limit).date()

    def _get_asking_limit(self):
        """Return until when it is to be asked for (naive UTC), None where the same day is in time."""
        company = self.company_id
        ahead = company.sudo().ops_release_days_ahead  # sudo: a setting
        if not ahead or not self.date_planned:
            return None
        # sudo: working days are no secret
        calendar_sudo = company.resource_calendar_id.sudo()
        return calendar_sudo._ops_deadline(self.date_planned, ahead, "working_days_before", company=company)

    _ops_owed = ((20, "_get_owed_requests"),)
    _ops_on_write = ((20, "_moving_limit"),)

    @contextmanager
    def _moving_limit(self, vals):
        yield
        if "date_planned" in vals:
            self._recount_obligations(AHEAD)

    @api.model
    def _get_owed_requests(self):
        """Sales support owes to ask in time for what it prepared for one of the next days (R10)."""
        today = fields.Date.context_today(self)
        return AHEAD, (
            Domain("state", "in", TO_SUBMIT)
            & Domain("date_planned", ">=", today)
            & Domain("date_planned", "<=", fields.Date.add(today, days=ASKED_SOON))
        )

    def _ops_obligation_due(self, code):
        if code == AHEAD:
            return self._get_asking_limit() or super()._ops_obligation_due(code)
        return super()._ops_obligation_due(code)

    def _ops_obligation_start(self, code):
        """A request is entered so many days before the goods leave."""
        return self.date_planned if code == AHEAD else super()._ops_obligation_start(code)

    def _do_approve(self):
        """Give the outbound slip its number: it exists from the approval on. Clause: W4.C"""
        result = super()._do_approve()
        self._draw_further_numbers("slip_number")
        self._ops_filter_on()._address_transfers()
        return result

    def _address_transfers(self):
        """Put the address of these releases on the transfers that wait for them.

        A transfer keeps its address where its goods are released for several; the drop-shipment's moves get
        theirs from the purchase order.
        """
        # sudo: who approves need not be allowed to write transfers
        moves = self.sudo().line_ids.order_line_id.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move.picking_id
        )
        open_gated = moves.picking_id._ops_get_moves_to_release()
        balances = open_gated.sale_line_id._ops_release_balances()
        for picking, picking_moves in open_gated.grouped("picking_id").items():
            places = {
                place for line in picking_moves.sale_line_id for place in balances[line.id].places_left()
            }
            if len(places) == 1 and picking.location_id.usage != "supplier":
                address = self.env["res.partner"].browse(places)
                if picking_moves.partner_id | picking.partner_id != address:
                    picking.partner_id = address
