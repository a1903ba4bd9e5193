from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ....tools.identifier import identifier_key, tidy
from ..contract.ops_contract import SIGNED

# What a running contract brings along when it is taken over; nothing else may come in past the first step.
TAKEN_OVER = ("name", "state", "date_entered", "date_archived")


class OpsContract(models.Model):
    """Contracts from before go-live keep their old numbers; an administrator imports them (PROCESS §3)."""

    _inherit = "ops.contract"

    is_migrated = fields.Boolean(
        "Taken over",
        copy=False,
        help="Ran before go-live: imported by an administrator with its old number, outside the series.",
    )

    # the same number however it is written
    name_key = fields.Char(compute="_compute_name_key", store=True, index="btree_not_null")

    @api.depends("name")
    def _compute_name_key(self):
        for contract in self:
            contract.name_key = identifier_key(contract.name) or False

    @api.model
    def _drop_taken_over(self, vals):
        """Return the values without the number and state that a running contract brings along."""
        if not vals.get("is_migrated"):
            return vals
        return {name: value for name, value in vals.items() if name not in TAKEN_OVER}

    def _take_over_created(self, vals_list):
        """Take over number and state of running contracts, where the administrator opened that."""
        migrated = self.filtered("is_migrated")
        if not migrated:
            return
        migrated._check_migration()
        for contract, vals in zip(self, vals_list, strict=True):
            if contract.is_migrated:
                contract._take_over_running({name: vals[name] for name in TAKEN_OVER if name in vals})
        migrated._ops_log("migrated", clause_code="M7.3")

    def _refuse_marking(self):
        raise UserError(
            self.env._("Running contracts are taken over by an import, never marked by hand (M7.3).")
        )

    def _check_migration(self):
        """Only an administrator, and only while the company's setting is open; superuser mode is neither."""
        for contract in self:
            # sudo: a setting
            is_open = contract.company_id.sudo().ops_contract_import
            if not is_open or not self.env.user._ops_has_role("admin"):
                raise AccessError(
                    self.env._(
                        "Running contracts are taken over by a rulebook administrator, while the import of "
                        "running contracts is open in the settings of %s (M7.3).",
                        contract.company_id.display_name,
                    )
                )

    def _take_over_running(self, values):
        self.ensure_one()
        if not values.get("name") or values.get("state", "signed") not in SIGNED or not self.date_signed:
            raise UserError(
                self.env._(
                    "A contract taken over has its old number, the date of its signature and one of the "
                    "states %s (M7.3).",
                    ", ".join(SIGNED),
                )
            )
        if self.kind != "formal":
            raise UserError(self.env._("Only formal contracts are taken over (M7.3)."))
        values = {**values, "name": tidy(values["name"])}
        self._refuse_number_twice(values["name"])
        self._refuse_future_number(values["name"])
        # sudo: the administrator takes over and edits nothing; his right to it was checked
        self.sudo()._stamp({"state": "signed", **values})

    def _refuse_number_twice(self, name):
        """An old number is taken over once, however it is written."""
        # sudo: the register knows every number, whoever may read the contract
        twin = self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("name_key", "=", identifier_key(name)),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if twin:
            raise UserError(
                self.env._(
                    "%(name)s is %(twin)s, which the register has already. The administrator takes it out of "
                    "the import (M7.3).",
                    name=name,
                    twin=twin.name,
                )
            )

    def _refuse_future_number(self, name):
        """An old number that the series would give out later would stop it one day."""
        company = self.company_id.sudo()  # sudo: settings
        found = company._ops_contract_parse(name)
        if found and found[1] >= company._ops_contract_first_number(found[0]):
            raise UserError(
                self.env._(
                    "%(name)s belongs to the new series. Set first in the settings at which number the "
                    "series of %(year)s starts (M7.3).",
                    name=name,
                    year=found[0],
                )
            )
