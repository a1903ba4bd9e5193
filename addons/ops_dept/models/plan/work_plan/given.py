from odoo import api, fields, models
from odoo.fields import Domain

# Who plans his weeks: what is given to him goes onto one of them.
PLANNERS = ("consultant", "field_specialist", "market_specialist")


class OpsWorkPlan(models.Model):
    """What heads and meetings gave a person stands on his plan: from whom, until when, its end (W1.F).

    It stands there by its person and its days, on whatever document it was given; so it is on the plan of the
    day to which it is put off, of the person to whom it is handed over. Who reads a plan sees there what he
    follows anyway, and no more: what a leader gives is between both.
    """

    _inherit = "ops.work.plan"

    given_ids = fields.Many2many(
        "mail.activity",
        string="Guidance and work",
        compute="_compute_given_ids",
        context={"active_test": False},
        help="Due in the time of the plan, or open from before; of a plan that is not over also what is due "
        "later (W1.F).",
    )
    given_count = fields.Integer("Given", compute="_compute_given_ids", export_string_translation=False)
    given_open_count = fields.Integer("Open", compute="_compute_given_ids", export_string_translation=False)
    can_give = fields.Boolean(compute="_compute_can_give", export_string_translation=False)

    @api.depends("scope", "user_id", "team_id", "date_from", "date_to", "company_id")
    @api.depends_context("uid")
    def _compute_given_ids(self):
        people = self._get_given_people()
        found = self._find_given(people)
        for plan in self:
            mine = found.filtered(
                lambda activity, plan=plan: activity.user_id in people[plan] and plan._is_given_here(activity)
            )
            plan.given_ids = mine
            plan.given_count = len(mine)
            plan.given_open_count = len(mine.filtered("active"))

    def _get_given_people(self):
        """Return plan → whose work stands on it: the person's, or that of the team's people."""
        # sudo: who is on the team
        return {
            plan: plan.team_id.sudo().member_ids.sudo(False) if plan.scope == "team" else plan.user_id
            for plan in self
        }

    def _find_given(self, people):
        """Return what the user follows of what may stand on these plans, what is due first before."""
        dated = self.filtered(lambda plan: plan.date_from and plan.date_to)
        users = self.env["res.users"].union(*(people[plan] for plan in dated))
        activities = self.env["mail.activity"].with_context(active_test=False)
        if not users:
            return activities
        first = min(dated.mapped("date_from"))
        lasting = (
            Domain("date_deadline", ">=", first)
            | Domain("active", "=", True)
            | Domain("date_done", ">=", first)
        )
        return activities.search(
            Domain("ops_is_given", "=", True) & Domain("user_id", "in", users.ids) & lasting,
            order="date_deadline, id",
        )

    def _is_given_here(self, activity):
        """Tell whether it is due in the time of this plan, or still or already open then."""
        if not self.date_from or not self.date_to:
            return False
        due, done = activity.date_deadline, activity.date_done
        if self.date_from <= due <= self.date_to:
            return True
        if not activity.active and done < self.date_from:
            return False
        if due < self.date_from:
            return True
        company = self.company_id or self.env.company
        return self.date_to >= (company._ops_today() if activity.active else done)

    @api.depends("scope", "user_id", "team_id")
    @api.depends_context("uid")
    def _compute_can_give(self):
        user = self.env.user
        may = {person: user._ops_guides(person) for person in self.user_id}
        for plan in self:
            # sudo: who leads the team
            leads = plan.scope == "team" and plan.team_id.sudo().user_id == user
            plan.can_give = (leads or may.get(plan.user_id, False)) and (
                plan.company_id or self.env.company
            )._ops_rulebook_on()

    def action_give(self):
        """Guide the person of this plan, or give him work that stands on it. Clause: W1.F"""
        self.ensure_one()
        context = {"default_date_deadline": self._get_give_day()}
        if self.scope == "person":
            context["default_user_id"] = self.user_id.id
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_work_give_action")
        return {**action, "context": context}

    def _get_give_day(self):
        """Return by when work is asked for unless said otherwise: the plan's Friday, and a day to come."""
        today = self.company_id._ops_today()
        if self.period == "week":
            day = fields.Date.add(self.date_from, days=4)
        else:
            day = min(self.date_to, fields.Date.add(max(self.date_from, today), days=7))
        return max(day, today)

    def action_open_given(self):
        """Open what stands on this plan, in the list of all guidance and work. Clause: W1.F"""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.mail_activity_action_given")
        return {
            **action,
            "name": self.display_name,
            "domain": [("ops_is_given", "=", True), ("id", "in", self.given_ids.ids)],
            "context": {"active_test": False},
        }

    @api.model
    def _open_for_given(self, given):
        """Open the plans of the weeks of some days as drafts, where people who plan their weeks have none.

        From Thursday on one plans the next week: what is due in this one, unplanned, is done in the next.
        The caller has checked that who gives may do so.

        :param dict given: res.users → the days
        """
        # sudo: the companies of colleagues; whoever gives need not plan for them
        for company, people in self.env["res.users"].union(*given).sudo().grouped("company_id").items():
            plans_sudo = self.sudo().with_company(company)
            weeks = {(user, self._get_first_day("week", day)) for user in people for day in given[user]}
            opened = plans_sudo._get_next_week()
            found = plans_sudo.search_fetch(
                Domain("user_id", "in", people.ids)
                & Domain("company_id", "=", company.id)
                & Domain("scope", "=", "person")
                & Domain("period", "=", "week")
                & Domain("state", "!=", "cancel")
                & Domain("date_from", "in", [opened, *(week for _user, week in weeks)]),
                ["user_id", "date_from"],
            )
            known = {(plan.user_id, plan.date_from) for plan in found}
            missing = {
                (user, max(week, opened))
                for user, week in weeks
                if not known & {(user, week), (user, max(week, opened))}
            }
            plans_sudo.create(
                [
                    {"user_id": user.id, "company_id": company.id, "date_from": week}
                    for user, week in sorted(missing, key=lambda each: (each[0].id, each[1]))
                ]
            )


class MailActivity(models.Model):
    """What is given to a person, not on a document, goes on his plan of the week (W1.F)."""

    _inherit = "mail.activity"

    def _ops_note_given(self):
        result = super()._ops_note_given()
        self._ops_put_on_plans()
        return result

    def _ops_move_to_person(self):
        result = super()._ops_move_to_person()
        self._ops_put_on_plans()
        return result

    def _ops_put_on_plans(self):
        """Open the plans of the week on which these stand, where they stand on no document."""
        given = {}
        # sudo: to whom it was given; nothing of it gets out
        for activity_sudo in self.sudo()._ops_given():
            person = activity_sudo.user_id
            if activity_sudo.res_model in (False, "hr.employee") and person._ops_has_role(*PLANNERS):
                given.setdefault(person, []).append(activity_sudo.date_deadline)
        self.env["ops.work.plan"]._open_for_given(given)
