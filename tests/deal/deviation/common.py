"""What the tests of deviations start from: an approved quotation under a contract that is negotiated."""

from ..common import DealCase

FREE = {"ops_deviation_ids", "ops_has_open_deviation"}


class DeviationCase(DealCase):
    """A quotation with two lines, approved by the manager; support issued its contract."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_product("Coupling", 50)
        cls.tax = cls.env["account.tax"].create(
            {
                "name": "Test 13%",
                "amount": 13,
                "company_id": cls.company.id,
                "country_id": (cls.company.account_fiscal_country_id or cls.env.ref("base.cn")).id,
            }
        )
        cls.term_60 = cls.env["account.payment.term"].create(
            {
                "name": "60 days",
                "line_ids": [(0, 0, {"value": "percent", "value_amount": 100, "nb_days": 60})],
            }
        )

    def _approved(self, **vals):
        return self._approve(
            self._create_order(
                products=[(self.plain, 10, 100), (self.other, 5, 50)],
                **{
                    "payment_term_id": self.term_30.id,
                    "commitment_date": "2030-06-15 08:00:00",
                    "note": "<p>Ex works</p>",
                    **vals,
                },
            )
        )

    def _negotiated(self, **vals):
        order = self._approved(**vals)
        self._create_contract(order)
        return order.with_user(self.consultant)

    def _deviations(self, order, state=None):
        """Return the deviations of an order, as superuser, those of one state where one is given."""
        deviations = self.env["ops.contract.deviation"].search([("order_id", "in", order.ids)], order="id")
        return deviations.filtered(lambda deviation: deviation.state == state) if state else deviations

    def _confirm_deviations(self, order, user=None, comment=None):
        deviations = self._deviations(order, "open").with_user(user or self.manager)
        deviations.action_confirm(comment)
        return deviations.sudo()
