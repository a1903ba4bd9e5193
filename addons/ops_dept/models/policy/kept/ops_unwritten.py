from odoo import api, models
from odoo.exceptions import UserError

from ....tools.removal import is_uninstalling


class OpsUnwritten(models.AbstractModel):
    """A record that nobody makes, changes or deletes by hand: moves of other documents do, by `_stamp`.

    For models of `ops.guarded`. `_unwritten` is the sentence that says so (`_lt(…)`), and who does what.
    """

    _name = "ops.unwritten"
    _description = "Record that nobody writes by hand"

    _unwritten = ""

    @api.model_create_multi
    def create(self, vals_list):
        if not self._ops_is_stamping("create", {name for vals in vals_list for name in vals}):
            self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        if not self._ops_is_stamping("write", vals):
            self._refuse_by_hand()
        return super().write(vals)

    def unlink(self):
        if not is_uninstalling(self.env) and not self._ops_is_stamping("unlink"):
            self._refuse_by_hand()
        return super().unlink()

    def _refuse_by_hand(self):
        raise UserError(self.env._(self._unwritten))
