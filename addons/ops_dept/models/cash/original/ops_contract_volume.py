from odoo import models

OUT = ("ready", "missing")


class OpsContractVolume(models.Model):
    """Where an original is, custody knows: one that is lent or lost is missing in the volume, with its
    holder; what is bound stands where its volume stands (R9, R15).
    """

    _inherit = "ops.contract.volume"

    def _get_facts(self, contracts):
        facts = super()._get_facts(contracts)
        for original in contracts._originals("contract"):
            fact = facts[contracts.browse(original.res_id)]
            if fact["status"] not in OUT or original.state == "archived":
                continue
            words = [original._ops_state_label(), original.state == "lost" and original.lost_reason]
            fact.update(
                status="missing",
                holder_id=original.holder_id.id,
                explanation=": ".join(filter(None, words)),
            )
        return facts

    def _do_bind(self):
        result = super()._do_bind()
        for volume in self:
            bound = volume.line_ids.filtered(lambda line: line.status == "bound").contract_id
            originals_sudo = bound._originals("contract")
            originals_sudo.filtered(lambda original: original.state == "archived")._put(volume.place)
        return result
