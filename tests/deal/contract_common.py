"""Contracts for tests of their days: a company that works from nine to six."""

from .contract_gate import ContractGateCase


class ContractCase(ContractGateCase):
    """The company works from nine to six, Monday to Friday, in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "9 to 18",
                "tz": "Asia/Shanghai",
                "attendance_ids": [
                    (0, 0, {"name": f"{day}", "dayofweek": str(day), "hour_from": 9, "hour_to": 18})
                    for day in range(5)
                ],
            }
        )
        cls.company.resource_calendar_id = cls.calendar

    def _contract(self, **vals):
        return self._create_contract(self._approve(self._create_order()), **vals)

    def _obligations(self, contract):
        return self.env["ops.obligation"].search(
            [("res_model", "=", contract._name), ("res_id", "=", contract.id)], order="id"
        )

    def _notified(self, contract, word):
        """Return who got a message with this word in the inbox."""
        messages = self.env["mail.message"].search(
            [("model", "=", contract._name), ("res_id", "=", contract.id)]
        )
        return messages.filtered(lambda message: word in (message.body or "")).notified_partner_ids.user_ids
