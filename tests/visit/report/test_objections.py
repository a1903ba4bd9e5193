"""Objections are counted with what came of them, by whoever sees the talks."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...common import clause
from ..visit_case import VisitCase


@tagged("post_install", "-at_install")
class TestObjections(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.price = cls.env.ref("ops_dept.visit_objection_price")
        cls.budget = cls.env.ref("ops_dept.visit_objection_budget")
        cls.env["ops.visit.objection"].search([]).unlink()
        for user, partner, choice, result in (
            (cls.consultant, cls.customer, cls.price, "booking"),
            (cls.consultant, cls.customer, cls.price, "no"),
            (cls.consultant, cls.customer, cls.budget, "no"),
            (cls.stranger, cls.other_customer, cls.price, "no"),
        ):
            visit = cls.env["ops.visit"].create({"partner_id": partner.id, "user_id": user.id})
            cls.env["ops.visit.objection"].create(
                {"visit_id": visit.id, "choice_id": choice.id, "answer": "It lasts twice as long"}
            )
            visit._stamp({"result": result})
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _counted(self, user):
        lines = self.env["ops.visit.objection"].with_user(user)
        groups = lines._read_group([], ["choice_id", "result"], ["__count"])
        return {(choice.id, result): count for choice, result, count in groups}

    @clause("N2.5", part="who counts them")
    def test_who_sees_the_talks_counts_their_objections(self):
        mine = {(self.price.id, "booking"): 1, (self.price.id, "no"): 1, (self.budget.id, "no"): 1}
        for user, wanted in (
            (self.consultant, mine),
            (self.manager, mine),
            (self.stranger, {(self.price.id, "no"): 1}),
            (self.other_manager, {(self.price.id, "no"): 1}),
            (self.leader, {**mine, (self.price.id, "no"): 2}),
            (self.auditor, {**mine, (self.price.id, "no"): 2}),
            (self.accountant, {}),
        ):
            with self.subTest(user.login):
                self.assertEqual(self._counted(user), wanted)
        theirs = self.env["ops.visit.objection"].search([("user_id", "=", self.stranger.id)])
        with self.assertRaises(AccessError):
            theirs.with_user(self.consultant).read(["answer"])
