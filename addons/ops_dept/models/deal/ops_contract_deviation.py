from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .sale_order_difference import KINDS


class OpsContractDeviation(models.Model):
    """One point on which a contract or its order differs from the approved quotation (W3.C).

    Computed, never written by hand: it opens when order or contract leave what was approved, better or
    worse, and is withdrawn by itself when they go back. The sales manager or a company leader confirms it,
    never the salesperson; what is confirmed belongs to what was approved. A confirmed point whose value
    changes again is open again.
    """

    _name = "ops.contract.deviation"
    _description = "Deviation from the approved quotation"
    _order = "date_opened desc, id"

    contract_id = fields.Many2one(
        "ops.contract", "Contract", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    order_id = fields.Many2one(
        "sale.order", "Quotation", required=True, readonly=True, ondelete="cascade", index=True
    )
    order_line_id = fields.Many2one(
        "sale.order.line", "Quotation line", readonly=True, ondelete="set null", index="btree_not_null"
    )
    line_ref = fields.Integer(
        "Line number", readonly=True, help="0: the whole quotation, -1: a term of the contract itself."
    )
    line_name = fields.Char("Line", readonly=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    partner_id = fields.Many2one(related="order_id.partner_id", string="Customer")
    team_id = fields.Many2one(related="order_id.team_id", string="Sales team")
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True, index="btree_not_null")
    kind = fields.Selection(KINDS, "What deviates", required=True, readonly=True)
    compared = fields.Json("Values compared", readonly=True)
    approved_value = fields.Text(readonly=True)
    present_value = fields.Text(readonly=True)
    effect = fields.Selection(
        [("worse", "Worse"), ("neutral", "Better or neutral")],
        "For the company",
        required=True,
        readonly=True,
        help="Either way it is confirmed before the contract is submitted and signed (W3.C).",
    )
    state = fields.Selection(
        [("open", "To confirm"), ("confirmed", "Confirmed"), ("withdrawn", "Withdrawn")],
        default="open",
        required=True,
        readonly=True,
        index=True,
    )
    opened_by_id = fields.Many2one("res.users", "Changed by", readonly=True)
    date_opened = fields.Datetime("Changed on", readonly=True)
    confirmer_ids = fields.Many2many(
        "res.users",
        "ops_contract_deviation_confirmer_rel",
        string="To be confirmed by",
        readonly=True,
        help="The sales manager; a company leader may always confirm, and does where the manager sold "
        "himself.",
    )
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True)
    date_confirmed = fields.Datetime("Confirmed on", readonly=True)
    comment = fields.Text(readonly=True)
    can_confirm = fields.Boolean(compute="_compute_can_confirm")

    _one_per_point = models.UniqueIndex(
        "(order_id, kind, line_ref)", "Each point of a quotation has one deviation."
    )
    _open_idx = models.Index("(order_id) WHERE state = 'open'")

    # ------------------------------------------------------------------
    # Compute
    # ------------------------------------------------------------------
    @api.depends("order_id", "line_name", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = self._ops_kind_labels()
        for deviation in self:
            # sudo: the number of the quotation only
            subject = [deviation.order_id.sudo().name, deviation.line_name]
            deviation.display_name = self.env._(
                "%(subject)s: %(kind)s",
                subject=" · ".join(part for part in subject if part),
                kind=labels.get(deviation.kind),
            )

    @api.model
    def _ops_kind_labels(self):
        return dict(self._fields["kind"]._description_selection(self.env))

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_confirm(self):
        confirmers = self._ops_confirmers()
        is_leader = self.env.user.has_group("ops_dept.ops_dept_group_leader")
        for deviation in self:
            deviation.can_confirm = deviation.state == "open" and deviation._ops_is_confirmer(
                self.env.user, confirmers[deviation], is_leader
            )

    # ------------------------------------------------------------------
    # Who confirms
    # ------------------------------------------------------------------
    def _ops_excluded(self):
        """Return who sold or asked, and so never confirms (four eyes)."""
        self.ensure_one()
        # sudo: whose deal it is, for the check only
        deviation = self.sudo()
        return (
            deviation.user_id
            | deviation.order_id.user_id
            | deviation.order_id.ops_requester_id
            | deviation.contract_id._ops_sellers()
        )

    def _ops_confirmers(self):
        """Return `{deviation: res.users}`: the sales manager; the leader where the amount became major.

        Clause: W3.C
        """
        confirmers = {}
        for post, deviations in self.grouped(
            lambda d: "leader" if d.kind == "major" else "sales_manager"
        ).items():
            excluded = {
                order: deviations.filtered(lambda d, order=order: d.order_id == order)[:1]._ops_excluded()
                for order in deviations.order_id
            }
            users = deviations.order_id._ops_post_users_by_record(post, excluded.get)
            confirmers.update((deviation, users[deviation.order_id]) for deviation in deviations)
        return confirmers

    def _ops_is_confirmer(self, user, confirmers, is_leader):
        """Tell whether a user may confirm: he holds the post, or is a leader of the company, and sold nothing
        here.
        """
        if user in confirmers:
            return True
        companies = user._get_company_ids()
        return is_leader and self.company_id.id in companies and user not in self._ops_excluded()

    # ------------------------------------------------------------------
    # One door for the state
    # ------------------------------------------------------------------
    def _refuse_by_hand(self):
        raise UserError(
            self.env._(
                "Deviations follow from quotation and contract, and are confirmed with Confirm by the sales "
                "manager or a company leader; nobody writes them by hand (W3.C)."
            )
        )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        return self._refuse_by_hand()

    def write(self, vals):  # pylint: disable=method-required-super
        return self._refuse_by_hand()

    def unlink(self):  # pylint: disable=method-required-super
        return self._refuse_by_hand()

    def _create_opened(self, vals_list):
        """Create past the guard above; called by `_follow` only."""
        return super().create(vals_list)

    def _write_state(self, vals):
        """Write past the guard above; called by `_follow` and `action_confirm` only."""
        return super().write(vals)

    # ------------------------------------------------------------------
    # Confirm
    # ------------------------------------------------------------------
    def action_confirm(self, comment=None):
        """Confirm deviations, all or nothing; from then they belong to what was approved.

        Clause: W3.C

        :param str comment: kept with the confirmation and in the log
        :raises UserError: one line per deviation that is not the user's to confirm, or still lacks an answer
        """
        if isinstance(comment, str):
            comment = comment.strip()
        self._check_confirm()
        # sudo: deviations are closed to direct writes; the user's right to confirm each was checked above
        deviations = self.sudo()
        deviations._write_state(
            {
                "state": "confirmed",
                "confirmed_by_id": self.env.uid,
                "date_confirmed": fields.Datetime.now(),
                "comment": comment if isinstance(comment, str) else False,
            }
        )
        self.env["ops.log"].sudo()._log(  # sudo: nobody writes the log by hand
            self, "confirmed", clause_code="W3.C", comment=deviations[:1].comment
        )
        deviations.order_id._ops_note_open_deviations()
        deviations._tell_confirmed()
        return True

    def _check_confirm(self):
        self.check_access("read")
        if not self:
            raise UserError(self.env._("No deviation is chosen (W3.C)."))
        confirmers = self._ops_confirmers()
        is_leader = self.env.user.has_group("ops_dept.ops_dept_group_leader")
        problems = []
        for deviation in self:
            if deviation.state != "open":
                labels = dict(self._fields["state"]._description_selection(self.env))
                problems.append(
                    self.env._(
                        "%(deviation)s: nothing to confirm, it stands at “%(state)s” (W3.C).",
                        deviation=deviation.display_name,
                        state=labels[deviation.state],
                    )
                )
            elif not deviation._ops_is_confirmer(self.env.user, confirmers[deviation], is_leader):
                problems.append(
                    self.env._(
                        "%(deviation)s: the sales manager or a company leader confirms it (%(who)s), never "
                        "who sold or asked (W3.C).",
                        deviation=deviation.display_name,
                        who=self.env["tier.review"]._ops_names(confirmers[deviation].sudo()) or "-",
                    )
                )
            else:
                problems += deviation._get_confirm_blockers()
        if problems:
            raise UserError("\n".join(problems))

    def _get_confirm_blockers(self):
        """Name the departments whose answer about a new product is missing: they are asked as for a quotation
        (W2.C, W2.D).
        """
        self.ensure_one()
        line = self.order_line_id
        if self.kind not in ("added", "product", "quantity", "unit") or not line:
            return []
        return self.order_id.sudo()._ops_answers_missing(line)  # sudo: what is missing is told to who decides

    def action_open_confirm(self):
        """Open the small form to confirm with a comment."""
        self._check_confirm()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Confirm Deviations"),
            "res_model": "ops.contract.deviation.confirm",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_deviation_ids": self.ids},
        }

    def action_open_contract(self):
        """Open the contract that this deviation keeps from being signed."""
        self.ensure_one()
        record = self.contract_id or self.order_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def _tell_confirmed(self):
        """Leave a line at the contract, and a word on the screen of who waits for it."""
        for contract, deviations in self.grouped("contract_id").items():
            body = self.env._(
                "Deviations confirmed: %(points)s (W3.C). %(comment)s",
                points=deviations.order_id._ops_join_reasons(deviations.mapped("display_name")),
                comment=deviations[:1].comment or "",
            )
            (contract or deviations.order_id)._ops_note(body)
            for user in (deviations.user_id | contract.user_id) - self.env.user:
                user.partner_id._bus_send(
                    "simple_notification",
                    {"type": "success", "title": contract.display_name or "", "message": body},
                )

    # ------------------------------------------------------------------
    # Lists
    # ------------------------------------------------------------------
    @api.model
    def _ops_mine_domain(self):
        """Return the domain of the deviations that wait for this user."""
        companies = self.env["res.company"]._ops_companies_on()
        return (
            Domain("state", "=", "open")
            & Domain("company_id", "in", list(companies))
            & Domain("confirmer_ids", "in", self.env.user.ids)
        )
