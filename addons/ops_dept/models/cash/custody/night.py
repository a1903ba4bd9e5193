from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

BATCH = 1000


class OpsCustody(models.Model):
    """What happens by time alone: what nobody took over, what was held too long, what was lent (R9)."""

    _inherit = "ops.custody"

    @api.model
    def _cron_originals(self):
        """Each night, company by company; may run at any time, and twice without harm."""
        self.env["res.company"]._ops_each_on(self._pass_night)

    @api.model
    def _pass_night(self, company):
        """Do what a night brings in one company. Clause: R9"""
        self._expire_moves(company)
        self._begin_limits(company)
        self._miss_hand_ins(company)
        self._remind_lent(company)

    @api.model
    def _expire_moves(self, company):
        """What was not taken over in time is with the giver; both are told. Clause: R9"""
        text = self.env._("Not taken over in time: with the giver again")
        moves_sudo = self.env["ops.custody.move"].sudo()  # sudo: the job works for every company
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "open")
        domain &= Domain("date_limit", "<", fields.Datetime.now())
        while expired_sudo := moves_sudo.search(domain, limit=BATCH):
            self._stay(expired_sudo, "expired")
            expired_sudo._tell(text, lambda move: move.from_id | move.to_id)

    @api.model
    def _remind_lent(self, company):
        """Remind who has not given back what was lent to him, once; the list keeps it. Clause: R9"""
        today = company._ops_today()
        # sudo: the job works for every company
        lent_sudo = self.sudo().search(
            self._get_overdue_domain(today)
            & Domain("company_id", "=", company.id)
            & Domain("date_reminded", "=", False)
        )
        if lent_sudo:
            lent_sudo._stamp({"date_reminded": today})
            text = self.env._("Lent until a day that is over")
            for holder, originals in lent_sudo.grouped("holder_id").items():
                lines = [
                    f"{each.display_name} ({format_date(self.env, each.date_return)})" for each in originals
                ]
                self._tell_user(holder, text, lines)
        return lent_sudo

    @api.model
    def _tell_user(self, user, subject, lines):
        """Tell somebody of many originals in one word."""
        self.env["mail.thread"].sudo().message_notify(  # sudo: told by the software
            partner_ids=user.partner_id.ids, subject=subject, body=f"{subject}: {', '.join(lines)}"
        )


class OpsCustodyMove(models.Model):
    """Who gave it and who was to take it are told what became of it (R9)."""

    _inherit = "ops.custody.move"

    def _tell(self, subject, get_users):
        """Tell the people of these moves, each of all that are about him in one word."""
        by_user = {}
        for move in self:
            for user in get_users(move):
                by_user.setdefault(user, []).append(move.custody_id.display_name)
        for user, lines in by_user.items():
            self.env["ops.custody"]._tell_user(user, subject, lines)
