from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..clause.codes import OWN

# Behind all that is shipped.
OWN_SEQUENCE = 100_000


class OpsClause(models.Model):
    """Clauses that a company adds to the written rulebook (X1, X2 …): what, and for whom.

    They behave like the others: in force or not, consequences, what can be reported, the handbook. They are
    the company's alone: no other company sees them, and no upgrade touches them.
    """

    _inherit = "ops.clause"

    # What an administrator says of an own clause besides its settings.
    _own_words = frozenset({"text", "role_ids", "duty_period", "owed_by"})

    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Whose own clause this is; empty for the written rulebook.",
    )

    _own_code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "This clause code exists already in this company."
    )

    @api.constrains("role_ids")
    def _check_own_roles(self):
        known = {*self.env["res.groups"]._ops_role_ids(), self.env.ref("base.group_user").id}
        for clause in self.filtered("company_id"):
            if not clause.role_ids or not known.issuperset(clause.role_ids.ids):
                raise ValidationError(
                    self.env._(
                        "%(clause)s: say which roles of the operations rulebook it binds.", clause=clause.code
                    )
                )

    @api.model
    def _prepare_own_vals_list(self, vals_list):
        """Return the values of new clauses, those of own ones with the next code of their company.

        Superuser mode with a code is the data loading of an upgrade; all else is an own clause.
        """
        own = [vals for vals in vals_list if not (self.env.su and vals.get("code"))]
        self._refuse_not_own({name for vals in own for name in vals})
        numbers, result = {}, []
        for vals in vals_list:
            added = {}
            if vals in own:
                company_id = vals.get("company_id") or self.env.company.id
                number = numbers.get(company_id) or self._get_next_own_number(company_id)
                numbers[company_id] = number + 1
                added = self._prepare_own_vals(company_id, number)
            result.append({**vals, **added})
        return result

    @api.model
    def _refuse_not_own(self, names):
        """Refuse to say of a new clause what only the written rulebook or the product says."""
        if names - self._settings - self._own_words - {"company_id"}:
            raise UserError(
                self.env._(
                    "A clause of your own has a text, roles, and what this company sets; the software gives "
                    "it its code and kind."
                )
            )

    @api.model
    def _prepare_own_vals(self, company_id, number):
        return {
            "code": f"{OWN}{number}",
            "company_id": company_id,
            "sequence": OWN_SEQUENCE + number,
            "actor": OWN,
            "kind": "conduct",
            "enforcement": "software",
        }

    def _get_said_words(self):
        """Return what a new own clause says; of conduct nobody says how often, and who owes it."""
        self.ensure_one()
        return self._own_words if self.duty_period else self._own_words - {"duty_period", "owed_by"}

    @api.model
    def _get_next_own_number(self, company_id):
        # sudo: clauses of the company, whatever else its administrator may read
        last = self.sudo().search([("company_id", "=", company_id)], order="sequence desc", limit=1)
        return last.sequence - OWN_SEQUENCE + 1 if last else 1

    def _logged_vals(self, vals):
        """Return which of these values are rules of the company: of a shipped clause its words are not."""
        if all(clause.company_id for clause in self.sudo()):  # sudo: whose it is
            return vals
        return {name: value for name, value in vals.items() if name not in self._own_words}
