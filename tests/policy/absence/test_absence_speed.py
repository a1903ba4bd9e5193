"""Deputies cost nothing where nobody is away, and the inbox counts alike at every size (T4)."""

from odoo.tests import tagged

from .common import AbsenceCase


@tagged("post_install", "-at_install")
class TestAbsenceSpeed(AbsenceCase):
    def _statements(self, user, call):
        """Return how many statements a request of a user takes, once what is kept is kept."""
        env = self.env(user=user)
        for _round in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            call(env)
            self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _count(self, user):
        return self._statements(user, lambda env: env["res.users"].review_user_count())

    def test_the_counter_is_the_same_for_few_and_many(self):
        self._submit(self._create_order())
        self._count(self.manager)
        alone = self._count(self.manager)
        self.assertLessEqual(alone, 4)
        self._away(self.manager, self.other_manager)
        few = {user.name: self._count(user) for user in (self.manager, self.other_manager, self.leader)}
        for _number in range(30):
            self._submit(self._create_order())
        many = {user.name: self._count(user) for user in (self.manager, self.other_manager, self.leader)}
        self.assertEqual(few, many)
        self.assertEqual(few["Manager"], alone)
        self.assertLessEqual(max(few.values()), 4)

    def test_where_nobody_is_away_nothing_is_asked(self):
        self._away(self.manager, self.other_manager, 5, 6)
        for user in (self.manager, self.other_manager, self.leader, self.consultant):
            env = self.env(user=user)
            for scope in ("approvals", "duties"):
                user._ops_stands_in_for(scope)  # kept from here on
            with self.assertQueryCount(0):
                self.assertFalse(env.user._ops_acting("approvals"))
                self.assertEqual(env.user._ops_deputy_for("duties"), env.user)
                self.assertTrue(env["tier.review"]._ops_acting_domain().is_false())

    def test_a_deputys_decision_costs_a_few_statements_more(self):
        orders = [self._submit(self._create_order()) for _number in range(4)]
        own = [self._statements_once(order, self.manager) for order in orders[:2]][-1]
        self._away(self.manager, self.other_manager)
        deputy = [self._statements_once(order, self.other_manager) for order in orders[2:]][-1]
        self.assertLessEqual(deputy, own + 6)

    def _statements_once(self, order, user):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        order.with_user(user).action_ops_approve()
        self.env.flush_all()
        self.assertEqual(order.ops_approval_state, "approved")
        return self.env.cr.sql_log_count - before
