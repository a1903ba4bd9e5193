import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

CONTRACT_SETTINGS = ("ops_contract_format", "ops_contract_start", "ops_contract_import")


class ResCompany(models.Model):
    """The contract register's settings (PROCESS §3, §4)."""

    _inherit = "res.company"

    ops_major_contract = fields.Monetary(
        "Major contract from",
        default=200000.0,
        currency_field="currency_id",
        help="A contract of this untaxed amount or more (company currency) is major: after the sales "
        "manager a company leader decides too (W3.D). 0: every contract is major.",
    )
    ops_contract_format = fields.Char(
        "Contract number",
        default="HT-%(year)s-%(number)05d",
        required=True,
        help="How contract numbers are written: %(year)s the year of issue, %(number)05d the running number "
        "with five digits (M7.3).",
    )
    ops_contract_start = fields.Integer(
        "First contract number",
        help="At go-live: the running number with which the series of this year starts. Set once (M7.3).",
    )
    ops_contract_start_year = fields.Integer("Year of the first contract number", readonly=True)
    ops_contract_import = fields.Boolean(
        "Import of running contracts",
        help="At go-live: while this is on, a rulebook administrator may import signed contracts with their "
        "old numbers (M7.3).",
    )

    ops_site_requirements_label = fields.Char(
        "Name of the product requirements",
        translate=True,
        help="What the product requirements of a contract's site are called here, where the company sells "
        "one kind of product: requirements of the display, of the pump … Empty: product requirements.",
    )

    @api.constrains("ops_contract_format")
    def _check_ops_contract_format(self):
        for company in self:
            if company._ops_contract_parse(company._ops_contract_try_format()) != (2026, 7):
                raise ValidationError(
                    self.env._(
                        "The contract number needs the year and the running number, e.g. %(example)s (M7.3).",
                        example="HT-%(year)s-%(number)05d",
                    )
                )

    def _ops_contract_try_format(self):
        try:
            return self._ops_contract_name(2026, 7)
        except (KeyError, TypeError, ValueError):
            return ""

    _ops_prepared = ((10, "_ops_prepare_register"),)

    def _ops_prepare_register(self, vals):
        """Check who sets up the register of contracts, and note from which year its start counts."""
        changed = [name for name in CONTRACT_SETTINGS if name in vals]
        changed = [name for name in changed if any(company[name] != vals[name] for company in self)]
        if not changed:
            return vals
        if not (self.env.su or self.env.user._ops_has_role("admin")):
            raise AccessError(
                self.env._("The contract register is set up by a rulebook administrator (M7.3).")
            )
        if "ops_contract_start" not in changed:
            return vals
        self._ops_check_start(vals["ops_contract_start"])
        return {**vals, "ops_contract_start_year": self[:1]._ops_today().year}

    def _ops_rule_clause(self, name):
        return "M7.3" if name in CONTRACT_SETTINGS else super()._ops_rule_clause(name)

    def _ops_check_start(self, number):
        """The series starts once: never again once set or once a number of this year was given out."""
        year = self[:1]._ops_today().year
        # sudo: whether numbers were given out is no secret
        issued = (
            self.env["ops.contract"]
            .sudo()
            .search_count(
                [("company_id", "in", self.ids), ("number_year", "=", year), ("number", ">", 0)], limit=1
            )
        )
        if issued or number < 1 or any(company.ops_contract_start for company in self):
            raise UserError(
                self.env._(
                    "The first contract number is set once, from 1, before the series of the year gave out "
                    "its first (M7.3)."
                )
            )

    def _ops_contract_name(self, year, number):
        """Return a contract number as the company writes it."""
        return self.ops_contract_format % {"year": year, "number": number}

    def _ops_contract_first_number(self, year):
        """Return the running number with which a year's series starts."""
        return self.ops_contract_start if year == self.ops_contract_start_year else 1

    def _ops_contract_parse(self, name):
        """Return (year, running number) of a contract number written as here (None: written otherwise)."""
        self.ensure_one()
        pattern = re.escape(self.ops_contract_format or "")
        pattern = pattern.replace(re.escape("%(year)s"), r"(?P<year>\d{4})", 1)
        pattern = re.sub(r"%\\\(number\\\)0?\d*d", r"(?P<number>\\d+)", pattern, count=1)
        if "<year>" not in pattern or "<number>" not in pattern:
            return None
        found = re.fullmatch(pattern.replace("%%", "%"), name or "")
        return found and (int(found["year"]), int(found["number"]))
