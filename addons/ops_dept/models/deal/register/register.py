from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..contract.ops_contract import SIGNED


class OpsContract(models.Model):
    """The register of contract numbers: issued to a holder, then used, voided or held (M7.3)."""

    _inherit = "ops.contract"

    number = fields.Integer("Running number", readonly=True, copy=False, stamp=True)
    number_year = fields.Integer(
        "Year of the number", readonly=True, copy=False, index="btree_not_null", stamp=True
    )
    amendment_number = fields.Integer("Amendment", readonly=True, copy=False, stamp=True)
    date_issued = fields.Date("Issued on", required=True, default=fields.Date.context_today, copy=False)
    issued_by_id = fields.Many2one("res.users", "Issued by", readonly=True, copy=False, stamp=True)
    holder_id = fields.Many2one(
        "res.users",
        domain=[("share", "=", False)],
        index="btree_not_null",
        tracking=True,
        copy=False,
        help="Who took the numbered form and answers for it until it is signed or returned (M7.3).",
    )
    register_state = fields.Selection(
        [("held", "Held"), ("used", "Used"), ("voided", "Voided")],
        "Register",
        compute="_compute_register_state",
        store=True,
        help="Every number ever issued is used, voided or held by a named person (M7.3).",
    )

    _number_unique = models.UniqueIndex(
        "(company_id, number_year, number) WHERE number_year IS NOT NULL AND number > 0",
        "This contract number exists already.",
    )

    @api.depends("state", "date_signed")
    def _compute_register_state(self):
        for contract in self:
            if contract.state == "void":
                contract.register_state = "voided"
            else:
                was_signed = contract.state in SIGNED or (contract.state == "cancel" and contract.date_signed)
                contract.register_state = "used" if was_signed else "held"

    # ------------------------------------------------------------------
    # Issue
    # ------------------------------------------------------------------
    @api.model
    def _prepare_issue(self, vals):
        """Numbers are issued today by the company's clock, whatever form, import or the user's clock say."""
        if vals.get("is_migrated"):
            return vals
        company = self.env["res.company"].browse(vals.get("company_id")) or self.env.company
        return {**vals, "date_issued": company._ops_today()}

    def _check_issue(self):
        """Let only support give out numbers, and amendments follow a signed contract."""
        formal = self.filtered(lambda contract: contract.kind == "formal")
        if formal:
            formal._require_role(
                ("sales_support",),
                self.env._("Contract numbers are issued by sales support: ask them for one (M7.3)."),
            )
        for contract in self.filtered("parent_id"):
            parent = contract.parent_id
            if parent.parent_id:
                raise UserError(
                    self.env._(
                        "%(parent)s is an amendment itself: issue the next amendment of %(main)s (W3.D).",
                        parent=parent.display_name,
                        main=parent.parent_id.display_name,
                    )
                )
            if contract.kind != "formal" or parent.state not in SIGNED:
                raise UserError(
                    self.env._(
                        "Only a signed contract is amended, by a formal amendment: %(parent)s stands at "
                        "“%(state)s” (W3.D).",
                        parent=parent.display_name,
                        state=parent._ops_state_label(),
                    )
                )

    def _refuse_reissue(self, vals):
        """A number stays of its kind and day of issue."""
        for contract in self:
            changed = vals.get("kind", contract.kind) != contract.kind or (
                "date_issued" in vals and fields.Date.to_date(vals["date_issued"]) != contract.date_issued
            )
            if changed:
                raise UserError(
                    self.env._(
                        "%(contract)s was issued as “%(kind)s” on %(date)s and stays it. Make a new one "
                        "instead (M7.3).",
                        contract=contract.display_name,
                        kind=dict(self._fields["kind"]._description_selection(self.env))[contract.kind],
                        date=contract.date_issued,
                    )
                )

    def _check_holder(self, holder_id):
        changed = self.filtered(lambda contract: contract.holder_id.id != holder_id)
        changed = changed.filtered(lambda contract: contract.kind == "formal")
        if changed:
            changed._require_role(
                ("sales_support",),
                self.env._("Sales support enters who holds a numbered contract form (M7.3)."),
            )
            if not holder_id:
                raise UserError(self.env._("A numbered contract form always has a holder (M7.3)."))

    # ------------------------------------------------------------------
    # Number
    # ------------------------------------------------------------------
    def _issue_numbers(self):
        """Issue the numbers, as late as possible: whoever wants one of the same series waits for this commit.

        What is taken over keeps its old number. Clause: M7.3
        """
        issued = self.filtered(lambda contract: not contract.is_migrated)
        without = issued.filtered(lambda contract: contract.kind != "formal" and not contract.parent_id)
        if issued:
            issued._check_issue()
        result = super(OpsContract, without)._issue_numbers()
        if issued:
            issued._issue_document()
        return result

    def _issue_document(self):
        amendments = self.filtered("parent_id")
        formal = self.filtered(lambda contract: contract.kind == "formal") - amendments
        self._stamp({"issued_by_id": self.env.uid})
        for contract in (formal | amendments).filtered(lambda contract: not contract.holder_id):
            contract._stamp({"holder_id": contract.user_id.id})
        formal._number_register()
        amendments._number_amendments()
        self._ops_log("issued", clause_code="M7.3")

    def _number_register(self):
        """Give each the next number of its company and year."""
        self.flush_model(["company_id", "number_year", "number"])
        series = self.grouped(lambda contract: (contract.company_id, contract.date_issued.year))
        # always in the same order, so that two transactions never wait for each other
        for (company, year), contracts in sorted(
            series.items(), key=lambda item: (item[0][0].id, item[0][1])
        ):
            query = SQL(
                "SELECT COALESCE(MAX(number), 0) FROM ops_contract"
                " WHERE company_id = %s AND number_year = %s",
                company.id,
                year,
            )
            first = self.env["ops.number"]._take(f"ops.contract/{company.id}/{year}", query, len(contracts))
            first = max(first, company.sudo()._ops_contract_first_number(year))  # sudo: a setting
            for number, contract in enumerate(contracts, first):
                contract._stamp(
                    {
                        "number": number,
                        "number_year": year,
                        "name": company.sudo()._ops_contract_name(year, number),  # sudo: a setting
                    }
                )

    def _number_amendments(self):
        """Number amendments after their contract: HT-2026-00001-1, -2 …"""
        self.flush_model(["parent_id", "amendment_number"])
        for parent, contracts in self.grouped("parent_id").items():
            query = SQL(
                "SELECT COALESCE(MAX(amendment_number), 0) FROM ops_contract WHERE parent_id = %s", parent.id
            )
            first = self.env["ops.number"]._take(f"ops.contract/amends/{parent.id}", query, len(contracts))
            for number, contract in enumerate(contracts, first):
                contract._stamp({"amendment_number": number, "name": f"{parent.name}-{number}"})
