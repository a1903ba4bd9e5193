from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Who may guide a person and give him work: whoever stands above him."""

    _inherit = "res.users"

    def _ops_employee(self):
        """Return the employee record of this user, in superuser mode (none: he has none)."""
        self.ensure_one()
        company = self.sudo().company_id
        # sudo: the record of a colleague, of which nothing gets out
        employees_sudo = self.env["hr.employee"].sudo().with_context(allowed_company_ids=company.ids)
        return employees_sudo.search([("user_id", "=", self.id), ("company_id", "=", company.id)], limit=1)

    def _ops_guided(self):
        """Return the people of the current company whom this user guides and gives work."""
        self.ensure_one()
        company, rank = self.env.company, self.env["ops.obligation"]._group_rank
        # sudo: who works here and leads whom; only ids get out
        people_sudo = self.sudo().search([("share", "=", False), ("company_ids", "in", company.ids)])
        others = self.browse((people_sudo - self.sudo()).ids)
        heads, own = others._ops_heads(company), rank(self._get_group_ids())
        teams_sudo = self.env["crm.team"].sudo().search([("user_id", "=", self.id)])
        led = set(teams_sudo.member_ids.ids)
        return others.filtered(
            lambda user: (
                self in heads[user] or user.id in led or (own > 2 and own > rank(user._get_group_ids()))
            )
        )

    def _ops_guided_domain(self):
        """Return whom this user guides as a domain on users, for a search that takes no statement more.

        By the people's own records, their departments and teams; a leader guides everybody.
        """
        self.ensure_one()
        if self.env["ops.obligation"]._group_rank(self._get_group_ids()) > 2:
            return Domain("share", "=", False)
        return self._ops_headed_domain()

    def _ops_headed_domain(self):
        """Return whose head a record names this user, as a domain on users, in no statement more: the manager
        of the person's own record, of his department or one above it, the leader of his team.
        """
        managed, led = self._ops_managed_domains()
        return Domain("employee_ids", "any!", managed) | Domain("crm_team_member_ids", "any!", led)

    def _ops_heads_somebody(self):
        """Tell whether a record names this user the head of anybody, with a login or without."""
        managed, _led = self._ops_managed_domains()
        # sudo: whether there is anybody; nothing of him gets out
        return bool(
            self.sudo().search_count(self._ops_headed_domain(), limit=1)
            or self.env["hr.employee"].sudo().search_count(managed, limit=1)
        )

    def _ops_managed_domains(self):
        """Return whom this user manages as a domain on employees, and whom he leads on members of teams."""
        self.ensure_one()
        here = Domain("active", "=", True)
        managed = Domain("parent_id.user_id", "=", self.id) | Domain(
            "department_id", "in", self._ops_sql_led_departments()
        )
        return here & managed, here & Domain("crm_team_id.user_id", "=", self.id)

    def _ops_sql_led_departments(self):
        """Return the departments of which this user is the manager, and all below them, as a subquery."""
        # sudo: who manages a department is no secret, see `_ops_heads`; only ids of people get out
        departments_sudo = self.env["hr.department"].sudo()
        led = departments_sudo._search(Domain("manager_id.user_id", "=", self.id))
        path = departments_sudo._field_to_sql("under", "parent_path")
        return SQL(
            "(SELECT under.id FROM hr_department under JOIN (%s) led ON %s LIKE led.path || '%%')",
            led.select(SQL("%s AS path", departments_sudo._field_to_sql(led.table, "parent_path", led))),
            path,
        )

    def _ops_guides(self, person):
        """Tell whether this user stands above a person: his head, the leader of his team, a role above his.

        :rtype: bool
        """
        self.ensure_one()
        if not person or self == person or person.share:
            return False
        rank = self.env["ops.obligation"]._group_rank
        own, other = rank(self._get_group_ids()), rank(person._get_group_ids())
        if own > 2 and own > other:
            return True
        # sudo: who leads a colleague's team; only compared
        leads = person.sudo().crm_team_member_ids.crm_team_id.user_id
        return self.sudo() in leads or self in person._ops_head(person.sudo().company_id)
