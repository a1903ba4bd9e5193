from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsPenalty(models.Model):
    """The person is notified: he confirms that he has read it, or a witness saw that he refused (R16)."""

    _inherit = "ops.penalty"

    _reasons = {
        "sign": Reason(
            action="action_note_signed",
            question=_lt("Who handed the notice over, where is the signed copy?"),
            button=_lt("Signed on Paper"),
            follows=_lt("From now on the person may appeal."),
            lacking=_lt("say where the signed notice is (R16)."),
        ),
        "refuse_sign": Reason(
            action="action_note_refused",
            question=_lt("Who witnessed that the signature was refused?"),
            button=_lt("Signature Refused"),
            follows=_lt("From now on the person may appeal; the witness stands on the notice."),
            lacking=_lt("name the witness (R16)."),
            length=2,
        ),
    }

    date_read = fields.Datetime(
        "Read on", readonly=True, copy=False, stamp=True, help="When the person confirmed it himself."
    )
    signed_note = fields.Char("Signed on paper", readonly=True, copy=False, stamp=True)
    witness = fields.Char("Witness of the refusal to sign", readonly=True, copy=False, stamp=True)
    date_notified = fields.Datetime("Notified on", readonly=True, copy=False, stamp=True)
    date_appeal_until = fields.Datetime("Appeal until", readonly=True, copy=False, stamp=True)

    def action_confirm_reading(self):
        """Confirm, as the person, that the notice was read; the time for an appeal begins.

        :raises AccessError: for everybody else
        """
        self.check_access("read")
        self._refuse_not_person()
        return self._notify_with({"date_read": fields.Datetime.now()})

    def action_open_signed(self):
        """Ask where the signed notice is, of a person who signed on paper."""
        return self._ask_reason("sign")

    def action_note_signed(self, note):
        """Note, as who stands above the person, that he signed the notice on paper."""
        self.check_access("read")
        self._refuse_not_above()
        return self._notify_with({"signed_note": self._take_reason("sign", note)})

    def action_open_refused(self):
        """Ask who saw that the person refused to sign."""
        return self._ask_reason("refuse_sign")

    def action_note_refused(self, witness):
        """Note, as who stands above the person, that he refused to sign, with a witness."""
        self.check_access("read")
        self._refuse_not_above()
        return self._notify_with({"witness": self._take_reason("refuse_sign", witness)})

    def _notify_with(self, vals):
        # sudo: the person writes nothing in his own case; who may was checked by each way
        notified_sudo = self.sudo()
        notified_sudo._ops_check_sources("notified", ("approved",))
        notified_sudo._stamp(vals)
        return notified_sudo.write({"state": "notified"})

    def _check_notify(self):
        for penalty in self:
            if not (penalty.date_read or penalty.signed_note or penalty.witness):
                raise UserError(
                    self.env._(
                        "%(case)s: the person confirms that he has read it, or his head notes who saw him "
                        "refuse to sign (R16).",
                        case=penalty.display_name,
                    )
                )

    def _prepare_notify_vals(self):
        now = fields.Datetime.now()
        # sudo: settings and working days
        company_sudo = self.company_id.sudo()[:1]
        until = company_sudo.resource_calendar_id._ops_deadline(
            now, company_sudo.ops_appeal_days, "working_days", company=company_sudo
        )
        return {"date_notified": now, "date_appeal_until": until}

    def _do_notify(self):
        self._ops_log("notified")
