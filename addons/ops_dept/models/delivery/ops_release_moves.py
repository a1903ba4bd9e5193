from odoo import fields, models
from odoo.exceptions import UserError

# What stays as decided once the release is asked for; the office keeps carrier, vehicle, driver and remark.
CONTENT = ("order_id", "partner_id", "partner_shipping_id", "date_planned", "line_ids")
SHIPMENT = ("carrier", "vehicle", "driver", "note")
SLIP_CODE = "ops.release.slip"
SLIP_PREFIX = "CK"


class OpsRelease(models.Model):
    """The request and the approval of a release: what is checked, and the slip's number."""

    _inherit = "ops.release"

    _stamps = (
        "name",
        "ops_requester_id",
        "ops_date_submitted",
        "ops_date_approved",
        "ops_gate_error",
        "slip_number",
        "is_same_day",
        "date_shipped",
    )
    _frozen = {
        "submitted": CONTENT,
        "approved": CONTENT,
        "done": CONTENT,
        "cancel": (*CONTENT, *SHIPMENT),
    }
    _transitions = {
        "submitted": ("submit", ("draft", "refused")),
        "approved": ("approve", ("submitted",)),
        "refused": ("refuse", ("submitted",)),
        "draft": ("reset", ("submitted", "refused", "cancel")),
        "cancel": ("cancel", ("draft", "submitted", "approved", "refused")),
        "done": ("finish", ("approved",)),
    }

    # ------------------------------------------------------------------
    # Submit and approve
    # ------------------------------------------------------------------
    def _check_submit(self):
        if self._ops_filter_on() and not self._ops_may_submit():
            raise UserError(self.env._("A release is requested by sales support (W4.C)."))
        return super()._check_submit()

    def _get_submit_blockers(self):
        """Say what keeps the goods from being asked for."""
        blockers = self._ops_release_blockers()
        if self.date_planned and self.date_planned < fields.Date.context_today(self):
            blockers.append(
                self.env._("Sales support: the day on which the goods leave is over; plan it anew.")
            )
        return blockers

    def _ops_release_blockers(self):
        """Return what stands against letting these goods go, at the request and at the approval."""
        self.ensure_one()
        _ = self.env._
        blockers = []
        if self.order_id.state != "sale":
            blockers.append(_("Only goods of a confirmed order can leave (W4.C)."))
        if not self.line_ids:
            blockers.append(_("Sales support: add at least one line."))
        return blockers + self.line_ids._ops_line_blockers()

    def _prepare_submit_vals(self):
        """Note whether it was asked for in time (R10)."""
        return {
            **super()._prepare_submit_vals(),
            "is_same_day": self._ops_is_short_notice(),
            "slip_number": False,
        }

    def _prepare_reset_vals(self):
        """A draft has no slip; the void number stays in the history."""
        return {**super()._prepare_reset_vals(), "slip_number": False}

    def _ops_refuse_frozen(self, vals):
        """Say what to do about a release that is being decided, or is decided already."""
        _ = self.env._
        for release in self:
            frozen = vals.keys() & set(self._frozen.get(release.state, ()))
            if not frozen:
                continue
            fields_text = ", ".join(
                self._fields[name].get_description(self.env)["string"] for name in sorted(frozen)
            )
            if release.state == "submitted":
                text = _(
                    "%(release)s is being decided and stays as it was asked for: %(fields)s. %(requester)s "
                    "may withdraw the request first (W4.C).",
                    release=release.display_name,
                    fields=fields_text,
                    requester=release.sudo().ops_requester_id.name,  # sudo: who may act is told
                )
            else:
                text = _(
                    "%(release)s stays as it was decided: %(fields)s. Request another release, or cancel "
                    "this one first (W4.C).",
                    release=release.display_name,
                    fields=fields_text,
                )
            raise UserError(text)

    def _ops_move(self, target):
        """What a release notes at its request depends on its own day, so they are submitted one by one."""
        if target == "submitted" and len(self) > 1:
            for release in self:
                super(OpsRelease, release)._ops_move(target)
            return True
        return super()._ops_move(target)

    def _ops_is_short_notice(self):
        """Tell whether less than the working days asked for lie before the planned day. Clause: R10

        Days are compared, not hours: what is entered in the evening before is entered a day ahead.
        """
        self.ensure_one()
        company = self.company_id
        ahead = company.sudo().ops_release_days_ahead  # sudo: a setting
        if not ahead or not self.date_planned:
            return False
        # sudo: working days are no secret
        calendar_sudo = company.resource_calendar_id.sudo()
        limit = calendar_sudo._ops_deadline(self.date_planned, ahead, "working_days_before", company=company)
        here = self.with_context(tz=company._ops_tz())
        return fields.Date.context_today(here) > fields.Datetime.context_timestamp(here, limit).date()

    def _get_approve_blockers(self, reviews):
        return super()._get_approve_blockers(reviews) + self._ops_release_blockers()

    def _check_approve(self):
        """Check the quantities again: the order may have changed since the request."""
        result = super()._check_approve()
        problems = [
            f"{release.display_name}: {text}" for release in self for text in release._ops_release_blockers()
        ]
        if problems:
            raise UserError("\n".join(problems))
        return result

    def _do_approve(self):
        """Give the outbound slip its number: it exists from the approval on. Clause: W4.C"""
        result = super()._do_approve()
        for company, releases in self.grouped("company_id").items():
            releases._ops_draw_numbers(
                company, "slip_number", SLIP_CODE, self.env._("Outbound slip"), SLIP_PREFIX
            )
        self._ops_filter_on()._ops_address_transfers()
        return result

    def _ops_address_transfers(self):
        """Put the address of these releases on the transfers that wait for them.

        A transfer keeps its address where its goods are released for several; the drop-shipment's moves get
        theirs from the purchase order.
        """
        # sudo: who approves need not be allowed to write transfers
        moves = self.sudo().line_ids.order_line_id.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move.picking_id
        )
        open_gated = moves.picking_id._ops_open_gated()
        balances = open_gated.sale_line_id._ops_release_balances()
        for picking, picking_moves in open_gated.grouped("picking_id").items():
            places = {
                place for line in picking_moves.sale_line_id for place in balances[line.id].places_left()
            }
            if len(places) == 1 and picking.location_id.usage != "supplier":
                address = self.env["res.partner"].browse(places)
                if picking_moves.partner_id | picking.partner_id != address:
                    picking.partner_id = address
