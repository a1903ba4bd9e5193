from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import AccessError

# A round opens the negotiation of a contract in these states.
UNNEGOTIATED = ("issued", "refused")
ANSWER = ("answer", "answered_by_id", "date_answered")


class OpsContractRound(models.Model):
    """A round of negotiation: the manager hears of it, a leader is asked when major (W3.A, W3.B)."""

    _name = "ops.contract.round"
    _inherit = ["ops.document.line"]
    _description = "Negotiation round"
    _order = "date desc, id desc"
    _document_field = "contract_id"
    _lines_field = "round_ids"
    _unfrozen_fields = ANSWER
    _ops_prepared = ((10, "_prepare_answer"),)
    _ops_created = ((10, "_open_negotiation"),)
    _ops_on_write = ((10, "_closing_question"),)

    contract_id = fields.Many2one("ops.contract", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    date = fields.Datetime("Negotiated on", required=True, default=fields.Datetime.now)
    user_ids = fields.Many2many("res.users", string="Our people", default=lambda self: self.env.user)
    persons = fields.Char("Persons of the customer")
    points = fields.Text("Points negotiated", required=True)
    question = fields.Text("Question to the leader")
    answer = fields.Text("Answer of the leader")
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True, copy=False)
    date_answered = fields.Datetime("Answered on", readonly=True, copy=False)

    @api.depends("contract_id", "date")
    def _compute_display_name(self):
        for negotiation in self:
            day = fields.Date.to_string(fields.Datetime.context_timestamp(self, negotiation.date)) or ""
            negotiation.display_name = f"{negotiation.contract_id.name or ''} {day}"

    # ------------------------------------------------------------------
    # The door
    # ------------------------------------------------------------------
    def _prepare_answer(self, vals):
        """Only a leader answers; who and when is noted. Clause: W3.B"""
        if not self:  # a form sends its empty fields along
            vals = {name: vals[name] for name in vals if vals[name] or name not in ANSWER}
        if vals.keys().isdisjoint(ANSWER):
            return vals
        if not self.env.user._ops_has_role("leader"):
            raise AccessError(self.env._("The question of a round is answered by a company leader (W3.B)."))
        return {**vals, "answered_by_id": self.env.uid, "date_answered": fields.Datetime.now()}

    def _open_negotiation(self, _vals_list):
        """Open the negotiation, tell the manager, ask the leader of a major contract. Clauses: W3.A, W3.B"""
        opening = self.contract_id.filtered(lambda contract: contract.state in UNNEGOTIATED)
        if opening:
            opening.write({"state": "negotiating"})
        for negotiation in self:
            negotiation._tell_manager()
            negotiation._ask_leader()

    @contextmanager
    def _closing_question(self, vals):
        yield
        if vals.get("answer"):
            # sudo: the leader answered, the question to him is closed
            self.contract_id.sudo().activity_feedback(["ops_dept.mail_activity_type_leader_question"])

    # ------------------------------------------------------------------
    # Whom it reaches
    # ------------------------------------------------------------------
    def _tell_manager(self):
        """Keep the manager informed. Clause: W3.B"""
        # sudo: names of colleagues; whoever negotiates need not be allowed to notify them
        contract_sudo = self.contract_id.sudo()
        people = contract_sudo._ops_post_users("sales_manager") - self.env.user
        if people:
            contract_sudo.message_notify(
                partner_ids=people.partner_id.ids,
                author_id=self.env.user.partner_id.id,
                subject=self.env._("%s: negotiation round", contract_sudo.display_name),
                body=self.env._(
                    "Negotiated with %(customer)s (%(persons)s): %(points)s",
                    customer=contract_sudo.partner_id.display_name,
                    persons=self.persons or "-",
                    points=self.points,
                ),
            )

    def _ask_leader(self):
        """Of a major contract the leader is asked and answers. Clause: W3.B"""
        # sudo: as above
        contract_sudo = self.contract_id.sudo()
        if not contract_sudo._ops_is_on() or not (self.question or contract_sudo._ops_compute_major()):
            return
        for leader in contract_sudo._ops_post_users("leader") - self.env.user:
            contract_sudo.activity_schedule(
                "ops_dept.mail_activity_type_leader_question",
                user_id=leader.id,
                summary=self.env._("Negotiation of a major contract: your answer is asked (W3.B)"),
                note=self.question or self.points,
            )


class OpsContract(models.Model):
    _inherit = "ops.contract"

    round_ids = fields.One2many(
        "ops.contract.round", "contract_id", "Negotiation rounds", copy=False, frozen="terms"
    )
