"""Bids for tests: a complete inquiry of the consultant, and the roles' acts on it."""

from .common import DealCase


class BidCase(DealCase):
    """The deal room's company, with a lead and bids on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.ops_major_bid = 200_000
        cls.lead = cls._create_lead()

    @classmethod
    def _create_lead(cls, **vals):
        return cls.env["crm.lead"].create(
            {
                "name": "Servo drives for line 3",
                "type": "opportunity",
                "partner_id": cls.customer.id,
                "user_id": cls.consultant.id,
                "team_id": cls.team.id,
                **vals,
            }
        )

    @classmethod
    def _create_bid(cls, user=None, **vals):
        """Create a complete bid, by default the consultant's, on no opportunity."""
        return (
            cls.env["ops.bid"]
            .with_user(user or cls.consultant)
            .create(
                {
                    "title": "Bearings",
                    "partner_id": cls.customer.id,
                    "user_id": cls.consultant.id,
                    "team_id": cls.team.id,
                    "estimated_amount": 50_000,
                    "description": "500 bearings, two deliveries",
                    **vals,
                }
            )
        )

    def _report(self, bid, user=None):
        bid.with_user(user or self.consultant).action_submit()
        return bid

    def _take_part(self, bid, *users):
        """Report unless done, and let the users decide to take part (the manager by default)."""
        if bid.state in ("draft", "refused"):
            self._report(bid)
        for user in users or (self.manager,):
            bid.with_user(user).action_ops_approve()
        self.assertEqual(bid.state, "approved")
        return bid

    def _decline(self, bid):
        if bid.state == "draft":
            self._report(bid)
        bid.with_user(self.manager).action_refuse("Not our field.")
        self.assertEqual(bid.state, "refused")
        return bid

    def _cancel(self, bid, user=None):
        bid.with_user(user or self.manager).write({"result_reason": "Called off", "state": "cancel"})
        self.assertEqual(bid.state, "cancel")
        return bid

    def _quote(self, bid, user=None, **vals):
        """Make a quotation for the bid as the form does, from the bid's own button."""
        bid = bid.with_user(user or self.consultant)
        context = bid.action_new_quotation()["context"]
        order = bid.env["sale.order"].with_context(**context).create({})
        if not order.order_line:
            vals["order_line"] = [
                (0, 0, {"product_id": self.plain.id, "product_uom_qty": 1, "price_unit": 100})
            ]
        order.write({"payment_term_id": self.term_cash.id, "validity_date": "2030-12-31", **vals})
        return order.with_env(self.env)

    def _owed(self, bid):
        """Return what anybody owes, or owed, for the bid."""
        return (
            self.env["ops.obligation"].sudo().search([("res_model", "=", "ops.bid"), ("res_id", "=", bid.id)])
        )
