from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

NEVER = -1
LADDER = {"head_number", "leader_number", "own_head_number", "own_leader_number", "is_own_ladder"}
NO_LADDER = {"own_head_number": 0, "own_leader_number": 0, "is_own_ladder": False}
SETTINGS = {"violation_number", "own_violation_number", "is_own_violation"}


class OpsClauseLimit(models.Model):
    """The second limit of a clause: how long after it is due a duty may stay late until it is a violation."""

    _inherit = "ops.clause.limit"

    shipped_violation_number = fields.Integer(readonly=True)
    own_violation_number = fields.Integer(company_dependent=True)
    is_own_violation = fields.Boolean(company_dependent=True)
    violation_number = fields.Integer(
        "Violation after",
        compute="_compute_violation_number",
        inverse="_inverse_violation_number",
        help="Working days after it was due until a duty that is still late and owed is a violation. 0: as "
        "soon as it is late. -1: being late is no violation.",
    )
    violation_text = fields.Char("A violation", compute="_compute_violation_text")

    @api.depends("is_own_violation", "own_violation_number", "shipped_violation_number")
    @api.depends_context("company")
    def _compute_violation_number(self):
        for limit in self:
            own = limit.is_own_violation
            limit.violation_number = limit.own_violation_number if own else limit.shipped_violation_number

    def _inverse_violation_number(self):
        for limit in self:
            chosen = limit.violation_number
            if not NEVER <= chosen <= 250:
                raise ValidationError(
                    self.env._(
                        "%(clause)s: a violation follows 0 to 250 working days after the limit, or never "
                        "(-1).",
                        clause=limit.clause_id.code,
                    )
                )
            is_own = (
                chosen != limit.shipped_violation_number
            )  # else the shipped one applies, also a later one
            limit.write({"is_own_violation": is_own, "own_violation_number": chosen if is_own else 0})

    @api.depends("violation_number")
    @api.depends_context("company", "lang")
    def _compute_violation_text(self):
        for limit in self:
            limit.violation_text = limit._get_violation_words()

    def _get_violation_words(self):
        """Return the second limit as a reader would say it."""
        self.ensure_one()
        if self.violation_number == NEVER:
            return self.env._("never by being late alone")
        if not self.violation_number:
            return self.env._("as soon as it is late")
        return self.env._("%(number)s working days after it was due", number=self.violation_number)

    @api.model
    def _get_setting_names(self):
        return super()._get_setting_names() | SETTINGS | LADDER

    def _prepare_restore_vals(self):
        return {
            **super()._prepare_restore_vals(),
            "own_violation_number": 0,
            "is_own_violation": False,
            **NO_LADDER,
        }

    def _ops_rule_label(self, name):
        if name in LADDER:
            name = "head_number" if "head" in name else "leader_number"
            return self._fields[name].get_description(self.env)["string"]
        if name in ("violation_text", *SETTINGS):
            return self._fields["violation_number"].get_description(self.env)["string"]
        return super()._ops_rule_label(name)

    def _ops_rule_texts(self, names):
        """Both limits of a clause and its ladder are rules of their own."""
        texts = {}
        if names - SETTINGS - LADDER:
            texts = super()._ops_rule_texts(names - SETTINGS - LADDER)
        if names & SETTINGS:
            texts["violation_text"] = self.violation_text
        if names & LADDER:
            texts.update(head_number=str(self.head_number), leader_number=str(self.leader_number))
        return texts

    @api.model
    @tools.ormcache("company.id")
    def _get_violation_numbers(self, company):
        """Return `{(clause id, step): working days}` of this company, without those that are 0."""
        # sudo: the limits are no secret; the nightly job asks
        limits = self.sudo().with_company(company).search([("clause_id", "!=", False)])
        return {
            (limit.clause_id.id, limit.step or ""): limit.violation_number
            for limit in limits
            if limit.violation_number
        }
