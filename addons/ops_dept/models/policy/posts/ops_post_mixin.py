from odoo import api, models

from ..clause.res_company import COMPANY_POSTS

# The roles that hold a post (PROCESS §1). A person on a post counts only while he holds its group.
POST_GROUPS = {
    "sales_manager": "ops_dept.ops_dept_group_sales_manager",
    "support": "ops_dept.ops_dept_group_sales_support",
    "technical": "ops_dept.ops_dept_group_technical",
    "purchasing": "ops_dept.ops_dept_group_purchasing",
    "finance": "ops_dept.ops_dept_group_finance",
    "warehouse": "ops_dept.ops_dept_group_warehouse",
    "office": "ops_dept.ops_dept_group_office",
    "leader": "ops_dept.ops_dept_group_leader",
    "general_manager": "ops_dept.ops_dept_group_general_manager",
}
# The posts that a sales team fills itself, before the company does.
TEAM_POSTS = {"sales_manager": "user_id", "support": "ops_support_ids", "technical": "ops_technical_id"}


class OpsPostMixin(models.AbstractModel):
    """Who is meant by a post on a document (PROCESS §1); tiers and obligations both ask here.

    Each post is looked for on four levels, the first with somebody on it answers:

    1. the person named on the document (`_ops_post_on_document`),
    2. the post on the document's sales team (`_ops_team`): manager, support, technical contact,
    3. the post on the company (Settings),
    4. everybody who holds the role's group.

    When none of them answers, the company leader is looked for in the same way, then the general manager
    (for the general manager: the leaders), so that a document is never stuck. Counted are only active
    internal users who belong to the document's company and hold the group of the post; excluded users (four
    eyes) are passed over.
    """

    _name = "ops.post.mixin"
    _description = "Posts of a document"

    # -------------------------------------------------------------------------
    # Hooks of the document
    # -------------------------------------------------------------------------

    def _ops_post_on_document(self, post):
        """Return the users named on this document for the post (none by default)."""
        return self.env["res.users"]

    def _ops_team(self):
        """Return the sales team of this document (none by default, `team_id` when the model has one)."""
        field = self._fields.get("team_id")
        return self.team_id if field and field.comodel_name == "crm.team" else self.env["crm.team"]

    def _ops_company(self):
        """Return the company whose posts are meant: the document's, else the current one."""
        company = self.company_id if "company_id" in self._fields else self.env["res.company"]
        return company or self.env.company

    # -------------------------------------------------------------------------
    # Resolution
    # -------------------------------------------------------------------------

    def _ops_post_users(self, post, exclude=None):
        """Return who is meant by a post on this document.

        :param str post: a key of `POST_GROUPS`
        :param exclude: res.users who may not act here (four eyes)
        :return: res.users; empty only when nobody eligible holds the role, leaders included
        """
        self.ensure_one()
        return self._ops_post_users_by_record(post, exclude)[self]

    def _ops_post_users_by_record(self, post, exclude=None):
        """Return `{record: res.users}` for many documents at once.

        :param str post: a key of `POST_GROUPS`
        :param exclude: res.users passed over on every document, or a function from a document to such users
        """
        nobody = self.env["res.users"]
        found = dict.fromkeys(self, nobody)
        holders = {}
        for step in self._ops_post_ladder(post):
            for record in self:
                if not found[record]:
                    excluded = (exclude(record) if callable(exclude) else exclude) or nobody
                    found[record] = record._ops_post_step(step, set(excluded._origin.ids), holders)
        return found

    def _ops_prefetch_posts(self):
        """Read the people on the posts of these documents together, instead of one by one as they are met."""
        people_sudo = self._ops_people_to_meet()
        # reading one column of all brings the others along
        people_sudo.mapped("active")
        (people_sudo.partner_id | self._ops_partners_to_meet()).mapped("active")

    def _ops_partners_to_meet(self):
        """Return whom a request looks at besides its people, on sudo."""
        return self.env["res.partner"].sudo()

    def _ops_people_to_meet(self):
        """Return the people on the posts of these documents, on sudo."""
        # sudo: as in `_ops_post_step`, only names of colleagues get out
        records_sudo = self.sudo()
        people_sudo = self.env["res.users"].sudo()
        for company in {record._ops_company() for record in records_sudo}:
            people_sudo = people_sudo.union(*(company[field] for field in COMPANY_POSTS.values()))
        for team in {record._ops_team() for record in records_sudo}:
            people_sudo = people_sudo.union(team.user_id, team.ops_technical_id)
        return people_sudo

    @api.model
    def _ops_post_ladder(self, post):
        """Return the posts to ask one after the other: the post itself, then who answers for everything."""
        return tuple(dict.fromkeys((post, "leader", "general_manager")))

    def _ops_post_step(self, post, excluded, holders):
        """Return the users of the first level that has somebody for exactly this post.

        :param set excluded: ids of users to pass over
        :param dict holders: the answers of the last level so far, by post and company
        """
        self.ensure_one()
        # sudo: a salesman's document names posts on teams and companies he may not read; only ids get out
        record_sudo = self.sudo()
        company_sudo = record_sudo._ops_company()
        for users_sudo in record_sudo._ops_post_named(post, company_sudo):
            ids = self._ops_post_eligible(users_sudo, post, company_sudo) if users_sudo else ()
            ids = [user_id for user_id in ids if user_id not in excluded]
            if ids:
                return self.env["res.users"].browse(ids)
        key = (post, company_sudo.id)
        if key not in holders:
            holders[key] = self._ops_post_holders(post, company_sudo).ids
        return self.env["res.users"].browse([uid for uid in holders[key] if uid not in excluded])

    def _ops_post_named(self, post, company):
        """Yield the users of the first three levels: document, team, company."""
        yield self._ops_post_on_document(post)
        if post in TEAM_POSTS:
            yield self._ops_team()[TEAM_POSTS[post]]
        if post in COMPANY_POSTS:
            yield company[COMPANY_POSTS[post]]

    @api.model
    def _ops_post_eligible(self, users, post, company):
        """Return the ids of those who may act for the post in this company (asks cached answers)."""
        group_id = self._ops_post_group_id(post)
        return [
            user.id
            for user in users._origin
            if user.active
            and not user.share
            and company.id in user._get_company_ids()
            and group_id in user._get_group_ids()
        ]

    @api.model
    def _ops_post_holders(self, post, company):
        """Return everybody who holds the post's role in this company, in one query."""
        # sudo: the holders of a role are no secret inside the company, but users may not search all users
        return (
            self.env["res.users"]
            .sudo()
            .search_fetch(
                [
                    ("all_group_ids", "in", [self._ops_post_group_id(post)]),
                    ("company_ids", "in", company.ids),
                    ("share", "=", False),
                ],
                ["active"],
                order="id",
            )
        )

    @api.model
    def _ops_post_group_id(self, post):
        """Return the id of the post's group from the cache of xml ids."""
        return self.env["ir.model.data"]._xmlid_to_res_id(POST_GROUPS[post], raise_if_not_found=True)
