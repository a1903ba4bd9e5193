from odoo import api, models
from odoo.tools import SQL


class TierReview(models.Model):
    """Who is meant where a principal is away, as conditions of the database: inbox and right ask the same.

    A deputy is free for a document when he neither sold nor asked and decides no other tier of it. Where
    every principal is away and no deputy is free, the next level decides: the leader on the post, else
    another leader, else a leader who decides another tier, too, so that a document is never stuck.
    """

    _inherit = "tier.review"

    @api.model
    def _ops_next_levels(self, away):
        """Return (company id, ids of the leader on the post, of all leaders) for the companies where the user
        is a leader; those who are away are left out.
        """
        if not away or not self.env.user._ops_has_role("leader") or self.env.uid in away:
            return []
        companies = self.env["res.company"]._ops_companies_on() & set(self.env.user._get_company_ids())
        return [
            (company_id, [uid for uid in leaders if uid == named], leaders)
            for company_id, named, all_leaders in self._ops_leaders(companies)
            for leaders in [[uid for uid in all_leaders if uid not in away]]
        ]

    @api.model
    def _ops_leaders(self, company_ids):
        """Return (company id, id of the leader on its post, ids of all its leaders), in one statement."""
        if not company_ids:
            return []
        group_id = self.env["ops.post.mixin"]._ops_post_group_id("leader")
        groups = self.env["res.groups"]._get_group_definitions()
        self.env["res.company"].flush_model(["ops_leader_id", "user_ids"])
        self.env["res.users"].flush_model(["active", "share", "group_ids"])
        return self.env.execute_query(
            SQL(
                """
                SELECT c.id, c.ops_leader_id, array_agg(DISTINCT u.id)
                  FROM res_company c
                  JOIN res_company_users_rel cu ON cu.cid = c.id
                  JOIN res_users u ON u.id = cu.user_id AND u.active AND u.share IS NOT TRUE
                  JOIN res_groups_users_rel gu ON gu.uid = u.id AND gu.gid IN %(groups)s
                 WHERE c.id IN %(companies)s
              GROUP BY c.id
                """,
                groups=tuple({group_id, *groups.get_subset_ids([group_id])}),
                companies=tuple(company_ids),
            )
        )

    @api.model
    def _sql_deputy(self, alias, absent, deputy):
        return SQL("%s AND %s", self._sql_named(alias, absent), self._sql_free(alias, deputy, absent))

    @api.model
    def _sql_next_level(self, alias, away, company_id, named, leaders):
        """The leaders decide where every principal is away and none has a deputy who may."""
        present = SQL(
            "EXISTS (SELECT 1 FROM res_users_tier_review_rel p WHERE p.tier_review_id = %s"
            " AND p.res_users_id != ALL(%s))",
            SQL.identifier(alias, "id"),
            list(away),
        )
        decided_for = [
            SQL("(%s)", self._sql_deputy(alias, absent, acting)) for absent, acting in away.items() if acting
        ]
        return SQL(
            "(%(company)s = %(company_id)s AND NOT (%(others)s) AND %(level)s)",
            company=SQL.identifier(alias, "ops_company_id"),
            company_id=company_id,
            others=SQL(" OR ").join([present, *decided_for]),
            level=self._sql_level(alias, named, leaders),
        )

    @api.model
    def _sql_level(self, alias, named, leaders):
        """The leader on the post, else another one, else one who decides another tier, too."""
        uid = self.env.uid
        me = self._sql_free(alias, uid)
        none_named, none_left = (
            SQL("NOT (%s)", SQL(" OR ").join([SQL("FALSE"), *(self._sql_free(alias, one) for one in level)]))
            for level in (named, leaders)
        )
        first = me if uid in named else SQL("(%s AND %s)", me, none_named)
        return SQL("(%s OR (%s AND %s))", first, none_left, self._sql_unconcerned(alias, uid))

    @api.model
    def _sql_named(self, alias, person):
        return SQL(
            "EXISTS (SELECT 1 FROM res_users_tier_review_rel p WHERE p.tier_review_id = %s"
            " AND p.res_users_id = %s)",
            SQL.identifier(alias, "id"),
            person,
        )

    @api.model
    def _sql_unconcerned(self, alias, person):
        """Neither sold nor asked."""
        excluded = SQL.identifier(alias, "ops_excluded")
        return SQL("NOT COALESCE(%s, '[]'::jsonb) @> to_jsonb(%s::int)", excluded, person)

    @api.model
    def _sql_free(self, alias, person, absent=0):
        """Neither sold nor asked, and decides no other tier of the request but for the same absent."""
        return SQL(
            """(%(unconcerned)s AND NOT EXISTS (
                SELECT 1 FROM tier_review o
                 WHERE o.model = %(model)s AND o.res_id = %(res_id)s AND o.id != %(id)s
                   AND (o.done_by = %(person)s AND COALESCE(o.ops_deputy_for_id, o.done_by) != %(absent)s
                        OR o.status IN ('waiting', 'pending') AND %(named)s)))""",
            unconcerned=self._sql_unconcerned(alias, person),
            model=SQL.identifier(alias, "model"),
            res_id=SQL.identifier(alias, "res_id"),
            id=SQL.identifier(alias, "id"),
            person=person,
            absent=absent,
            named=self._sql_named("o", person),
        )
