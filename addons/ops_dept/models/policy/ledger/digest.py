from collections import Counter, defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from .ops_obligation import DECISION

BATCH = 50  # people who are told in one transaction


class OpsObligation(models.Model):
    """One digest a day: to each person what he owes, to managers and leaders also what stays late."""

    _inherit = "ops.obligation"

    @api.model
    def _cron_send_digest(self):
        """Escalate and send today's digests on each company's working days; a second run sends nothing."""
        self._close_orphans()
        self.env["res.company"]._ops_each_on(self._send_digests)

    @api.model
    def _send_digests(self, company):
        """Escalate what is late in a company and send all of today's digests, batch by batch."""
        self._escalate(company)
        while self._send_digest(company):
            self.env["ir.cron"]._commit_progress()

    @api.model
    def _send_digest(self, company):
        """Send the next digests of one company; how many statements does not depend on how much is owed.

        :return: who was told now, on sudo; nobody when everybody was told today
        """
        calendar = company.resource_calendar_id
        now = fields.Datetime.now()
        today = company._ops_today()
        if not calendar._ops_is_working_day(today, company):
            return self.env["res.users"]
        soon = calendar._ops_deadline(now, 1, "working_days", company=company)
        figures = self._get_digest_figures(company, now, soon)
        people_sudo = self.env["res.users"].sudo().browse(sorted(figures))  # sudo: the job reads who is told
        waiting = people_sudo.filtered(lambda user: user.active and user.ops_date_digest != today)
        told = people_sudo.browse(self._claim_digests(waiting.ids[:BATCH], today))
        self._post_digests({user: figures[user.id] for user in told})
        return told

    @api.model
    def _claim_digests(self, user_ids, today):
        """Return the ids of those who are told now: nobody twice a day, also by two jobs at once."""
        if not user_ids:
            return []
        self.env["res.users"].flush_model(["ops_date_digest"])
        rows = self._claim(
            SQL(
                "UPDATE res_users SET ops_date_digest = %(today)s WHERE id = ANY(%(ids)s)"
                " AND ops_date_digest IS DISTINCT FROM %(today)s RETURNING id",
                today=today,
                ids=user_ids,
            )
        )
        self.env["res.users"].invalidate_model(["ops_date_digest"])
        return sorted(user_id for (user_id,) in rows)

    @api.model
    def _get_digest_figures(self, company, now, soon):
        """Return `{user id: Counter(late, soon, team, company)}`; what is shared counts for everybody."""
        figures = defaultdict(Counter)
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT owner_id, CASE WHEN owner_id IS NULL THEN group_id END, team_id,
                       COALESCE(step, '') = %(decision)s,
                       count(*) FILTER (WHERE date_due < %(now)s),
                       count(*) FILTER (WHERE date_due >= %(now)s),
                       count(*) FILTER (WHERE escalation >= 2),
                       count(*) FILTER (WHERE escalation >= 3)
                  FROM ops_obligation
                 WHERE state IN ('open', 'late') AND company_id = %(company)s AND date_due <= %(soon)s
              GROUP BY 1, 2, 3, 4
                """,
                now=now,
                soon=soon,
                company=company.id,
                decision=DECISION,
            )
        )
        holders = self._get_digest_holders({group for _owner, group, *_rest in rows if group}, company)
        heads = self._get_digest_heads(rows, company)
        climbed, acting = 0, [self.env["res.users"]._ops_acting(scope) for scope in ("duties", "approvals")]
        for owner, group, team, is_decision, late, due, level_2, level_3 in rows:
            owing = [owner] if owner else holders.get(group, ())
            for user_id in self._with_deputies(owing, acting[is_decision]):
                figures[user_id].update(late=late, soon=due)
            for head in heads.get(owner or -(team or 0), ()) if level_2 else ():
                figures[head]["team"] += level_2
            climbed += level_3
        if climbed:
            leaders = company.ops_leader_id or self._ops_post_holders("leader", company)
            for leader in leaders:
                figures[leader.id]["company"] += climbed
        return figures

    @api.model
    def _with_deputies(self, user_ids, acting):
        """Return these people, and who acts for those among them who are away."""
        return {*user_ids, *filter(None, map(acting.get, user_ids))}

    @api.model
    def _get_digest_heads(self, rows, company):
        """Return owner id → ids of his heads, and negative team id → who leads it, for what is shared."""
        users = self.env["res.users"].browse({row[0] for row in rows if row[0] and row[6]})
        heads = {user.id: head.ids for user, head in users._ops_heads(company, named=True).items()}
        teams = {row[2] for row in rows if row[2] and row[6]}
        # sudo: who leads a team, read by the job
        for team in self.env["crm.team"].sudo().browse(teams):
            heads[-team.id] = team.user_id.ids
        for owner, _group, team, *_counts in rows:
            if owner and team and not heads.get(owner):  # nobody is named above him: the team's leader
                heads[owner] = [user_id for user_id in heads.get(-team, ()) if user_id != owner]
        return heads

    @api.model
    def _get_digest_holders(self, group_ids, company):
        """Return `{group id: user ids}` of those who share obligations through a role in this company."""
        holders = defaultdict(list)
        if group_ids:
            # sudo: the holders of a role, read by the job
            users_sudo = (
                self.env["res.users"]
                .sudo()
                .search(
                    [
                        ("all_group_ids", "in", list(group_ids)),
                        ("company_ids", "in", company.ids),
                        ("share", "=", False),
                    ]
                )
            )
            for user in users_sudo:
                for group_id in group_ids.intersection(user.all_group_ids.ids):
                    holders[group_id].append(user.id)
        return holders

    @api.model
    def _post_digests(self, figures):
        """Write one message per person, by mail or into the inbox as he prefers, all in one batch each."""
        author = self.env.ref("base.partner_root").id
        mails, messages = [], []
        for user, counts in figures.items():
            words = self.with_context(lang=user.lang)._get_digest_words(counts)
            values = {"author_id": author, "subject": words[0], "message_type": "user_notification"}
            body = Markup("<p>%s</p><ul>%s</ul><p><a href='/odoo/my-obligations'>%s</a></p>") % (
                words[0],
                Markup().join(Markup("<li>%s</li>") % line for line in words[1:-1]),
                words[-1],
            )
            if user.notification_type == "inbox":
                notification = {"res_partner_id": user.partner_id.id, "notification_type": "inbox"}
                messages.append(
                    {
                        **values,
                        "body": body,
                        "partner_ids": [fields.Command.set(user.partner_id.ids)],
                        "notification_ids": [fields.Command.create(notification)],
                    }
                )
            elif user.email:
                mails.append(
                    {**values, "body_html": body, "email_to": user.email_formatted, "auto_delete": True}
                )
        # sudo: the job writes messages of the system, to the persons themselves
        self.env["mail.message"].sudo().create(messages)
        self.env["mail.mail"].sudo().create(mails)

    def _get_digest_words(self, counts):
        """Return the subject, the lines that apply and the words of the link, in the context's language."""
        _ = self.env._
        lines = [_("Your obligations today")]
        if counts["late"]:
            lines.append(_("Overdue: %(number)s", number=counts["late"]))
        if counts["soon"]:
            lines.append(_("Due by the next working day: %(number)s", number=counts["soon"]))
        if counts["team"]:
            lines.append(
                _("In your team, late for more than one working day: %(number)s", number=counts["team"])
            )
        if counts["company"]:
            lines.append(
                _(
                    "In the company, late for more than three working days: %(number)s",
                    number=counts["company"],
                )
            )
        return [*lines, _("Open my obligations")]
