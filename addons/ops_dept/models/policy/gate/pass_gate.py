import psycopg2

from odoo import models
from odoo.exceptions import UserError

from ....tools.states import WAITING


class OpsGated(models.AbstractModel):
    """What happens when the last review is approved: the next step, or the reason why it failed."""

    _inherit = "ops.gated"

    def action_ops_retry(self):
        """Carry out the step after the last approval again, once its cause of failure is put right.

        :raises UserError: when it fails again, or the approvals are not complete
        """
        for record in self:
            if not record.ops_gate_error:
                raise UserError(self.env._("%(document)s: nothing to retry.", document=record.display_name))
            record._check_approve()
            record._ops_pass_gate()
        return True

    def _ops_continue_after_reviews(self):
        """After reviews ended that are no longer required: it is the next one's turn, or the gate opens."""
        self.ensure_one()
        reviews = self.review_ids
        if any(status in WAITING for status in reviews.mapped("status")):
            reviews._ops_promote_next()
        else:
            self._ops_pass_gate()

    def _ops_pass_gate(self, approve=None):
        """Carry out the next step in a savepoint; if it fails the approval stays and the reason shows.

        :param approve: notes the last approval; written with the step, or alone when the step fails
        """
        self.ensure_one()
        # sudo: an approver decides, he need not be allowed to write the document; every review is approved
        record_sudo = self.sudo()
        try:
            with self.env.cr.savepoint():
                if approve:
                    approve()
                record_sudo._gate_passed()
                self.env.flush_all()
        except (
            UserError,
            psycopg2.IntegrityError,
        ) as error:  # the database's own constraints are reasons too
            reason = self._ops_error_text(error)
            record_sudo.invalidate_recordset()
            if approve:
                approve()
            record_sudo._stamp({"ops_gate_error": reason})
            self._ops_log("failed", comment=reason)
            return
        self._ops_tell_approved()

    def _ops_error_text(self, error):
        """Return what went wrong as a sentence: the database's constraints have theirs, too."""
        if isinstance(error, UserError):
            return str(error).strip()
        table = error.diag.table_name
        model = next((name for name, cls in self.env.registry.items() if cls._table == table), "base")
        return self.env[model]._sql_error_to_message(error)

    def _gate_passed(self):
        """Make the move behind the gate. Called exactly once, when the last tier approves."""
        self.write({self._state_field: "approved"})
