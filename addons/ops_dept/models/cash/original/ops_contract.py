from odoo import models
from odoo.exceptions import UserError


class OpsContract(models.Model):
    """The signed contract: with its salesman, who hands it in; support archives it (R9)."""

    _name = "ops.contract"
    _inherit = ["ops.contract", "ops.original"]

    def _do_sign(self):
        result = super()._do_sign()
        self._keep_original(
            "contract",
            self,
            lambda contract: contract.user_id or self.env.user,
            lambda contract: contract.date_signed,
        )
        return result

    def _check_archive(self):
        result = super()._check_archive()
        lost = self._originals("contract").filtered(lambda original: original.state == "lost")
        if lost:
            raise UserError(
                self.env._(
                    "%(original)s was reported lost: note that it was found, then it is archived (R9).",
                    original=lost[:1].display_name,
                )
            )
        return result

    def _do_archive(self):
        """Who archives it has it: he is its holder, and it lies where he says."""
        result = super()._do_archive()
        self._keep_original("contract", self, self.env.user)
        originals_sudo = self._originals("contract")
        originals_sudo._take_by_word(self.env.user)
        for contract in self:
            own = originals_sudo.filtered(lambda original, contract=contract: original.res_id == contract.id)
            own.filtered(lambda original: original.state == "held")._put(contract.archive_place)
        return result
