from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ...policy.guarded.permit import Permit, permitted, take_permit
from ..case.end import DAYS_TO_REOPEN

# A move that the customer himself makes, by his page: the permit's kind.
BY_CUSTOMER = "the customer"
# From how many characters on a word says something, as the reasons of `end.py` ask.
LENGTH = 3


class HelpdeskTicket(models.Model):
    """What the customer answers on the page of his case: a word or photos, *solved*, *not solved*.

    The controller has checked that the page is his; the records come in superuser mode, with the visitor as
    the user, who holds none of our roles.

    Split by concern: here his answers; `closed_fields.py` what he may not read, `heard.py` what follows a
    message of his, `chain.py` what his page shows, `goods.py` what he bought, `number.py` the mail with the
    number.

    Clause: V5.2
    """

    _inherit = "helpdesk.ticket"

    def _ops_customer_says(self, partner, words, files=(), **options):
        """Keep what the customer writes and sends as a message of his.

        :param partner: res.partner who says it
        :param str words: what he says
        :param files: (name, content) each
        :raises UserError: when there is neither a word nor a file
        """
        self.ensure_one()
        if not (words or "").strip() and not files:
            raise UserError(self.env._("Please write something, or add a photo."))
        return self.with_context(**options).message_post(
            author_id=partner.id,
            body=plaintext2html((words or "").strip() or self.env._("Photos")),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=list(files),
        )

    def _ops_customer_solved(self, partner, words="", files=()):
        """The customer says that it is solved: that is his answer, and a case that is done is closed by it.

        While somebody still works on it, whoever does reads it; nothing is closed over his head. Clause: V5.2

        :param partner: res.partner who says it
        """
        self.ensure_one()
        if self.ops_step == "closed":
            return
        said = (words or "").strip()
        text = self.env._("It is solved.")
        is_done = self.ops_step == "solved"
        self._ops_customer_says(partner, f"{text}\n{said}" if said else text, files, ops_is_told=is_done)
        if is_done:
            self._ops_note_told("portal", partner.name, said or text)
            if not self._ops_get_open_ends():
                self._ops_move_by_customer("closed")

    def _ops_customer_not_solved(self, partner, words, files=()):
        """The customer says that it is not solved: a case that was done is open again, with his words.

        Clause: V5.2

        :raises UserError: without words, or when it was done too long ago
        """
        self.ensure_one()
        said = (words or "").strip()
        if len(said) < LENGTH:
            raise UserError(self.env._("Please write in a few words what is still wrong."))
        is_done = self.ops_step in ("solved", "closed")
        if is_done and self._ops_is_too_late_to_reopen():
            raise UserError(
                self.env._(
                    "This case was done more than %s days ago. Please open a new one for it.", DAYS_TO_REOPEN
                )
            )
        self._ops_customer_says(partner, said, files, ops_is_told=is_done)
        if is_done:
            # asked for twice: by the reason, and by the move
            first, second = self._ops_permit_customer("reopened"), self._ops_permit_customer("reopened")
            with permitted(self.env.cr, first), permitted(self.env.cr, second):
                self._ops_move_because("reopen", said)

    def _ops_is_too_late_to_reopen(self):
        earliest = fields.Datetime.now() - timedelta(days=DAYS_TO_REOPEN)
        return bool(self.ops_date_solved and self.ops_date_solved < earliest)

    # ------------------------------------------------------------------
    # Moves of the customer
    # ------------------------------------------------------------------
    def _ops_move_by_customer(self, target):
        with permitted(self.env.cr, self._ops_permit_customer(target)):
            return self.write({"ops_step": target})

    def _ops_permit_customer(self, target):
        return Permit(self._name, BY_CUSTOMER, self._ids, {target})

    def _ops_check_roles(self, target):
        """The customer has no role of ours; what he says on his page is his to say."""
        if take_permit(self.env.cr, self._name, BY_CUSTOMER, self._ids, {target}):
            return None
        return super()._ops_check_roles(target)
