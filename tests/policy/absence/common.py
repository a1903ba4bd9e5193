"""Somebody of the trading company is away, and somebody acts for him."""

from contextlib import contextmanager
from datetime import timedelta

from odoo import fields

from ...deal.common import DealCase


class AbsenceCase(DealCase):
    """Quotations wait for a manager who is away; whoever enters an absence does so as himself."""

    @classmethod
    def _away(cls, who, deputy, first=0, last=3, by=None, **vals):
        """Enter an absence, in days from today; by the person himself unless said."""
        today = fields.Date.context_today(cls.env.user)
        return (
            cls.env["ops.absence"]
            .with_user(by or who)
            .create(
                {
                    "user_id": who.id,
                    "deputy_id": deputy.id,
                    "date_from": today + timedelta(days=first),
                    "date_to": today + timedelta(days=last),
                    **vals,
                }
            )
        )

    @contextmanager
    def _refused(self, error, message=""):
        """Check that what is done inside is refused, and undo it."""
        with self.assertRaisesRegex(error, message), self.env.cr.savepoint():
            yield
        self.env.registry.clear_cache()
        self.env.invalidate_all()

    def _leave_out_cases(self):
        """Let a manager act for the leader: cases of persons, which he may not read, are not asked about."""
        self.env["tier.definition"].search([("model", "=", "ops.penalty")]).active = False

    def _major(self, **vals):
        """Return a quotation that manager and leader decide one after the other, submitted."""
        return self._submit(self._create_order(products=[(self.plain, 3000, 100)], **vals))

    def _inbox(self, user):
        """Return the documents that wait for a user in his inbox, counted alike by page and counter."""
        reviews = self.env["tier.review"].with_user(user)
        found = reviews.search(reviews._ops_mine_domain() & reviews._ops_gated_domain())
        counter = sum(entry["pending_count"] for entry in reviews.env["res.users"].review_user_count())
        card = self.env["ops.home"].with_user(user)._get_approvals_card()
        self.assertEqual((counter, card["count"]), (len(found), len(found)), user.name)
        return self.env["sale.order"].browse(
            found.filtered(lambda one: one.model == "sale.order").mapped("res_id")
        )

    def _assert_decides(self, order, users):
        """Check for every role who may decide now: by the inbox, by the form, and by trying."""
        everybody = (
            self.consultant | self.colleague | self.manager | self.other_manager | self.leader | self.gm
        )
        for user in everybody.filtered("active"):
            mine, is_meant = order.with_user(user), user in users
            self.assertEqual(order in self._inbox(user), is_meant, f"inbox of {user.name}")
            if mine.has_access("read"):
                self.env.invalidate_all()
                self.assertEqual(bool(mine._ops_my_reviews()), is_meant, f"right of {user.name}")
                self.assertEqual(mine.can_review, is_meant, f"button of {user.name}")
