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
        # first in all companies: one digest says what a person owes in each of his
        self.env["res.company"]._ops_each_on(self._escalate)
        self.env["res.company"]._ops_each_on(self._send_digests)

    @api.model
    def _send_digests(self, company):
        """Send all of today's digests to whoever is concerned by a company, batch by batch."""
        while self._send_digest(company):
            self.env["ir.cron"]._commit_progress()

    @api.model
    def _send_digest(self, company):
        """Send the next digests to people concerned by one company, each over all of his companies that work
        today; how many statements does not depend on how much is owed.

        :return: who was told now, on sudo; nobody when everybody was told today
        """
        if not self._is_digest_day(company):
            return self.env["res.users"]
        today = company._ops_today()
        figures = self._get_digest_figures(company)
        people_sudo = self.env["res.users"].sudo().browse(sorted(figures))  # sudo: the job reads who is told
        waiting = people_sudo.filtered(lambda user: user.active and user.ops_date_digest != today)
        told = people_sudo.browse(self._claim_digests(waiting.ids[:BATCH], today))
        self._add_other_companies(figures, told, company)
        self._post_digests({user: figures[user.id] for user in told})
        return told

    @api.model
    def _is_digest_day(self, company):
        return company.resource_calendar_id._ops_is_working_day(company._ops_today(), company)

    @api.model
    def _add_other_companies(self, figures, people, company):
        """Add to these people's figures what concerns them in their other companies: they are told once."""
        among = people.company_ids.ids
        companies_sudo = self.env["res.company"].sudo()  # sudo: the job works for every company
        others_sudo = companies_sudo.browse(sorted(companies_sudo._ops_companies_on()))
        for other in others_sudo.filtered(lambda each: each != company and each.id in among):
            if self._is_digest_day(other):
                found = self._get_digest_figures(other)
                for user in people.filtered(lambda user, found=found: user.id in found):
                    figures[user.id].update(found[user.id])

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
    def _get_digest_figures(self, company):
        """Return `{user id: Counter(late, soon, team, company, …)}`; what is shared counts for everybody."""
        figures, now = defaultdict(Counter), fields.Datetime.now()
        soon = company.resource_calendar_id._ops_deadline(now, 1, "working_days", company=company)
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
        missed = self._count_missed(company)
        heads = self._get_digest_heads(
            [row[:3] for row in rows if row[6]] + [row[:3] for row in missed if row[3]], company
        )
        climbed, acting = 0, [self.env["res.users"]._ops_acting(scope) for scope in ("duties", "approvals")]
        for owner, group, team, is_decision, late, due, level_2, level_3 in rows:
            owing = [owner] if owner else holders.get(group, ())
            for user_id in self._with_deputies(owing, acting[is_decision]):
                figures[user_id].update(late=late, soon=due)
            for head in heads.get(owner or -(team or 0), ()) if level_2 else ():
                figures[head]["team"] += level_2
            climbed += level_3
        for owner, _group, team, to_head, _to_leader in missed:
            for head in heads.get(owner or -(team or 0), ()) if to_head else ():
                figures[head]["team_missed"] += to_head
        to_leader = {"company": climbed, "company_missed": sum(row[4] for row in missed)}
        if any(to_leader.values()):
            leaders = company.ops_leader_id or self._ops_post_holders("leader", company)
            for leader in leaders:
                figures[leader.id].update(to_leader)
        return figures

    @api.model
    def _with_deputies(self, user_ids, acting):
        """Return these people, and who acts for those among them who are away."""
        return {*user_ids, *filter(None, map(acting.get, user_ids))}

    @api.model
    def _get_digest_heads(self, rows, company):
        """Return owner id → ids of his heads, and negative team id → who leads it, for what is shared.

        :param rows: (owner id, group id, team id) of what heads are told
        """
        users = self.env["res.users"].browse({owner for owner, *_rest in rows if owner})
        heads = {user.id: head.ids for user, head in users._ops_heads(company, named=True).items()}
        teams = {team for *_rest, team in rows if team}
        # sudo: who leads a team, read by the job
        for team in self.env["crm.team"].sudo().browse(teams):
            heads[-team.id] = team.user_id.ids
        for owner, _group, team in rows:
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
            lines.append(_("Late in your team, to be seen by you: %(number)s", number=counts["team"]))
        if counts["team_missed"]:
            number = counts["team_missed"]
            lines.append(_("Missed in your team, to be seen by you: %(number)s", number=number))
        if counts["company"]:
            lines.append(_("Late in the company, to be seen by you: %(number)s", number=counts["company"]))
        if counts["company_missed"]:
            lines.append(
                _("Missed in the company, to be seen by you: %(number)s", number=counts["company_missed"])
            )
        return [*lines, _("Open my obligations")]
