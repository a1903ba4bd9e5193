from odoo import models
from odoo.exceptions import UserError

from ....tools.removal import goes_with_addon, is_uninstalling


class OpsKept(models.AbstractModel):
    """A record that is never deleted, whatever the context says; it goes with the add-on only.

    `_kept` is the sentence that says so (`_lt(…)`), and what one does instead.
    """

    _name = "ops.kept"
    _description = "Record that is never deleted"

    _kept = ""
    _is_shipped = False  # an upgrade that no longer ships a record takes it along

    def unlink(self):
        """Refuse to delete.

        :raises UserError: says what one does instead
        """
        self.check_access("unlink")
        if not (goes_with_addon(self.env) if self._is_shipped else is_uninstalling(self.env)):
            self._ops_refuse_deletion()
        return super().unlink()

    def _ops_refuse_deletion(self):
        raise UserError(self.env._(self._kept))
