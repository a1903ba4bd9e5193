from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ....tools.states import WAITING
from .tier_review import MAX_NAMES


class TierReview(models.Model):
    """Who decides where the principals are away: their deputies, else the company's leaders.

    The principals stay as they were named at the request. Four eyes hold: who sold, asked or owns the
    document, and who decides another tier of it for somebody else, does not act; the next level does. A
    leader decides two tiers only where no other one is left, as on a post that nobody holds.
    """

    _inherit = "tier.review"

    ops_is_mine = fields.Boolean(
        "For me to decide",
        compute="_compute_ops_is_mine",
        search="_search_ops_is_mine",
        help="I was named at the request, or I act for somebody who is away.",
    )
    ops_is_acted = fields.Boolean(
        "For me to decide instead of somebody",
        compute="_compute_ops_is_acted",
        search="_search_ops_is_acted",
        help="I act for somebody who is away; what is confidential I read for that time alone.",
    )
    ops_todo_by = fields.Char("With", compute="_compute_ops_todo_by")
    ops_decided_by = fields.Char("Decided by", compute="_compute_ops_decided_by")
    ops_acting_for = fields.Char("Instead of", compute="_compute_ops_acting_for")

    _ops_done_by_idx = models.Index("(done_by) WHERE done_by IS NOT NULL")

    # ------------------------------------------------------------------
    # Mine
    # ------------------------------------------------------------------
    @api.depends("reviewer_ids", "done_by")
    @api.depends_context("uid")
    def _compute_ops_is_mine(self):
        user = self.env.user
        confidential = self.env["ops.gated"]._ops_confidential_names()
        for review in self:
            review.ops_is_mine = user in review.reviewer_ids or (
                review.done_by == user and review.model not in confidential
            )
        others = self.filtered(lambda review: review.id and not review.ops_is_mine)
        acting = self._ops_acting_now_domain() if others else Domain.FALSE
        if not acting.is_false():
            # sudo: asked by the rules that say who may read a review
            found = self.sudo().search(Domain("id", "in", others.ids) & acting)
            (others & found.sudo(False)).ops_is_mine = True

    def _search_ops_is_mine(self, operator, value):
        """Find what the user was named for, decides for somebody away now, or decided for one earlier."""
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        mine = self._ops_named_domain() | self._ops_acting_now_domain()
        if self.env.uid in self.env["ops.absence"]._get_deputies_ever():
            confidential = self.env["ops.gated"]._ops_confidential_names()
            mine |= Domain("done_by", "=", self.env.uid) & Domain("model", "not in", list(confidential))
        return mine

    def _search_ops_is_acted(self, operator, value):
        """Find what the user decides for somebody who is away now."""
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._ops_acting_now_domain()

    @api.depends("reviewer_ids", "done_by")
    @api.depends_context("uid")
    def _compute_ops_is_acted(self):
        acting = self._ops_acting_now_domain()
        # sudo: asked by the rules that say who may read a document
        found = (
            self.browse() if acting.is_false() else self.sudo().search(Domain("id", "in", self.ids) & acting)
        )
        for review in self:
            review.ops_is_acted = review.sudo() in found  # sudo: compared only

    @api.model
    def _ops_named_domain(self):
        """Return the domain of the reviews for which the user was named.

        Core looks for him among each review's people; where that is one way of several to read a review, the
        database expects so much work of it that it prepares for hours of it. Here his reviews are one list.
        """
        field = self._fields["reviewer_ids"]
        named = SQL(
            "SELECT %s FROM %s WHERE %s = %s",
            SQL.identifier(field.column1),
            SQL.identifier(field.relation),
            SQL.identifier(field.column2),
            self.env.uid,
            to_flush=field,
        )
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL("%s IN (%s)", SQL.identifier(alias, "id"), named)
        )

    # ------------------------------------------------------------------
    # For somebody away
    # ------------------------------------------------------------------
    @api.model
    def _ops_acting_now_domain(self):
        """Return the domain of what the user reads because he acts for somebody now. Of what is confidential
        that is what he is to decide, or did decide for whom he acts still; nothing that was decided before.
        """
        acting = self._ops_acting_domain()
        confidential = self.env["ops.gated"]._ops_confidential_names()
        if acting.is_false() or not confidential:
            return acting
        secret = Domain("model", "in", list(confidential))
        absent = list(self.env.user._ops_stands_in_for("approvals"))
        decided = Domain("done_by", "=", self.env.uid) & Domain("ops_deputy_for_id", "in", absent)
        waiting = Domain("status", "in", WAITING)
        return (acting & (~secret | waiting)) | (secret & decided)

    @api.model
    def _ops_acting_domain(self):
        """Return the domain of the reviews that the user may decide for somebody else now (nobody is away:
        none, without a statement).
        """
        away = self.env["res.users"]._ops_acting("approvals")
        absent = [person for person, acting in away.items() if acting == self.env.uid]
        levels = self._ops_next_levels(away)
        if not (absent or levels):
            return Domain.FALSE
        self.flush_model(["done_by", "ops_deputy_for_id", "ops_excluded", "reviewer_ids", "status"])
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%s)",
                SQL(" OR ").join(
                    [
                        *(self._sql_deputy(alias, person, self.env.uid) for person in absent),
                        *(self._sql_next_level(alias, away, *level) for level in levels),
                    ]
                ),
            )
        )

    def _ops_principal(self):
        """Return for whom the user may decide this review today: himself, somebody away, or nobody (empty).

        Named at the request, still in the role, neither selling nor asking; or acting for one who is.
        """
        self.ensure_one()
        user, nobody = self.env.user, self.env["res.users"]
        if self._ops_is_entitled(user):
            return user
        acting = user._ops_acting("approvals")
        absent = self.reviewer_ids.filtered(
            lambda person: person.id in acting and self._ops_is_entitled(person)
        )
        if not absent or user in self._ops_excluded_users():
            return nobody
        # sudo: whether the user acts concerns all reviews of the request
        if not self.sudo().search_count(Domain("id", "=", self.id) & self._ops_acting_domain()):
            return nobody
        return (absent.filtered(lambda person: acting[person.id] == user.id) or absent)[:1]

    def _ops_is_entitled(self, user):
        """Tell whether a user decides this in his own name: named at the request, still in the role, and
        neither selling nor asking.
        """
        return (
            user in self.reviewer_ids
            and self._ops_holds_role(user)
            and user not in self._ops_excluded_users()
        )

    def _ops_note_deputy(self):
        """Keep for whom a deputy decides, before he does; whoever decides for himself costs no statement.

        :return: the reviews that the user decides for somebody else
        """
        for_others = self.filtered(lambda review: not review._ops_is_entitled(self.env.user))
        for review in for_others:
            review.ops_deputy_for_id = review._ops_principal()
        return for_others

    def _ops_decide(self, status):
        """Write the decision of a deputy: the library knows only the principals."""
        if self:
            now = fields.Datetime.now()
            self.write({"status": status, "done_by": self.env.uid, "reviewed_date": now})

    def _ops_deciding_users(self):
        """Return who is told that it is his turn: the principals, and who acts for those who are away."""
        return self.reviewer_ids | self.reviewer_ids._ops_deputy_for("approvals")

    def _ops_is_still_acting(self):
        """Tell whether who decided this for somebody away still acts for him; for oneself one always does."""
        absent = self.ops_deputy_for_id
        return not absent or self.env.user in absent._ops_deputy_for("approvals")

    # ------------------------------------------------------------------
    # Both names
    # ------------------------------------------------------------------
    @api.depends("todo_by", "reviewer_ids", "status")
    @api.depends_context("lang")
    def _compute_ops_todo_by(self):
        acting = self.env["res.users"]._ops_acting("approvals")
        for review in self:
            # sudo: names of colleagues
            away = acting and review.status in WAITING and review.sudo().reviewer_ids
            review.ops_todo_by = review.todo_by
            if away and not acting.keys().isdisjoint(away.ids):
                review.ops_todo_by = self._ops_acting_names(away, acting)

    def _ops_get_todo_by(self):
        """Return who has to decide today, in words that stand in a sentence."""
        return self.ops_todo_by or self._ops_format_deciders(self.reviewer_ids)

    @api.model
    def _ops_acting_names(self, users, acting):
        """Return who has to decide today, shortened like the names of the principals."""
        deputies = {deputy.id: deputy for deputy in users.browse(filter(None, acting.values()))}
        names = [
            users._ops_format_acting(deputies[acting[user.id]], user)
            if acting.get(user.id)
            else self.env._("%s (away)", user.name)
            if user.id in acting
            else user.name
            for user in users[:MAX_NAMES]
        ]
        return self._ops_shorten(names, len(users))

    @api.depends("done_by", "ops_deputy_for_id")
    @api.depends_context("lang")
    def _compute_ops_decided_by(self):
        for review in self.sudo():  # sudo: names of colleagues, told to who reads the review
            deputy, absent = review.done_by, review.ops_deputy_for_id
            review.ops_decided_by = (
                deputy._ops_format_acting(deputy, absent) if deputy and absent else deputy.name
            )

    @api.depends("reviewer_ids")
    @api.depends_context("uid", "lang")
    def _compute_ops_acting_for(self):
        """Say on the user's own list for whom he acts (nothing: for himself)."""
        acting = self.env["res.users"]._ops_acting("approvals")
        for review in self:
            people = acting and review.sudo().reviewer_ids  # sudo: names of colleagues
            away = people and self.env.user not in people and people.filtered(lambda one: one.id in acting)
            review.ops_acting_for = self.env._("for %s", away[:1].name) if away else False
