from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import formatLang

CHOICES = [("yes", "Yes"), ("no", "No")]
# What a company decides → (where its own choice is kept, what the rulebook ships)
CONSEQUENCES = {
    "can_fine": ("own_fine", "is_fined"),
    "can_compensate": ("own_compensation", "is_compensated"),
    "can_make_liable": ("own_liability", "is_liable"),
}
EFFECTS = [
    ("nothing", "Nothing"),
    ("violation", "A violation is noted"),
    ("case", "A violation is noted and a case proposed"),
]


class OpsClause(models.Model):
    """What may follow when a clause is broken, and what a missed duty does: the company decides.

    Its own choice is kept beside what the rulebook ships; who chooses what is shipped follows the rulebook
    again, also when an upgrade changes it.
    """

    _inherit = "ops.clause"

    own_fine = fields.Selection(CHOICES, company_dependent=True)
    own_compensation = fields.Selection(CHOICES, company_dependent=True)
    own_liability = fields.Selection(CHOICES, company_dependent=True)
    own_effect = fields.Selection(EFFECTS, company_dependent=True)
    own_fine_low = fields.Float(company_dependent=True)
    own_fine_high = fields.Float(company_dependent=True)

    can_fine = fields.Boolean(
        "Can be fined",
        compute="_compute_can_fine",
        inverse="_inverse_consequences",
        search="_search_can_fine",
        help="Whether this company fines who breaks the clause (R16).",
    )
    can_compensate = fields.Boolean(
        "Loss is made good",
        compute="_compute_can_compensate",
        inverse="_inverse_consequences",
        search="_search_can_compensate",
        help="Whether who breaks the clause makes good the loss in this company.",
    )
    can_make_liable = fields.Boolean(
        "Makes liable",
        compute="_compute_can_make_liable",
        inverse="_inverse_consequences",
        search="_search_can_make_liable",
        help="Whether breaking the clause has economic and legal consequences in this company.",
    )
    missed_effect = fields.Selection(
        EFFECTS,
        "A missed duty",
        compute="_compute_missed_effect",
        inverse="_inverse_missed_effect",
        help="What happens by itself when a duty of this clause is missed.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    fine_low = fields.Monetary(
        "Fine from", compute="_compute_fine_low", inverse="_inverse_fine", currency_field="currency_id"
    )
    fine_high = fields.Monetary(
        "Fine up to", compute="_compute_fine_high", inverse="_inverse_fine", currency_field="currency_id"
    )

    # One method per field: writing one of them must not hide the others from the common inverse.
    @api.depends("own_fine", "is_fined")
    @api.depends_context("company")
    def _compute_can_fine(self):
        self._set_consequence("can_fine")

    @api.depends("own_compensation", "is_compensated")
    @api.depends_context("company")
    def _compute_can_compensate(self):
        self._set_consequence("can_compensate")

    @api.depends("own_liability", "is_liable")
    @api.depends_context("company")
    def _compute_can_make_liable(self):
        self._set_consequence("can_make_liable")

    def _set_consequence(self, name):
        own, shipped = CONSEQUENCES[name]
        for clause in self:
            clause[name] = clause[own] == "yes" if clause[own] else clause[shipped]

    def _inverse_consequences(self):
        for clause in self:
            chosen = {name: clause[name] for name in CONSEQUENCES}
            own = {}
            for name, (own_name, shipped) in CONSEQUENCES.items():
                is_own = chosen[name] != clause[shipped]
                own[own_name] = is_own and ("yes" if chosen[name] else "no")
            clause.write(own)

    def _search_can_fine(self, operator, value):
        return self._search_consequence("can_fine", operator, value)

    def _search_can_compensate(self, operator, value):
        return self._search_consequence("can_compensate", operator, value)

    def _search_can_make_liable(self, operator, value):
        return self._search_consequence("can_make_liable", operator, value)

    def _search_consequence(self, name, operator, value):
        if operator != "in":
            return NotImplemented
        own, shipped = CONSEQUENCES[name]
        can = Domain(own, "=", "yes") | (Domain(own, "=", False) & Domain(shipped, "=", True))
        return Domain.OR([can if val else ~can for val in value])

    @api.depends("own_effect", "is_fined")
    @api.depends_context("company")
    def _compute_missed_effect(self):
        for clause in self:
            clause.missed_effect = clause.own_effect or clause._get_shipped_effect()

    def _inverse_missed_effect(self):
        for clause in self:
            chosen, shipped = clause.missed_effect, clause._get_shipped_effect()
            clause.own_effect = chosen if chosen != shipped else False

    def _get_shipped_effect(self):
        """Return what a missed duty does by the rulebook: the rules with a fine (R1–R15) propose a case."""
        return "case" if self.is_fined else "violation"

    @api.depends_context("company")
    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.depends("own_fine_low")
    @api.depends_context("company")
    def _compute_fine_low(self):
        for clause in self:
            clause.fine_low = clause.own_fine_low or clause._get_company_fines()[0]

    @api.depends("own_fine_high")
    @api.depends_context("company")
    def _compute_fine_high(self):
        for clause in self:
            clause.fine_high = clause.own_fine_high or clause._get_company_fines()[1]

    @api.model
    def _get_company_fines(self):
        """Return the least and the highest fine of the current company where a clause names none."""
        company_sudo = self.env.company.sudo()  # sudo: settings
        return company_sudo.ops_fine_low, company_sudo.ops_fine_high

    def _inverse_fine(self):
        for clause in self:
            chosen = (clause.fine_low, clause.fine_high)
            clause._check_fines(*chosen)
            compare = clause.currency_id.compare_amounts
            own = (
                amount if compare(amount, usual) else 0.0
                for amount, usual in zip(chosen, clause._get_company_fines(), strict=True)
            )
            clause.write(dict(zip(("own_fine_low", "own_fine_high"), own, strict=True)))

    def _check_fines(self, low, high):
        """Refuse a range in which no fine lies."""
        if not 0 < low <= high:
            raise ValidationError(
                self.env._(
                    "%(clause)s: a fine is more than nothing, and the highest one not below the least (R16).",
                    clause=self.code,
                )
            )

    # ------------------------------------------------------------------
    # The log
    # ------------------------------------------------------------------
    @api.model
    def _shown_rules(self):
        """Return the stored choices of a company → the field in which people see them."""
        shown = {own: name for name, (own, _shipped) in CONSEQUENCES.items()}
        return {
            **shown,
            "own_effect": "missed_effect",
            "own_fine_low": "fine_low",
            "own_fine_high": "fine_high",
        }

    def _ops_rule_label(self, name):
        return super()._ops_rule_label(self._shown_rules().get(name, name))

    def _ops_rule_text(self, name):
        """Return what holds: the company's own choice, else what is shipped."""
        shipped = dict(CONSEQUENCES.values())
        if name in shipped:
            holds = self[name] == "yes" if self[name] else self[shipped[name]]
            return self.env._("yes") if holds else self.env._("no")
        if name == "own_effect":
            effects = dict(self._fields["missed_effect"]._description_selection(self.env))
            return effects[self.own_effect or self._get_shipped_effect()]
        if name in ("own_fine_low", "own_fine_high"):
            usual = self._get_company_fines()[name == "own_fine_high"]
            return formatLang(self.env, self[name] or usual)
        return super()._ops_rule_text(name)
