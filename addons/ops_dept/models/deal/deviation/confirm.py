from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ....tools.actions import open_records
from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)

# What may be confirmed: who refused may change his mind, until the salesperson changed the value.
CONFIRMABLE = ("open", "refused")


class OpsContractDeviation(models.Model):
    """Who confirms a deviation, and the confirmation: manager or leader, never who sold or asked (W3.C)."""

    _inherit = "ops.contract.deviation"

    _reasons = {
        "confirm": Reason(
            action="action_confirm",
            question=_lt("Confirm with Comment"),
            button=_lt("Confirm"),
            follows=_lt("From then on it belongs to what was approved; the comment is kept with it."),
            prompt=_lt("On which condition, agreed with whom …"),
            shown=("approved_value", "present_value", "effect_text"),
        )
    }

    can_confirm = fields.Boolean(compute="_compute_can_confirm")
    can_refuse = fields.Boolean(compute="_compute_can_confirm")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_confirm(self):
        confirmers = self._get_confirmers()
        is_leader = self.env.user._ops_has_role("leader")
        for deviation in self:
            is_mine = deviation._is_confirmer(self.env.user, confirmers[deviation], is_leader)
            deviation.can_confirm = is_mine and deviation.state in CONFIRMABLE
            deviation.can_refuse = is_mine and deviation.state == "open"

    # ------------------------------------------------------------------
    # Who confirms
    # ------------------------------------------------------------------
    def _get_excluded_users(self):
        """Return who sold or asked, when these opened or since, and so never confirms (four eyes)."""
        # sudo: whose deal it is, for the check only
        deviations = self.sudo()
        orders = deviations.order_id
        return (
            deviations.user_id
            | orders.user_id
            | orders.ops_requester_id
            | deviations.contract_id._get_sellers()
        )

    def _get_confirmers(self):
        """Return `{deviation: res.users}`: the sales manager; the leader where the amount became major.

        Clause: W3.C
        """
        confirmers = {}
        for post, deviations in self.grouped(
            lambda d: "leader" if d.kind == "major" else "sales_manager"
        ).items():
            excluded = {
                order: points._get_excluded_users()
                for order, points in deviations.grouped("order_id").items()
            }
            users = deviations.order_id._ops_post_users_by_record(post, excluded.get)
            confirmers.update((deviation, users[deviation.order_id]) for deviation in deviations)
        return confirmers

    def _is_confirmer(self, user, confirmers, is_leader):
        """Tell whether a user may confirm, in his own name or for somebody who is away."""
        return self._decides_himself(user, confirmers, is_leader) or self._is_deputy_confirmer(
            user, confirmers
        )

    def _decides_himself(self, user, confirmers, is_leader):
        """Tell whether a user may confirm in his own name: he holds the post, or is a leader of the company,
        and sold nothing here.
        """
        if user in confirmers:
            return True
        companies = user._get_company_ids()
        return is_leader and self.company_id.id in companies and user not in self._get_excluded_users()

    # ------------------------------------------------------------------
    # Confirm
    # ------------------------------------------------------------------
    def action_confirm(self, comment=None):
        """Confirm deviations, all or nothing; from then they belong to what was approved.

        Clause: W3.C

        :param str comment: kept with the confirmation and in the log
        :raises UserError: one line per deviation that is not the user's to confirm, or still lacks an answer
        """
        comment = self._take_reason("confirm", comment)
        self._check_confirm()
        # sudo: deviations are closed to direct writes; the user's right to confirm each was checked above
        deviations = self.sudo()
        deviations._stamp(self._prepare_confirm_vals(comment or False))
        self._log_decision("confirmed", deviations[:1].comment)
        deviations.order_id._ops_note_open_deviations()
        deviations._tell_confirmed()
        return True

    @api.model
    def _prepare_confirm_vals(self, comment):
        return {
            "state": "confirmed",
            "confirmed_by_id": self.env.uid,
            "date_confirmed": fields.Datetime.now(),
            "comment": comment,
            **self._prepare_unrefused_vals(),
        }

    def _check_confirm(self):
        """Refuse what is not the user's to decide, and what a department has to answer about first."""
        self._check_decide()
        problems = [problem for deviation in self for problem in deviation._get_confirm_blockers()]
        if problems:
            raise UserError("\n".join(problems))

    def _check_decide(self):
        """Refuse what is decided already, and what is not the user's to decide."""
        self.check_access("read")
        if not self:
            raise UserError(self.env._("No deviation is chosen (W3.C)."))
        confirmers = self._get_confirmers()
        is_leader = self.env.user._ops_has_role("leader")
        problems = []
        for deviation in self:  # sudo below: names of colleagues only
            if deviation.state not in CONFIRMABLE:
                problems.append(deviation._get_nothing_to_decide_message())
            elif not deviation._is_confirmer(self.env.user, confirmers[deviation], is_leader):
                problems.append(
                    self.env._(
                        "%(deviation)s: the sales manager or a company leader decides on it (%(who)s), never "
                        "who sold or asked (W3.C).",
                        deviation=deviation.display_name,
                        who=self.env["tier.review"]._ops_format_deciders(confirmers[deviation].sudo()),
                    )
                )
        if problems:
            raise UserError("\n".join(problems))

    def _get_nothing_to_decide_message(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(deviation)s: nothing to decide, it stands at “%(state)s” (W3.C).",
            deviation=self.display_name,
            state=labels[self.state],
        )

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
        return self._ask_reason("confirm")

    def action_open_contract(self):
        """Open the contract that this deviation keeps from being signed."""
        return open_records(self.contract_id or self.order_id)

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
