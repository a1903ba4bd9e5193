from odoo import models
from odoo.tools import format_date

from ....tools import watermark


class OpsContractVolume(models.Model):
    """What the paper of a volume says: a cover, the originals in their order, and why others are not there.

    While it is being prepared the paper is the list by which the originals are gathered.
    """

    _name = "ops.contract.volume"
    _inherit = ["ops.contract.volume", "ops.printed"]

    def _ops_require_printable(self, report):
        """Refuse whoever may not read the volume."""
        self._ops_refuse_unprintable(("draft", "bound"), lambda volume: volume.display_name)

    def _get_volume_paper(self):
        """Return what the cover and the catalogue say, in the language of the environment.

        Clause: R15
        """
        self.ensure_one()
        # sudo: names, and contracts of the team, for who may read the volume
        volume_sudo = self.sudo()
        lines = volume_sudo.line_ids
        there = lines.filtered(lambda line: line._is_there())
        is_bound = self.state == "bound"
        return {
            "team": volume_sudo.team_id.name,
            "month": self.month,
            "numbers": self.numbers,
            "count": len(there),
            "place": self.place or "",
            "bound_by": volume_sudo.bound_by_id.name or "",
            "bound_on": self._ops_paper_date(self.date_bound),
            "is_bound": is_bound,
            "watermark": "" if is_bound else watermark(self._ops_state_label()),
            "there": [
                self._get_paper_row(line, line.position or number) for number, line in enumerate(there, 1)
            ],
            "others": [self._get_paper_row(line, 0) for line in lines - there],
            "has_earlier": any(there.mapped("is_earlier")),
        }

    def _get_paper_row(self, line, number):
        contract = line.contract_id
        signed = contract.date_signed and self.company_id._ops_day_of(contract.date_signed)
        statuses = dict(line._fields["status"]._description_selection(self.env))
        return {
            "number": number,
            "contract": contract.name,
            "customer": contract.partner_id.name,
            "amount": contract.amount_total,
            "currency": contract.currency_id,
            "signed": format_date(self.env, signed) if signed else "",
            "is_earlier": line.is_earlier,
            "status": statuses[line.status],
            "holder": line.holder_id.name or "",
            "why": " · ".join(filter(None, (line.explanation, line.reason))),
        }
