"""Originals for the tests of custody: registered by who has them, handed from one to the next, signed."""

from datetime import datetime

from .common import CashCase

# Monday, ten in the morning in China, and the days after.
MONDAY = datetime(2026, 3, 2, 2, 0)
TUESDAY_NIGHT = datetime(2026, 3, 3, 20, 0)
WEDNESDAY_NIGHT = datetime(2026, 3, 4, 20, 0)
SIGNED = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


class CustodyCase(CashCase):
    """One original after the other; everybody acts as his role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.customer.user_id = cls.consultant

    def _original(self, user, **vals):
        """Register an original as who has it in his hands."""
        vals = {"kind": "list", "title": "Price list, signed", "partner_id": self.customer.id, **vals}
        return self.env["ops.custody"].with_user(user).create(vals).with_env(self.env)

    def _give(self, original, user, to, **vals):
        original.with_user(user).action_give(to.id, SIGNED, **vals)

    def _move(self, original, user, to, **vals):
        """Hand over and take over."""
        self._give(original, user, to, **vals)
        original.with_user(to).action_take(SIGNED)

    def _duties(self, original, step="hand_in"):
        return self.env["ops.obligation"].search(
            [
                ("clause_id.code", "=", "R9"),
                ("step", "=", step),
                ("res_model", "=", "ops.custody"),
                ("res_id", "=", original.id),
            ],
            order="id",
        )

    def _violations(self, original):
        return self.env["ops.violation"].search(
            [("res_model", "=", "ops.custody"), ("res_id", "=", original.id)], order="id"
        )

    def _night(self):
        self.env["ops.custody"]._pass_night(self.company)
