from odoo import api, models

from ..clause.res_company import COMPANY_POSTS

# Who answers to nobody, and who answers to him.
ABOVE_OTHERS = ("general_manager", "leader")


class ResUsers(models.Model):
    """Who stands above a person (PROCESS §1, Head): asked for cases, absences, plans, the ladder of lateness.

    The first level with somebody on it answers: the manager of the employee record, the manager of its
    department (then of those above it), the leader of the sales team, the company's leader. Nobody is his
    own head: where he stands on a level himself, the next one is meant, which is one level above. A leader
    answers to the general manager, the general manager to nobody.
    """

    _inherit = "res.users"

    def _ops_head(self, company=None):
        """Return who stands above these people in a company (default: the current one).

        :rtype: res.users; several where nobody is named and leaders share it, none for the general manager
        """
        return self.browse().union(*self._ops_heads(company).values())

    def _ops_heads(self, company=None, named=False):
        """Return `{user: his head}` for many people at once.

        :param bool named: only heads that a record names, without the leader who acts where there is none
        """
        company = company or self.env.company
        # sudo: who stands above a colleague is no secret, his employee record is; only ids get out
        # core shows a person's employee records of the companies at hand only: a job works for another one
        context = {"active_test": True, "allowed_company_ids": company.ids}
        employees_sudo = (
            self.sudo()
            .with_context(**context)
            .employee_ids.filtered(lambda employee: employee.company_id == company)
        )
        # a person's first record is taken by iterating: a slice would read its versions one by one
        own = {employee.user_id: employee for employee in reversed(employees_sudo)}
        people = [(user, own.get(user.sudo(), employees_sudo.browse()), company) for user in self]
        found = self._ops_find_heads(people, named)
        return dict(zip(self, found, strict=True))

    @api.model
    def _ops_find_heads(self, people, named=False):
        """Return the heads of people in their order.

        :param people: list of (res.users or none, hr.employee in superuser mode or none, company)
        """
        answers = self._ops_read_roles([user for user, *_rest in people if user])
        return [self._ops_find_head(*person, answers, named) for person in people]

    @api.model
    def _ops_read_roles(self, users):
        """Return who of these people is general manager, or leader, where many are asked about: for one it is
        kept anyway.
        """
        if len(users) < 2:
            return {}
        among = [user.id for user in users]
        find_id = self.env["ir.model.data"]._xmlid_to_res_id
        groups = {role: find_id(f"ops_dept.ops_dept_group_{role}") for role in ABOVE_OTHERS}
        # sudo: who holds a role is no secret
        holders = (
            self.sudo()
            .with_context(active_test=False)
            .search([("id", "in", among), ("all_group_ids", "in", list(groups.values()))])
        )
        return {
            role: frozenset(user.id for user in holders if group in user.all_group_ids._ids)
            for role, group in groups.items()
        }

    @api.model
    def _ops_is_above(self, user, role, answers):
        """Tell whether somebody holds one of the two highest roles."""
        if role in answers:
            return user.id in answers[role]
        return user and user.has_group(f"ops_dept.ops_dept_group_{role}")

    @api.model
    def _ops_find_head(self, user, employee, company, answers, named):
        if self._ops_is_above(user, "general_manager", answers):
            return self.browse()
        for head in self._ops_named_heads(user, employee, company):
            # sudo: compared with people found in superuser mode; only an id gets out
            if head and head != user.sudo() and head._ops_can_head(company):
                return self.browse(head.id)
        if named:
            return self.browse()
        return self._ops_acting_head(user, company, answers)

    @api.model
    def _ops_named_heads(self, user, employee, company):
        """Yield who is named above a person, level by level."""
        yield employee.parent_id.user_id
        department = employee.department_id
        while department:
            yield department.manager_id.user_id
            department = department.parent_id
        # sudo: who leads the teams of a colleague; only ids get out
        for team in user.sudo().crm_team_member_ids.crm_team_id:
            if not team.company_id or team.company_id == company:
                yield team.user_id

    def _ops_can_head(self, company):
        """Tell whether this one person works in the company: has left, or is a customer, heads nobody."""
        return self.active and not self.share and company.id in self._get_company_ids()

    @api.model
    def _ops_acting_head(self, user, company, answers):
        """Return who acts where no head is named: the leader, for a leader the general manager."""
        is_leader = self._ops_is_above(user, "leader", answers)
        for post in ("general_manager", "leader") if is_leader else ("leader", "general_manager"):
            key = (post, company.id)
            if key not in answers:
                answers[key] = company._ops_post_levels(post)
            for users in answers[key]:
                if users - user:
                    return self.browse((users - user).ids)
        return self.browse()


class ResCompany(models.Model):
    """Posts of the company as levels, for who acts where no document is asked."""

    _inherit = "res.company"

    def _ops_post_levels(self, post):
        """Return the eligible people on a post of the company, then all who hold its role."""
        self.ensure_one()
        posts = self.env["ops.post.mixin"]
        # sudo: only ids of colleagues get out
        named_sudo = self.sudo()[COMPANY_POSTS[post]]
        named = self.env["res.users"].browse(posts._ops_post_eligible(named_sudo, post, self))
        return named, self.env["res.users"].browse(posts._ops_post_holders(post, self).ids)


class HrEmployee(models.Model):
    """An employee's head, also of one who has no login."""

    _inherit = "hr.employee"

    def _ops_head_user(self):
        """Return who stands above these employees, each in the company of the record (PROCESS §1)."""
        return self.env["res.users"].union(*self._ops_head_users().values())

    def _ops_head_users(self, named=False):
        """Return `{employee: res.users}` for many employees at once.

        :param bool named: only heads that a record names, as for users
        """
        # sudo: as for users; only ids get out
        employees_sudo = self.sudo()
        # taken from one set: what is read of one person is read of all
        users = {user.id: user for user in self.env["res.users"].browse(employees_sudo.user_id.ids)}
        nobody = self.env["res.users"]
        people = [
            (users.get(employee.user_id.id, nobody), employee, employee.company_id)
            for employee in employees_sudo
        ]
        return dict(zip(self, nobody._ops_find_heads(people, named), strict=True))
