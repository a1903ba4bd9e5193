from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tiers.tier_definition import POSTS

# How a limit of a question counts: from when it is asked.
UNITS = [
    ("working_hours", "Working hours after"),
    ("end_of_day", "End of the same working day"),
    ("working_days", "Working days after"),
    ("calendar_days", "Calendar days after"),
]


class OpsQuestionKind(models.Model):
    """What kind of question it is: whom it goes to, until when it is answered and which clause says so.

    A new kind is a new row. One with a clause makes whoever is asked owe the answer; others only ask.
    """

    _name = "ops.question.kind"
    _inherit = ["ops.rule"]
    _description = "Kind of question"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    post = fields.Selection(
        POSTS, "Goes to", help="Who is proposed when somebody asks; another post or a person may be chosen."
    )
    clause_id = fields.Many2one(
        "ops.clause",
        ondelete="restrict",
        help="Where it is in force, the answer is owed in the ledger. Empty: nobody is late in the ledger.",
    )
    limit_number = fields.Integer("Answer within", help="Zero: the limit of the clause, if it has one.")
    limit_unit = fields.Selection(UNITS, "Counted as", default="working_days")
    asks_date = fields.Boolean(
        "Asks for a date", help="The answer must promise a date, such as that of a delivery."
    )
    asks_decision = fields.Boolean(
        "Asks for yes or no",
        readonly=True,
        help="The answer decides; it is asked by a button of its own, not by hand.",
    )
    prompt = fields.Char("Example", translate=True, help="Shown where the question is typed.")

    @api.constrains("limit_number")
    def _check_limit_number(self):
        for kind in self:
            if not 0 <= kind.limit_number <= 250:
                raise ValidationError(
                    self.env._("%(kind)s: a limit lies between 0 and 250.", kind=kind.display_name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        kinds = super().create(vals_list)
        if self.env.registry.ready:  # what the product brings is no change
            for kind, vals in zip(kinds, vals_list, strict=True):
                kind._ops_log_first(vals)
        return kinds

    def write(self, vals):
        with self._ops_traced(vals):
            return super().write(vals)

    @api.model
    def _ops_rule_names(self):
        return frozenset(
            {"active", "post", "clause_id", "limit_number", "limit_unit", "asks_date", "asks_decision"}
        )

    def _ops_rule_clause(self, name):
        return self.clause_id.code

    def _get_deadline(self, company):
        """Return until when a question asked now is to be answered (naive UTC), False without a limit."""
        self.ensure_one()
        # sudo: clause and calendar are no secret; whoever asks need not be allowed to read them
        kind_sudo, company_sudo = self.sudo(), company.sudo()
        limit = (kind_sudo.limit_number, kind_sudo.limit_unit, "")
        if not self._has_own_limit():
            code = kind_sudo.clause_id.code
            limit = code and self.env["ops.clause"]._get_limit(code, company)
        if not limit:
            return False
        number, unit, dates = limit
        return company_sudo.resource_calendar_id._ops_deadline(
            fields.Datetime.now(), number, unit, dates, company=company_sudo
        )

    def _has_own_limit(self):
        # sudo: as in `_get_deadline`
        kind_sudo = self.sudo()
        return bool(kind_sudo.limit_number) or kind_sudo.limit_unit == "end_of_day"
