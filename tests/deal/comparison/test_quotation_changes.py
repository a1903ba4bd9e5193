"""Changes after and during the approval: what is worse for the company ends it, whoever does it (W2.E)."""

from odoo.tests import tagged

from odoo.addons.http_routing.tests.common import MockRequest

from ...bypass import Way, bypass_table
from ...common import clause
from ..quotation_changes import CHANGES
from ..quotation_gate import QuotationGateCase


def _then_confirm(change):
    """The change, and then the attempt to use the approval given before it."""

    def call(case, order):
        change(case, order)
        order.env.flush_all()
        order.action_confirm()

    return call


@tagged("post_install", "-at_install")
@clause("W2.E", part="quotation")
@bypass_table(
    [
        *(
            Way(
                f"change_{name}_then_confirm",
                _then_confirm(change),
                roles,
                open=("off",),
                closed=("approved",),
                prepare=prepare,
            )
            for name, change, roles, prepare in CHANGES
        ),
        *(
            Way(
                f"change_{name}_while_decided",
                change,
                roles,
                open=("off", "approved"),
                closed=("submitted", "half"),
                prepare=prepare,
            )
            for name, change, roles, prepare in CHANGES
        ),
    ]
)
class TestQuotationChanges(QuotationGateCase):
    """Each change alone is allowed after the approval and ends it; during the decision it is refused."""

    def _catalog(self, order, product, quantity):
        """Change a quantity as the product catalog does."""
        with MockRequest(order.env):
            order._update_order_line_info(product.id, quantity)

    def test_the_end_of_the_approval_is_told_and_logged(self):
        for name, change, roles, prepare in CHANGES:
            with self._undone():
                order = self._gate_document("approved")
                if prepare:
                    prepare(self, order)
                change(self, self._gate_as(order, roles[0]))
                order = self._gate_fresh(order)
                log = self.env["ops.log"].search(
                    [("model", "=", "sale.order"), ("res_id", "=", order.id)], limit=1
                )
                self.assertEqual(
                    (
                        order.ops_approval_state,
                        order.ops_approved_snapshot,
                        log.event,
                        log.clause_code,
                        order.review_ids.ids,
                    ),
                    ("draft", False, "taken_back", "W2.E", []),
                    name,
                )
                self.assertEqual(order.ops_taken_back_reason, log.comment, name)
                self.assertTrue(
                    order.message_ids.filtered(lambda m, log=log: log.comment in (m.preview or m.body)), name
                )
