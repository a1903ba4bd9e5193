from odoo import fields, models
from odoo.fields import Domain

from ..contract.ops_contract import ENDED, SIGNED

UNBOUND = tuple(state for state in SIGNED if state != "bound")


class OpsContractVolume(models.Model):
    """Which numbers belong to a volume: all that were issued to the team in its month, and the originals of
    earlier ones that no volume holds yet (R15).
    """

    _inherit = "ops.contract.volume"

    _ops_created = ((10, "_list_new"),)

    date_listed = fields.Datetime("Listed on", readonly=True, copy=False, stamp=True)

    def _list_new(self, _vals_list):
        self._list_numbers()

    def action_list_numbers(self):
        """Read the register anew; reasons that were written stay.

        Clause: R15
        """
        self.check_access("write")
        self._refuse_bound()
        self._list_numbers()
        return True

    # ------------------------------------------------------------------
    # The numbers
    # ------------------------------------------------------------------
    def _get_numbers_domain(self):
        """Return the domain of the contracts of this volume."""
        self.ensure_one()
        end = self.company_id._ops_span(self.date_from, self.date_to)[1]
        issued = Domain("date_issued", ">=", self.date_from) & Domain("date_issued", "<=", self.date_to)
        waiting = (
            Domain("date_issued", "<", self.date_from)
            & Domain("state", "in", UNBOUND)
            & Domain("date_signed", "<", end)
            & Domain("is_migrated", "=", False)
        )
        return (
            Domain("kind", "=", "formal")
            & Domain("company_id", "=", self.company_id.id)
            & Domain("team_id", "=", self.team_id.id)
            & (issued | waiting)
        )

    def _list_numbers(self):
        """Put the numbers of each volume into it, with what became of them by now."""
        for volume in self:
            # sudo: the register knows every number of the team, whoever may read its contract; the right to
            # the volume was checked
            volume_sudo = volume.sudo()
            contracts_sudo = volume_sudo.env["ops.contract"].search(
                volume._get_numbers_domain(), order="number_year, number, amendment_number, name, id"
            )
            known = {line.contract_id: line for line in volume_sudo.line_ids}
            facts = volume_sudo._get_facts(contracts_sudo)
            fresh = []
            for sequence, contract in enumerate(contracts_sudo, 1):
                vals = {"sequence": sequence, **facts[contract]}
                line = known.pop(contract, None)
                if line:
                    line._stamp(vals)
                else:
                    fresh.append({"volume_id": volume.id, "contract_id": contract.id, **vals})
            lines_sudo = volume_sudo.line_ids.browse()
            lines_sudo._create_stamped(fresh)
            gone_sudo = lines_sudo.union(*known.values())
            if gone_sudo:
                gone_sudo._unlink_stamped()
            volume_sudo._stamp({"date_listed": fields.Datetime.now()})

    # ------------------------------------------------------------------
    # What became of each
    # ------------------------------------------------------------------
    def _get_facts(self, contracts):
        """Return `{contract: what its line says}`."""
        self.ensure_one()
        found = {}
        for contract in contracts:
            status = self._get_status(contract)
            # who took the form, else who sold it
            holder = (contract.holder_id or contract.user_id).id if status in ("missing", "held") else False
            found[contract] = {
                "is_earlier": contract.date_issued < self.date_from,
                "status": status,
                "holder_id": holder,
                "explanation": self._explain(contract, status),
            }
        return found

    def _get_status(self, contract):
        if contract.state in ENDED:
            return "void" if contract.state == "void" else "cancelled"
        if contract.state == "bound":
            return "bound" if contract.volume_id == self else "elsewhere"
        if contract.state == "archived":
            return "ready"
        return "missing" if contract._is_signed() else "held"

    def _explain(self, contract, status):
        """Say what the register knows about a number whose original is not there."""
        if status in ("void", "cancelled"):
            return contract.end_reason or ""
        if status == "elsewhere":
            return contract.volume_id.display_name or ""
        if status in ("missing", "held"):
            return contract._ops_state_label()
        return ""
