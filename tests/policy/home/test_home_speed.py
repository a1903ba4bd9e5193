"""The first page takes as many statements for many waiting documents as for few (T4)."""

from odoo.tests import tagged
from odoo.tools import SQL

from ...deal.common import DealCase

# Three of them are the lists to read: what was done in time, collected, checked with customers.
MOST = 20
# Reviews, their documents, the names of requesters and customers, the total.
MOST_LIST = 4
LISTED = (
    "ops_model_label",
    "ops_document_name",
    "ops_summary",
    "ops_amount",
    "ops_amount_kind",
    "ops_currency_id",
    "name",
    "ops_clause_code",
    "ops_acting_for",
    "ops_pending_since",
    "status",
    "ops_can_approve",
)


@tagged("post_install", "-at_install")
class TestHomeSpeed(DealCase):
    def _open(self, user):
        """Return the page and how many statements it takes, once what is kept is kept."""
        return self._count(self.env(user=user), lambda env: env["ops.home"].get_home())

    def _count(self, env, look):
        for _round in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            seen = look(env)
            count = self.env.cr.sql_log_count - before
        return seen, count

    def test_few_statements_and_the_same_for_many(self):
        def wait(number):
            for _number in range(number):
                self._submit(self._create_order(products=[(self.plain, 3000, 100)]))
            found = {user: self._open(user) for user in (self.manager, self.leader, self.consultant)}
            return {user.name: count for user, (_page, count) in found.items()}, found[self.manager][0]

        few, _page = wait(6)
        many, page = wait(25)
        self.assertEqual(few, many)
        self.assertLessEqual(max(many.values()), MOST, many)
        card = next(card for card in page["cards"] if card["key"] == "approvals")
        self.assertEqual((card["count"], len(card["rows"])), (31, 5))
        self.assertFalse(
            {"model", "domain", "find", "found", "ids"} & card.keys(), "nothing but what is shown"
        )

    def test_the_inbox_is_a_list_of_few_statements(self):
        def read(env):
            reviews = env["tier.review"]
            domain = reviews._ops_mine_domain() & reviews._ops_gated_domain()
            asked = {**{name: {} for name in LISTED}, "ops_requester_id": {"fields": {"display_name": {}}}}
            return reviews.web_search_read(domain, asked, limit=80, count_limit=10001)

        def wait(number):
            for _number in range(number):
                self._submit(self._create_order())
            return self._count(self.env(user=self.manager), read)

        (found, few), (more, many) = wait(2), wait(10)
        self.assertEqual((found["length"], more["length"], few), (2, 12, many))
        self.assertLessEqual(many, MOST_LIST)

    def test_only_models_that_owe_something_are_asked(self):
        """Which documents somebody may read takes a subquery per model: not of those on which he owes
        nothing.
        """
        duties = type(self.env["ops.obligation"])
        asked = []
        whole = duties._document_exists

        def noted(model, alias, documents):
            asked.append(documents._name)
            return whole(model, alias, documents)

        self._submit(self._create_order())
        self.patch(duties, "_document_exists", noted)
        for user in (self.manager, self.consultant, self.leader):
            owed = self.env["ops.obligation"].with_user(user).search([("state", "in", ("open", "late"))])
            asked.clear()
            page, _count = self._open(user)
            self.assertLessEqual(set(asked), set(owed.mapped("res_model")), user.name)
            card = next(card for card in page["cards"] if card["key"] == "obligations")
            self.assertLessEqual(card["count"], len(owed))

    def test_the_inbox_is_one_list_to_the_database(self):
        """No look into each review's people: that is what makes the database prepare for hours of work."""
        reviews = self.env["tier.review"].with_user(self.manager)
        query = reviews._search(reviews._ops_mine_domain() & reviews._ops_gated_domain())
        self.env.flush_all()
        plan = [row[0] for row in self.env.execute_query(SQL("EXPLAIN %s", query.select()))]
        looks = [line for line in plan if "SubPlan" in line and "Filter" in line]
        self.assertFalse([line for line in looks if "hashed SubPlan" not in line], "\n".join(plan))

    def test_a_page_shows_what_its_lists_show(self):
        """Rows and numbers found together are those that each search finds by itself."""
        for _number in range(3):
            self._submit(self._create_order())
        for user in (self.manager, self.consultant, self.leader):
            page, _count = self._open(user)
            for card in page["cards"]:
                self.assertEqual(card["count"] <= 5, card["count"] == len(card["rows"]), card["key"])
        home = self.env["ops.home"].with_user(self.manager)
        card = home._get_approvals_card()
        reviews = self.env["tier.review"].with_user(self.manager)
        found = reviews.search(card["domain"], order="ops_is_major desc, ops_pending_since, id")
        self.assertEqual([row["id"] for row in card["rows"]], found[:5].ids)
        self.assertEqual(card["count"], len(found))
