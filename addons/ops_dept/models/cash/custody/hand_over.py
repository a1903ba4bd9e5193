from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate, format_date

from ....tools.actions import ask
from ...policy.guarded.ops_reasoned import Reason
from .ops_custody import IN_HAND

_lt = LazyTranslate(__name__)


class OpsCustody(models.Model):
    """From hand to hand: the giver signs, the taker signs; until then the giver has it (R9)."""

    _inherit = "ops.custody"

    _reasons = {
        "refuse": Reason(
            action="action_refuse",
            question=_lt("Why is it not taken over?"),
            button=_lt("Do Not Take Over"),
            follows=_lt("It stays with who gave it, and he is told why."),
            lacking=_lt("say why it is not taken over (R9)."),
            prompt=_lt("e.g. a page is missing"),
            length=2,
        )
    }

    # ------------------------------------------------------------------
    # Give
    # ------------------------------------------------------------------
    def action_open_give(self):
        """Ask to whom these are handed over, and for the signature. Clause: R9"""
        self._check_give()
        originals = [fields.Command.set(self.ids)]
        taker = self._get_usual_taker()
        name = self.env._("Hand Over")
        return ask("ops.custody.sign", name, what="give", custody_ids=originals, taker_id=taker.id)

    def _get_usual_taker(self):
        """Return who usually takes originals over: the support of the team, where that is one person."""
        # sudo: the posts of the team
        users = self[:1].sudo()._ops_post_users("support").sudo(False)
        return users if len(users) == 1 and users != self.env.user else users.browse()

    def action_give(self, taker_id, signature, date_return=False, note=False):
        """Hand these originals to a colleague; they are with the giver until he has signed, too.

        :param int taker_id: the user who is to take them over
        :param signature: picture of the giver's signature, base64
        :param date_return: they are lent until this day; by who keeps originals only
        :raises AccessError: by anybody but the holder, or a leader
        :raises UserError: without signature, or to nobody who could take them

        Clause: R9
        """
        self._check_give()
        taker = self.env["res.users"].browse(taker_id).exists()
        self._check_taker(taker)
        self._check_lending(date_return)
        if not signature:
            raise UserError(self._say_unsigned())
        moves_sudo = self._add_moves(taker, give_signature=signature, date_return=date_return, note=note)
        for limit, moves in moves_sudo.grouped("date_limit").items():
            moves.custody_id._stamp({"state": "moving", "taker_id": taker.id, "date_limit": limit})
        return True

    def _check_give(self):
        self.check_access("read")
        leads = self.env.user._ops_has_role("leader")
        for original in self:
            if original.state not in IN_HAND:
                raise UserError(original._say_where())
            if original.holder_id != self.env.user and not leads:
                raise AccessError(original._say_whose())

    def _check_taker(self, taker):
        taker_sudo = taker.sudo()  # sudo: whether a colleague can have it
        for original in self:
            if not taker_sudo or taker_sudo.share or not taker_sudo.active:
                raise UserError(
                    self.env._("%(original)s: say who takes it over (R9).", original=original.display_name)
                )
            if original.company_id not in taker_sudo.company_ids:
                raise UserError(
                    self.env._(
                        "%(original)s: %(person)s does not work in its company (R9).",
                        original=original.display_name,
                        person=taker_sudo.name,
                    )
                )
            if original.holder_id == taker:
                raise UserError(
                    self.env._(
                        "%(original)s is with %(person)s already (R9).",
                        original=original.display_name,
                        person=taker_sudo.name,
                    )
                )

    def _check_lending(self, date_return):
        day = fields.Date.to_date(date_return)
        for original in self if day else self.browse():
            if self._is_salesman(original.holder_id):
                raise UserError(
                    self.env._(
                        "%(original)s: a salesman lends no original, he hands it in (R9).",
                        original=original.display_name,
                    )
                )
            if day < original.company_id._ops_today():
                raise UserError(
                    self.env._(
                        "%(original)s: it cannot come back on %(day)s, which is over (R9).",
                        original=original.display_name,
                        day=format_date(self.env, day),
                    )
                )

    # ------------------------------------------------------------------
    # Take, refuse, withdraw
    # ------------------------------------------------------------------
    def action_open_take(self):
        """Ask for the taker's signature. Clause: R9"""
        self._check_take()
        originals = [fields.Command.set(self.ids)]
        return ask("ops.custody.sign", self.env._("Take Over"), what="take", custody_ids=originals)

    def action_take(self, signature):
        """Take over what was handed to the user; he is the holder from now on.

        :raises AccessError: by anybody but to whom it was handed
        :raises UserError: without signature, or where nothing is being handed over

        Clause: R9
        """
        self._check_take()
        if not signature:
            raise UserError(self._say_unsigned())
        self._take_in(self.env.user, take_signature=signature)
        return True

    def action_open_refuse(self):
        """Ask why it is not taken over."""
        return self._ask_reason("refuse")

    def action_refuse(self, reason):
        """Leave with the giver what was handed to the user. Clause: R9"""
        self._check_take()
        reason = self._take_reason("refuse", reason)
        moves_sudo = self._get_open_moves()
        self._stay(moves_sudo, "refused", reason=reason)
        moves_sudo._tell(self.env._("Not taken over: %s", reason), lambda move: move.from_id)
        return True

    def action_withdraw(self):
        """Take back what nobody has taken over yet. The giver's. Clause: R9"""
        self.check_access("read")
        for original in self:
            if original.state != "moving":
                raise UserError(original._say_where())
            if original.holder_id != self.env.user and not self.env.user._ops_has_role("leader"):
                raise AccessError(original._say_whose())
        self._stay(self._get_open_moves(), "withdrawn")
        return True

    def _check_take(self):
        self.check_access("read")
        for original in self:
            if original.state != "moving":
                raise UserError(original._say_where())
            if original.taker_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(original)s was handed to %(person)s, who takes it over (R9).",
                        original=original.display_name,
                        person=original.sudo().taker_id.name,  # sudo: a colleague's name
                    )
                )

    # ------------------------------------------------------------------
    # Refusals
    # ------------------------------------------------------------------
    def _say_where(self):
        """Say where it is, for who asks for it elsewhere."""
        return self.env._(
            "%(original)s is “%(state)s”, with %(person)s (R9).",
            original=self.display_name,
            state=self._ops_state_label(),
            person=self.sudo().holder_id.name,  # sudo: a colleague's name
        )

    def _say_whose(self):
        return self.env._(
            "%(original)s is with %(person)s, who hands it over (R9).",
            original=self.display_name,
            person=self.sudo().holder_id.name,  # sudo: a colleague's name
        )

    def _say_unsigned(self):
        return self.env._("%(original)s: sign on the screen (R9).", original=self[:1].display_name)
