from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class OpsClauseRole(models.Model):
    """A role that owes a clause in one company besides those that the rulebook names.

    It is named or taken away as a whole, by the administrators of the rulebook; both are in the log.
    """

    _name = "ops.clause.role"
    _inherit = ["ops.rule"]
    _description = "Role named in addition"
    _rec_name = "group_id"

    clause_id = fields.Many2one("ops.clause", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        index=True,
        ondelete="cascade",
    )
    group_id = fields.Many2one("res.groups", "Role", required=True, readonly=True, ondelete="cascade")

    _role_uniq = models.UniqueIndex("(clause_id, company_id, group_id)", "This role is named already.")

    @api.constrains("group_id", "clause_id")
    def _check_is_role(self):
        known = {*self.env["res.groups"]._ops_role_ids(), self.env.ref("base.group_user").id}
        for line in self:
            if line.group_id.id not in known or line.group_id in line.clause_id.role_ids:
                raise ValidationError(
                    self.env._(
                        "%(clause)s: choose a role of the operations rulebook that does not owe the clause "
                        "already, not %(role)s.",
                        clause=line.clause_id.code,
                        role=line.group_id.sudo().display_name,  # sudo: a name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Name roles, after checking the right to do so."""
        self._ops_check_rule_right(["group_id"])
        lines = super().create(vals_list)
        self.env.registry.clear_cache()
        for line in lines._ops_as_logged():
            line._log_role("-", line.group_id.name)
        return lines

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A role named in addition is taken away, and another one named."))

    def unlink(self):
        """Take roles away, after checking the right to do so."""
        self._ops_check_rule_right(["group_id"])
        for line in self._ops_as_logged():
            line._log_role(line.group_id.name, "-")
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def _log_role(self, before, after):
        """Log at the clause that a role was named or taken away."""
        clause = self.clause_id.with_company(self.company_id)
        # sudo: nobody writes the log by hand; the right to name roles was checked
        self.env["ops.log"].sudo()._log(
            clause,
            "setting",
            clause_code=clause.code,
            setting=clause._fields["extra_role_ids"].get_description(clause.env)["string"],
            value_from=before,
            value_to=after,
            company_id=self.company_id.id,
        )
