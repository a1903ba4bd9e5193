from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import AccessError

from ..register.ops_contract_round import ANSWER

GUIDANCE = ("guidance", "guided_by_id")
GUIDES = ("sales_manager", "leader")


class OpsContractRound(models.Model):
    """The manager guides the negotiation: what he says about a round stands on it, and reaches who negotiates
    (R4).
    """

    _inherit = "ops.contract.round"

    _unfrozen_fields = (*ANSWER, *GUIDANCE)
    _ops_prepared = ((20, "_prepare_guidance"),)
    _ops_on_write = ((20, "_telling_guidance"),)

    guidance = fields.Text("Guidance of the manager", help="How to go on, read by who negotiates (R4).")
    guided_by_id = fields.Many2one("res.users", "Guided by", readonly=True, copy=False)

    def _prepare_guidance(self, vals):
        """Only a manager or a leader guides; who is noted. Clause: R4"""
        if not self:  # a form sends its empty fields along
            vals = {name: vals[name] for name in vals if vals[name] or name not in GUIDANCE}
        if vals.keys().isdisjoint(GUIDANCE):
            return vals
        if not self.env.user._ops_has_role(*GUIDES):
            raise AccessError(
                self.env._("How to go on is said by the sales manager or a company leader (R4).")
            )
        return {**vals, "guided_by_id": self.env.uid}

    @contextmanager
    def _telling_guidance(self, vals):
        yield
        if vals.get("guidance"):
            for negotiation in self:
                negotiation._tell_guidance()

    def _tell_guidance(self):
        """Bring it to who negotiates."""
        # sudo: names of colleagues; the manager need not be allowed to notify them
        contract_sudo = self.contract_id.sudo()
        people = (self.sudo().user_ids | contract_sudo.user_id) - self.env.user
        if people:
            contract_sudo.message_notify(
                partner_ids=people.partner_id.ids,
                author_id=self.env.user.partner_id.id,
                subject=self.env._("%s: guidance", contract_sudo.display_name),
                body=self.guidance,
            )
