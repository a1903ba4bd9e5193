from odoo import api, fields, models
from odoo.exceptions import UserError

from .ops_contract import AGREED, SIGNED


class OpsContract(models.Model):
    """Negotiate, sign, enter, archive: the way of a contract after its issue (W3.B, W3.D, W3.E, M7.6)."""

    _inherit = "ops.contract"

    is_contract_due = fields.Boolean(
        "Contract to come",
        compute="_compute_is_contract_due",
        store=True,
        help="Confirmed without a formal contract: one is still owed (W3.F).",
    )
    ops_can_sign = fields.Boolean(compute="_compute_ops_can_step")
    ops_can_enter = fields.Boolean(compute="_compute_ops_can_step")
    ops_can_archive = fields.Boolean(compute="_compute_ops_can_step")
    ops_can_renegotiate = fields.Boolean(compute="_compute_ops_can_step")
    ops_can_replace = fields.Boolean(compute="_compute_ops_can_step")
    ops_sign_points = fields.Text("Still open before signing", compute="_compute_ops_sign_points")

    # ------------------------------------------------------------------
    # Compute
    # ------------------------------------------------------------------
    @api.depends("kind", "state", "replaced_by_id.state")
    def _compute_is_contract_due(self):
        for contract in self:
            contract.is_contract_due = (
                contract.kind != "formal"
                and contract.state in AGREED
                and contract.replaced_by_id.state not in SIGNED
            )

    @api.depends("state", "kind")
    @api.depends_context("uid")
    def _compute_ops_can_step(self):
        may_sign = self._ops_has_role("consultant", "sales_support")
        is_support = self._ops_has_role("sales_support")
        for contract in self:
            formal = contract.kind == "formal"
            contract.ops_can_sign = formal and may_sign and contract._ops_offers("signed")
            contract.ops_can_enter = (
                is_support and contract.state == ("signed" if formal else "approved") and bool(contract.id)
            )
            contract.ops_can_archive = is_support and contract._ops_offers("archived") and formal
            contract.ops_can_renegotiate = (
                formal and contract.state == "approved" and may_sign and contract._ops_offers("negotiating")
            )
            contract.ops_can_replace = is_support and contract.is_contract_due and not contract.replaced_by_id

    @api.depends("state", "date_signed", "scan_ids")
    def _compute_ops_sign_points(self):
        for contract in self:
            points = contract.state == "approved" and contract.kind == "formal" and contract._ops_points_to_sign()
            contract.ops_sign_points = "\n".join(points) if points else False

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
                    self.env._("%s is no formal contract: there is nothing to negotiate (W3.F).", contract.name)
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
        """Record that both parties signed: from the time stated, the time to enter it runs.

        Clause: W3.D

        :raises UserError: the list of open points, and who can confirm each
        """
        return self.write({"state": "signed"})

    def _ops_check_sources(self, target, sources):
        """Signing too early is refused with all that is open, not only with the state."""
        if target == "signed":
            self._ops_refuse_open_points()
        return super()._ops_check_sources(target, sources)

    def _ops_refuse_open_points(self):
        problems = [
            f"{contract.display_name}: {point}"
            for contract in self._ops_filter_on()
            if contract.state not in SIGNED
            for point in contract._ops_points_to_sign()
        ]
        if problems:
            raise UserError(
                self.env._("Not to be signed yet (W3.D):\n%(points)s", points="\n".join(problems))
            )

    def _ops_points_to_sign(self):
        """Return what is still open before signing, and who can confirm it. Clause: W3.D"""
        self.ensure_one()
        _ = self.env._
        if self.kind != "formal":
            return [_("it is no formal contract, it is approved instead of signed (W3.F).")]
        points = []
        if self.state == "submitted":
            # sudo: who acts next is told to everybody
            points.append(_("it is being decided, next: %s (W3.D).", self.sudo().ops_waiting_for or "-"))
        elif self.state in ("void", "cancel"):
            points.append(_("it stands at “%s”: sales support issues a new one (M7.3).", self._ops_state_label()))
        elif self.state != "approved":
            points.append(
                _(
                    "%(who)s or sales support submits it; the sales manager (%(manager)s) confirms it (W3.D).",
                    who=self.user_id.name,
                    manager=self._ops_names("sales_manager"),
                )
            )
        points += self._get_submit_blockers()
        if not self.date_signed:
            points.append(_("whoever signs: state when it was signed (W3.E)."))
        if not self.scan_ids:
            points.append(_("whoever signs: attach the scan of the signed contract (M7.6)."))
        return points

    def _ops_next_step(self):
        """Say who has to do what next, so that the orders may be confirmed. Clauses: W3.D, W3.F"""
        self.ensure_one()
        _ = self.env._
        clause = "W3.D" if self.kind == "formal" else "W3.F"
        if self.state == "submitted":
            return _(
                "next to decide: %(who)s (%(clause)s).",
                who=self.sudo().ops_waiting_for or "-",  # sudo: who acts next is told to everybody
                clause=clause,
            )
        if self.state == "approved":
            return _("%s or sales support signs it and attaches the scan (W3.D).", self.user_id.name)
        return _(
            "%(who)s or sales support submits it, the sales manager (%(manager)s) confirms it (%(clause)s).",
            who=self.user_id.name,
            manager=self._ops_names("sales_manager"),
            clause=clause,
        )

    def _check_sign(self):
        self._ops_require_role(
            ("consultant", "sales_support"),
            self.env._("A contract is signed by the consultant or sales support (W3.D)."),
        )
        now = fields.Datetime.now()
        for contract in self._ops_filter_on():
            approved = contract.ops_date_approved.replace(second=0)
            if not approved <= contract.date_signed <= now:
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

    def _prepare_sign_vals(self):
        return {"signed_by_id": self.env.uid}

    def _do_sign(self):
        """Start the clock of entering and tell those who work on site."""
        self._ops_log("signed", clause_code="W3.D")
        formal = self.filtered(lambda contract: not contract.parent_id or contract.order_ids)
        formal._open_obligations("W3.E", post="support")
        formal._open_obligations("R7", post="support")
        for contract in self:
            contract._ops_tell_site()

    def _ops_obligation_start(self, code):
        if code in ("W3.E", "R7") and self.date_signed:
            return self.date_signed
        return super()._ops_obligation_start(code)

    def _ops_tell_site(self):
        """Bring the site note to the manager, technical and the named installers. Clause: M7.6"""
        self.ensure_one()
        # sudo: names of colleagues; whoever signs need not be allowed to notify them
        contract_sudo = self.sudo()
        people = contract_sudo._ops_post_users("sales_manager") | contract_sudo._ops_post_users("technical")
        people |= contract_sudo.installer_ids
        people -= self.env.user
        if not people:
            return
        contract_sudo.message_notify(
            partner_ids=people.partner_id.ids,
            author_id=self.env.user.partner_id.id,
            subject=self.env._("%s is signed: site conditions", contract_sudo.display_name),
            body=self.env._(
                "%(contract)s with %(customer)s is signed. Site conditions: %(note)s Requirements: %(needs)s",
                contract=contract_sudo.display_name,
                customer=contract_sudo.partner_id.display_name,
                note=contract_sudo.site_note or "-",
                needs=contract_sudo.site_requirements or "-",
            ),
        )

    # ------------------------------------------------------------------
    # Enter
    # ------------------------------------------------------------------
    def action_enter(self):
        """Confirm the orders of these contracts; that enters them.

        Clauses: W3.E, R7
        """
        for contract in self:
            orders = contract._ops_covered_orders().filtered(lambda order: order.state in ("draft", "sent"))
            if orders:
                orders.action_confirm()
            if contract.state in ("signed", "approved"):
                contract.write({"state": "entered"})
        return True

    def _ops_orders_confirmed(self):
        """Enter the contracts all of whose orders run now; the order's confirmation was checked."""
        ready = (self | self.replaces_ids).filtered(
            lambda contract: contract._ops_is_enterable() and not contract._ops_unconfirmed()
        )
        if ready:
            ready.write({"state": "entered"})

    def _ops_is_enterable(self):
        return self.state == ("signed" if self.kind == "formal" else "approved")

    def _ops_unconfirmed(self):
        """Return the orders that are not confirmed yet."""
        return self._ops_covered_orders().filtered(lambda order: order.state != "sale")

    def _check_enter(self):
        self._ops_require_role(
            ("sales_support",), self.env._("Contracts are entered by sales support (W3.E).")
        )
        for contract in self.sudo():  # sudo: the state of orders that support need not see
            if not contract._ops_is_enterable():
                raise UserError(
                    self.env._("%s is not signed: it cannot be entered yet (W3.D).", contract.display_name)
                )
            waiting = contract._ops_unconfirmed()
            if waiting or (not contract._ops_covered_orders() and not contract.parent_id):
                raise UserError(
                    self.env._(
                        "%(contract)s: sales support confirms its orders first: %(orders)s (W3.E).",
                        contract=contract.display_name,
                        orders=", ".join(waiting.mapped("name")) or "-",
                    )
                )

    def _prepare_enter_vals(self):
        return {"date_entered": fields.Datetime.now()}

    def _do_enter(self):
        self._ops_log("entered", clause_code="W3.E")
        self._meet_obligations("W3.E")
        self._meet_obligations("R7")

    # ------------------------------------------------------------------
    # Archive, bind
    # ------------------------------------------------------------------
    def action_archive_original(self):
        """Put the original into the archive. Clause: M7.6"""
        return self.write({"state": "archived"})

    def _check_archive(self):
        self._ops_require_role(
            ("sales_support",), self.env._("Originals are archived by sales support (M7.6).")
        )
        for contract in self._ops_filter_on():
            if contract.kind != "formal" or not contract.archive_place:
                raise UserError(
                    self.env._("%s: say where the original is kept (M7.6).", contract.display_name)
                )

    def _prepare_archive_vals(self):
        return {"date_archived": fields.Datetime.now()}

    def _do_archive(self):
        self._ops_log("archived", clause_code="M7.6")

    def _check_bind(self):
        self._ops_require_role(
            ("sales_support",), self.env._("Contracts are bound by sales support (M7.3).")
        )

    def _prepare_bind_vals(self):
        return {}

    def _do_bind(self):
        self._ops_log("bound", clause_code="M7.3")

    # ------------------------------------------------------------------
    # Next documents
    # ------------------------------------------------------------------
    def action_open_orders(self):
        """Open the orders of this contract."""
        self.ensure_one()
        orders = self._ops_covered_orders()
        action = {"type": "ir.actions.act_window", "res_model": "sale.order", "name": self.env._("Orders")}
        if len(orders) == 1:
            return {**action, "res_id": orders.id, "views": [(False, "form")]}
        return {**action, "views": [(False, "list"), (False, "form")], "domain": [("id", "in", orders.ids)]}
