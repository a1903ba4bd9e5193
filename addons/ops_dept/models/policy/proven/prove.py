import base64
import binascii

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsObligation(models.Model):
    """Meeting a duty of the company's own: whoever owes it says what was done and adds what shows it."""

    _inherit = "ops.obligation"

    _reasons = {
        "prove": Reason(
            action="action_prove",
            question=_lt("What was done?"),
            button=_lt("Done"),
            follows=_lt("The duty of this period is met. Note and file stay as they are."),
            lacking=_lt("say what was done; the note and a file prove it."),
            shown=("clause_text", "period", "date_due"),
            length=2,
            form="ops.duty.proof",
        )
    }

    clause_text = fields.Text("Duty", related="clause_id.text")

    def action_ask_proof(self):
        """Open the small form that asks for note and file."""
        return self._ask_reason("prove")

    def action_prove(self, note, file, file_name=""):
        """Meet a repeated duty of the company's own clauses; in a period that is over, too, and marked late.

        :param str note: what was done
        :param file: base64 of a photo, scan or table that shows it
        :param str file_name: what the file is called
        :raises UserError: without note or file, or for what is not owed any more or met by a document
        :raises AccessError: for everybody but who owes it, or stands in for him
        """
        self.check_access("read")
        note = self._take_reason("prove", note)
        self._check_prove()
        self._check_proof_file(file)
        proven_sudo = self.sudo()  # sudo: the ledger is closed to direct writes; who may say so was checked
        proven_sudo._meet_even_missed()
        name = file_name or self.env._("Proof")
        proven_sudo.write({"proof_note": note, "proof": file, "proof_name": name})
        return True

    def _check_prove(self):
        """Refuse what no note and file can meet, what is met already, and what somebody else owes."""
        for obligation in self:
            if not obligation._is_proven():
                raise UserError(obligation._get_not_provable())
            if not obligation.is_mine:
                raise AccessError(
                    self.env._(
                        "%(duty)s: only %(who)s proves it, or who stands in for him (%(clause)s).",
                        duty=obligation.display_name,
                        who=obligation.responsible,
                        clause=obligation.clause_id.code,
                    )
                )

    def _get_not_provable(self):
        """Return why this takes no note and file."""
        self.ensure_one()
        values = {"duty": self.display_name, "clause": self.clause_id.code}
        if not self.owed_by or not self.clause_id.company_id:
            return self.env._(
                "%(duty)s: it is met by the document that it asks for, not by a note (%(clause)s).", **values
            )
        if self.state == "met":
            return self.env._(
                "%(duty)s: %(who)s proved it on %(date)s; note and file stay as they are (%(clause)s).",
                who=self.met_by_id.sudo().name,  # sudo: a colleague's name
                date=fields.Datetime.context_timestamp(self, self.date_met).strftime("%Y-%m-%d %H:%M"),
                **values,
            )
        return self.env._("%(duty)s: nothing is owed any more (%(clause)s).", **values)

    def _check_proof_file(self, file):
        """Refuse what is no file, or an empty one."""
        try:
            content = base64.b64decode(file or b"", validate=False)
        except (binascii.Error, TypeError, ValueError):
            content = b""
        if not content:
            raise UserError(
                self.env._(
                    "%(duty)s: add a file that shows it, a photo, a scan or a table (%(clause)s).",
                    duty=self[:1].display_name,
                    clause=self[:1].clause_id.code,
                )
            )
