"""Every way in which a deputy might decide what is not his: on quotations and on deviations."""

from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table
from ...common import clause
from ...deal.deviation.common import DeviationCase
from ...deal.deviation.test_deviation_bypass import DEVIATION_TABLES
from ...deal.quotation_gate import TABLES
from .common import AbsenceCase


def _away(deputy="other_manager", seller=None, requester=None, **vals):
    """Let the manager be away; the deputy perhaps sold or asked for what is to be decided."""

    def prepare(case, document):
        order = document.sudo() if document._name == "sale.order" else document.sudo().order_ids
        if seller:
            order._stamp({"user_id": getattr(case, seller).id})
        if requester:
            order._stamp({"ops_requester_id": getattr(case, requester).id})
        case._away(case.manager, getattr(case, deputy), **vals)

    return prepare


def _ways(calls, stage, clause_code):
    """Return the rows of a gate: the deputy in his days, and whoever is none."""

    def way(name, call, prepare, **vals):
        return Way(name, call, prepare=prepare, clause=clause_code, **{"open": (), **vals})

    for name, call in calls:
        yield way(f"{name}_in_his_days", call, _away(), roles=("other_manager",), open=(stage,), closed=())
        for reason, prepare in (
            ("before_his_days", _away(first=2, last=3)),
            ("with_duties_only", _away(scope="duties")),
            ("without_absence", None),
        ):
            yield way(f"{name}_{reason}", call, prepare, roles=(), denied=("other_manager",))
        for reason, prepare in (
            ("who_sold", _away(seller="other_manager")),
            ("who_asked", _away(seller="other_manager", requester="other_manager")),
        ):
            yield way(f"{name}_{reason}", call, prepare, roles=("other_manager",))


def _on_deviations(method, *args):
    def call(case, contract):
        deviations = contract.sudo().deviation_ids.filtered(lambda one: one.state == "open")
        getattr(deviations.with_env(contract.env), method)(*args)

    return call


QUOTATION_CALLS = (
    ("approve", lambda case, order: order.action_ops_approve()),
    ("refuse", lambda case, order: order.action_ops_refuse("too cheap")),
    ("review", lambda case, order: order.sudo().review_ids.with_env(order.env).action_ops_approve("fine")),
)
DEVIATION_CALLS = (
    ("confirm", _on_deviations("action_confirm", "fine")),
    ("refuse", _on_deviations("action_refuse", "too cheap")),
)


@tagged("post_install", "-at_install")
@clause("W2.E", part="deputies")
@bypass_table(list(_ways(QUOTATION_CALLS, "submitted", "W2.E")))
class TestDeputyQuotations(GateCase, AbsenceCase):
    """Rows start from a quotation that waits for the manager."""

    gate_stages = ("submitted",)
    gate_shelf = ("submitted",)
    gate_tables = TABLES

    def _gate_document(self, stage):
        return self._submit(self._create_order())


@tagged("post_install", "-at_install")
@clause("W3.C", part="deputies")
@bypass_table(list(_ways(DEVIATION_CALLS, "open", "W3.C")))
class TestDeputyDeviations(GateCase, AbsenceCase, DeviationCase):
    """Rows start from a contract whose quotation became cheaper."""

    gate_stages = ("open",)
    gate_shelf = ("open",)
    gate_tables = DEVIATION_TABLES

    def _gate_document(self, stage):
        contract = self._create_contract(self._approved())
        contract.order_ids.with_user(self.consultant).order_line[0].price_unit = 95
        return contract
