from odoo import api, fields, models
from odoo.exceptions import UserError

from ..contract.ops_contract import ENDED, SIGNED


class OpsContract(models.Model):
    """Negotiate and sign: only when every point is confirmed (W3.B, W3.D, M7.6)."""

    _inherit = "ops.contract"

    sign_points = fields.Text("Still open before signing", compute="_compute_sign_points")

    @api.depends("state", "date_signed", "scan_ids")
    def _compute_sign_points(self):
        for contract in self:
            points = (
                contract.state == "approved" and contract.kind == "formal" and contract._get_points_to_sign()
            )
            contract.sign_points = "\n".join(points) if points else False

    # ------------------------------------------------------------------
    # Negotiate
    # ------------------------------------------------------------------
    def action_ops_withdraw(self):
        """Take the request back, to where it was asked from. The requester's right."""
        negotiated = self.filtered("round_ids")
        if negotiated:
            negotiated.write({"state": "negotiating"})
            negotiated._ops_tell_withdrawn()
        rest = self - negotiated
        return super(OpsContract, rest).action_ops_withdraw() if rest else True

    def action_renegotiate(self):
        """Open the negotiation of an approved contract again; it is submitted anew afterwards.

        Clause: W3.D
        """
        return self.write({"state": "negotiating"})

    def _check_negotiate(self):
        for contract in self:
            if contract.kind != "formal":
                raise UserError(
                    self.env._(
                        "%s is no formal contract: there is nothing to negotiate (W3.F).", contract.name
                    )
                )
        self._check_reset()

    def _prepare_negotiate_vals(self):
        return self._prepare_reset_vals()

    def _do_negotiate(self):
        # sudo: whether a request was running or decided concerns all reviews
        decided = self.filtered(lambda contract: contract.sudo().review_ids)
        decided._do_reset()

    # ------------------------------------------------------------------
    # Sign
    # ------------------------------------------------------------------
    def action_sign(self):
        """Record that both parties signed: from the time stated, now when none is, the time to enter it runs.

        The day is enough: on the day of the approval it was signed after it, today it was signed before now.

        Clause: W3.D

        :raises UserError: the list of open points, and who can confirm each
        """
        return self.write({"state": "signed"})

    def _ops_check_sources(self, target, sources):
        """Signing too early is refused with all that is open, not only with the state."""
        if target == "signed":
            self._refuse_open_points()
        return super()._ops_check_sources(target, sources)

    def _refuse_open_points(self):
        problems = [
            f"{contract.display_name}: {point}"
            for contract in self._ops_filter_on()
            if contract.state not in SIGNED
            for point in contract._get_points_to_sign()
        ]
        if problems:
            raise UserError(
                self.env._("Not to be signed yet (W3.D):\n%(points)s", points="\n".join(problems))
            )

    def _get_points_to_sign(self):
        """Return what is still open before signing, and who can confirm it. Clause: W3.D"""
        self.ensure_one()
        _ = self.env._
        if self.kind != "formal":
            return [_("it is no formal contract, it is approved instead of signed (W3.F).")]
        points = []
        if self.state == "submitted":
            # sudo: who acts next is told to everybody
            points.append(_("it is being decided, next: %s (W3.D).", self.sudo().ops_waiting_for))
        elif self.state in ENDED:
            points.append(
                _("it stands at “%s”: sales support issues a new one (M7.3).", self._ops_state_label())
            )
        elif self.state != "approved":
            points.append(
                _(
                    "%(who)s or sales support submits it; the sales manager (%(manager)s) confirms it "
                    "(W3.D).",
                    who=self.user_id.name,
                    manager=self._get_post_names("sales_manager"),
                )
            )
        points += self._get_submit_blockers()
        if not self.scan_ids:
            points.append(_("whoever signs: attach the scan of the signed contract (M7.6)."))
        return points

    def _get_next_step(self):
        """Say who has to do what next, so that the orders may be confirmed. Clauses: W3.D, W3.F"""
        self.ensure_one()
        _ = self.env._
        clause = "W3.D" if self.kind == "formal" else "W3.F"
        if self.state == "submitted":
            return _(
                "next to decide: %(who)s (%(clause)s).",
                who=self.sudo().ops_waiting_for,  # sudo: who acts next is told to everybody
                clause=clause,
            )
        if self.state == "approved":
            return _("%s or sales support signs it and attaches the scan (W3.D).", self.user_id.name)
        return _(
            "%(who)s or sales support submits it, the sales manager (%(manager)s) confirms it (%(clause)s).",
            who=self.user_id.name,
            manager=self._get_post_names("sales_manager"),
            clause=clause,
        )

    def _check_sign(self):
        self._refuse_unreadable_scans()
        self._note_signing_moment()
        now = fields.Datetime.now()
        for contract in self._ops_filter_on():
            approved = contract.ops_date_approved.replace(second=0)
            if not approved <= contract.date_signed_us <= contract.date_signed <= now:
                raise UserError(
                    self.env._(
                        "%(contract)s: the time of signing lies between its approval (%(approved)s) and now "
                        "(W3.D).",
                        contract=contract.display_name,
                        approved=fields.Datetime.context_timestamp(self, contract.ops_date_approved).strftime(
                            "%Y-%m-%d %H:%M"
                        ),
                    )
                )

    def _note_signing_moment(self):
        """State when each party signed, and who for us: what nobody stated is now, and the sales manager.

        Where only one time is stated, both signed then; where only the day, now or right after the approval.
        """
        for contract in self:
            both = contract._as_signing_moment(contract.date_signed)
            ours = contract._as_signing_moment(contract.date_signed_us, both)
            theirs = contract.date_signed_customer or both
            moments = {
                "date_signed_us": ours,
                "date_signed_customer": theirs,
                "date_signed": max(ours, theirs),
                "signatory_id": (contract.signatory_id or contract._get_signatory()).id,
            }
            changed = {
                name: value
                for name, value in moments.items()
                if contract._fields[name].convert_to_write(contract[name], contract) != value
            }
            if changed:
                contract._stamp(changed)

    def _as_signing_moment(self, stated, default=None):
        """Return a stated moment; on the day of the approval it is after it, today it is before now."""
        now = fields.Datetime.now()
        moment, approved = stated or default or now, self.ops_date_approved
        if self._is_same_day(moment, now):
            moment = min(moment, now)
        if approved and self._is_same_day(moment, approved):
            moment = max(moment, approved)
        return moment

    def _get_signatory(self):
        """Return who signs for us unless somebody is stated: the sales manager (W3.E)."""
        managers = self.sudo()._ops_post_users("sales_manager")  # sudo: the post of the team
        return managers[:1] if len(managers) == 1 else self.env.user

    def _is_same_day(self, moment, other):
        """Tell whether two moments are the same day where the company works."""
        day = self.env["sale.order"]._ops_day
        return day(moment, self.company_id) == day(other, self.company_id)

    def _prepare_sign_vals(self):
        return {"signed_by_id": self.env.uid}

    def _do_sign(self):
        """Keep the scan as evidence, start the clock of entering."""
        for contract in self:
            contract._keep_scans()
        self._ops_log("signed", clause_code="W3.D")
        formal = self.filtered(lambda contract: not contract.parent_id or contract.order_ids)
        formal._open_obligations("W3.E", post="support")
        formal._open_obligations("R7", post="support")

    def _ops_obligation_start(self, code):
        """W3.E counts from our signature, R7 from the later one."""
        if code == "W3.E" and self.date_signed_us:
            return self.date_signed_us
        if code in ("W3.E", "R7") and self.date_signed:
            return self.date_signed
        return super()._ops_obligation_start(code)
