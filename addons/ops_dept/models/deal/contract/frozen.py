from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from .ops_contract import ENDED


class OpsContract(models.Model):
    """What of a contract stays as decided, and how it can still be changed."""

    _inherit = "ops.contract"

    def _ops_refuse_deletion(self):
        """Every number ever issued is accounted for. Clause: M7.3"""
        raise UserError(
            self.env._(
                "%(contract)s is never deleted: sales support voids it, its number stays (M7.3).",
                contract=self[:1].display_name,
            )
        )

    def _ops_refuse_company_change(self, company_id):
        """A number belongs to its company's register."""
        for contract in self:
            if contract.company_id.id != company_id:
                raise UserError(
                    self.env._(
                        "%(contract)s belongs to %(company)s. Make a new one in the other company (M7.3).",
                        contract=contract.display_name,
                        company=contract.company_id.display_name,
                    )
                )

    def _ops_refuse_frozen(self, vals):
        """The scan of an order by fax is evidence once that is approved."""
        if "scan_ids" in vals:
            for contract in self.filtered(lambda contract: contract._has_fixed_scans()):
                raise UserError(contract._ops_frozen_message({"scan_ids"}))
        return super()._ops_refuse_frozen(vals)

    def _ops_frozen_message(self, names):
        """Say of what is decided how it can still be changed; what is being decided is said by the mixin."""
        if self.state == "submitted":
            return super()._ops_frozen_message(names)
        return self.env._(
            "%(contract)s stands at “%(state)s” and keeps what was decided: %(fields)s. %(way)s",
            contract=self.display_name,
            way=self._get_way_to_change(),
            state=self._ops_state_label(),
            fields=self._ops_field_labels(names),
        )

    def _get_way_to_change(self):
        """Say who can still change what is decided here, and by which step that is open to him."""
        self.ensure_one()
        _ = self.env._
        if self.state == "submitted":
            # sudo: who asked is told to everybody
            return _(
                "%s withdraws the request first, or the reviewer refuses it (W3.D).",
                self.sudo().ops_requester_id.name or "-",
            )
        if self.state in ENDED:
            return _("Sales support issues a new contract (M7.3).")
        if self.state == "approved":
            return _("The salesperson or sales support opens it again (W3.D).")
        if self.kind == "formal":
            main = self.parent_id or self
            return _("Sales support issues an amendment of %s (W3.D).", main.display_name)
        return _("Sales support makes out the formal contract; it says what changed (W3.F).")

    @api.model
    def _join_words(self, words):
        """Return several words as one, joined as the user's language joins them."""
        return format_list(self.env, words, lang_code=self.env.lang or "en_US")
