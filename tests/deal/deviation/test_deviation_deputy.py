"""The deputy of a manager who is away confirms deviations: both names, four eyes, his days only (W3.C)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...policy.absence.common import AbsenceCase
from .common import DeviationCase


@tagged("post_install", "-at_install")
class TestDeviationDeputy(AbsenceCase, DeviationCase):
    def setUp(self):
        super().setUp()
        self.order = self._negotiated()
        self.order.order_line[0].price_unit = 95
        self.deviation = self._deviations(self.order, "open")

    def _found(self, user):
        deviations = self.env["ops.contract.deviation"].with_user(user)
        card = self.env["ops.home"].with_user(user)._get_deviations_card()
        found = deviations.search(deviations._mine_domain())
        self.assertEqual(card["count"], len(found))
        return found

    def test_it_waits_for_the_deputy_in_his_days_only(self):
        self.assertFalse(self._found(self.other_manager))
        with self.assertRaises(AccessError):
            self.deviation.with_user(self.other_manager).read(["kind"])
        self._away(self.manager, self.other_manager)
        self.assertEqual(self._found(self.other_manager), self.deviation)
        self.assertEqual(self._found(self.manager), self.deviation, "the principal stays")
        self.assertTrue(self.deviation.with_user(self.other_manager).can_confirm)
        with freeze_time(fields.Datetime.now() + timedelta(days=6)):
            self.assertFalse(self._found(self.other_manager))

    def test_both_names_stand_with_the_confirmation(self):
        self._away(self.manager, self.other_manager)
        self.deviation.with_user(self.other_manager).action_confirm("Agreed with him on the phone")
        self.assertRecordValues(
            self.deviation,
            [
                {
                    "state": "confirmed",
                    "confirmed_by_id": self.other_manager.id,
                    "deputy_for_id": self.manager.id,
                    "decided_by": "Other_manager for Manager",
                }
            ],
        )
        log = self.env["ops.log"].search([("model", "=", self.deviation._name), ("event", "=", "confirmed")])
        self.assertEqual((log.user_id, log.deputy_for_id), (self.other_manager, self.manager))
        self.assertTrue(self.deviation.with_user(self.other_manager).has_access("read"), "what he decided")
        self.order.order_line[0].price_unit = 94
        self.assertEqual((self.deviation.state, self.deviation.deputy_for_id.id), ("open", False))

    def test_both_names_stand_with_the_refusal(self):
        self._away(self.manager, self.other_manager)
        self.deviation.with_user(self.other_manager).action_refuse("Up to 97 only")
        self.assertEqual(self.deviation.decided_by, "Other_manager for Manager")
        said = self.order.ops_contract_id.with_user(self.consultant)._get_submit_blockers()
        self.assertIn("Other_manager for Manager", "\n".join(said))

    def test_the_manager_and_leaders_decide_in_their_own_name(self):
        self._away(self.manager, self.other_manager)
        self.deviation.with_user(self.leader).action_confirm()
        self.assertEqual(
            (self.deviation.confirmed_by_id, self.deviation.deputy_for_id.id), (self.leader, False)
        )
        self.assertEqual(self.deviation.decided_by, self.leader.name)
