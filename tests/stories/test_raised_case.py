"""A pump that leaks again: raised, gone up by itself, decided, solved, the customer told."""

from freezegun import freeze_time

from odoo.tests import tagged

from ..common import clause
from ..service.escalation.common import EscalationCase


@tagged("post_install", "-at_install")
class TestRaisedCase(EscalationCase):
    @clause("R14", part="story")
    def test_from_the_customers_call_to_what_the_general_manager_decided(self):
        with freeze_time("2026-03-02 02:00:00"):
            case = self._taken().with_env(self.env)
            case.with_user(self.technician).write({"ops_dispatch": "yes", "ops_dispatch_reason": "It leaks"})
            case.with_user(self.technician).action_ops_send_someone()
            self._visited(case.with_user(self.technician))
            step = self._raise(case)
            self._assert_asked(self.manager, step)
        with freeze_time("2026-03-03 02:00:00"):
            case.with_user(self.technician).action_ops_wait("Sends a photo of the shaft")
        with freeze_time("2026-03-06 02:00:00"):  # three days that are nobody's fault
            self._hour()
            self._assert_asked(self.manager, step)
            case.with_user(self.consultant).action_ops_go_on()
        with freeze_time("2026-03-09 02:00:00"):  # Friday was the manager's day
            self._hour()
            self.assertEqual(step.state, "passed")
            second = case._ops_get_steps() - step
            self._assert_asked(self.gm, second)
            self._assert_asked(self.manager)
            second.with_user(self.gm).action_answer("A new pump, at our cost.")
        with freeze_time("2026-03-10 02:00:00"):
            technician = case.with_user(self.technician)
            technician.ops_result = "New pump fitted"
            technician.action_ops_solve()
            case.with_user(self.consultant).action_ops_told("phone", "Mr Wang", "He is content")
        self.assertEqual(case.ops_step, "closed")
        self.assertEqual(
            [(each.raised_by, each.state, each.answer) for each in case.ops_escalation_ids],
            [
                (self.consultant.name, "passed", False),
                ("By itself: not answered in time", "answered", "A new pump, at our cost."),
            ],
        )

    def _assert_asked(self, user, *steps):
        """These and no other steps stand on somebody's first page to be answered."""
        cards = self.env["ops.home"].with_user(user).get_home()["cards"]
        asked = next((card for card in cards if card["key"] == "asked"), {"rows": []})
        self.assertEqual([row["id"] for row in asked["rows"]], [step.id for step in steps], user.name)
