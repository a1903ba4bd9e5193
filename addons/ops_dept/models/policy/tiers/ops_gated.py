from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class OpsGated(models.AbstractModel):
    """Which tiers a request opens. A rule is switched off by its clause, in the log, never by taking away
    who decides.
    """

    _inherit = "ops.gated"

    def _ops_prepare_reviews(self):
        """Return the values of the reviews to open: the tiers that apply to each document, in their order.

        :raises UserError: a clause in force would ask somebody, but its tiers were archived or deleted
        """
        vals_list = []
        for company, records in self.grouped("company_id").items():
            definitions = self._ops_definitions(company)
            for record in records:
                record._ops_log_open_tiers(definitions)
                applying = definitions.filtered(lambda tier, record=record: record.evaluate_tier(tier))
                record._ops_refuse_archived(applying)
                vals_list += [
                    record._prepare_tier_review_vals(tier, number) for number, tier in enumerate(applying, 1)
                ]
        return vals_list

    @api.model
    def _ops_definitions(self, company):
        """Return the tiers of this kind of document in the company, the first to decide first."""
        return self.env["tier.definition"].search_fetch(
            Domain("model", "=", self._name) & Domain("company_id", "in", [False, company.id]),
            order="sequence desc, id",
        )

    def _ops_log_open_tiers(self, definitions):
        """Log for which clauses nobody is asked about this document, as the company switched them off."""
        in_force = self.env["ops.clause"]._is_in_force
        switched_off = definitions.filtered(
            lambda tier: (
                tier.active and tier.ops_clause_code and not in_force(tier.ops_clause_code, self.company_id)
            )
        )
        for code in dict.fromkeys(
            tier.ops_clause_code for tier in switched_off if self._ops_is_concerned(tier)
        ):
            self._ops_log("open", clause_code=code)

    def _ops_lacks_tiers(self):
        """Tell whether tiers of these documents' clauses were archived or deleted; as shipped none is."""
        tiers = self.env["tier.definition"]
        return any(
            tiers._ops_archived_ids(self._name, company.id)
            or (self._ops_clause and self._ops_clause not in tiers._ops_codes_in_use(self._name, company.id))
            for company in self.company_id
        )

    def _ops_refuse_archived(self, applying):
        """Refuse where a clause in force would ask somebody, had its tiers not been archived or deleted.

        :param applying: the tiers that are asked about this document
        :raises UserError: names the clause and who restores its tiers
        """
        if not self._ops_lacks_tiers():
            return
        tiers = self.env["tier.definition"]
        archived = tiers.browse(tiers._ops_archived_ids(self._name, self.company_id.id))
        would_ask = set(archived.filtered(self.evaluate_tier).mapped("ops_clause_code"))
        missing = would_ask - set(applying.mapped("ops_clause_code"))
        in_use = tiers._ops_codes_in_use(self._name, self.company_id.id)
        if not applying and self._ops_clause not in in_use:
            missing.add(self._ops_named_clause())
        if missing:
            raise UserError(self._ops_archived_message(min(missing)))

    def _ops_archived_blockers(self, reviews):
        """Say of which clauses of these reviews no tier is in use any more: what waits then waits for the
        administrator.
        """
        in_use = self.env["tier.definition"]._ops_codes_in_use(self._name, self.company_id.id)
        gone = [code for code in reviews.mapped("ops_clause_code") if code and code not in in_use]
        return [self._ops_archived_message(code) for code in dict.fromkeys(gone)]

    def _ops_archived_message(self, code):
        return self.env._(
            "%(document)s: no approval tier is in use for this kind of document. A rulebook administrator "
            "restores one (Operations → Configuration → Approval tiers) or switches the clause off "
            "(%(clause)s).",
            document=self.display_name,
            clause=code,
        )
