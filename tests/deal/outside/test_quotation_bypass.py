"""Every way out of the house for a quotation, in the server: refused before the approval (W2.E)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...bypass import Way, bypass_table, delete_forced
from ...common import clause
from ..quotation_gate import CONTEXT, QuotationGateCase
from .paper_ways import MAILS, PRINTS
from .quotation_ways import (
    BUTTONS,
    CREATES,
    READERS,
    STRANGERS,
    WRITERS,
    WRITES,
    copying,
    creating,
    creating_by_default,
    quotation_vals,
    writing,
)


# ----------------------------------------------------------------------
# The approval itself: nobody writes it, in no state
# ----------------------------------------------------------------------
def _write_stamp(field, value):
    return lambda case, order: order.write({field: value(case) if callable(value) else value})


STAMPS = [
    ("ops_requester_id", lambda case: case.colleague.id),
    ("ops_date_submitted", "2026-01-01 00:00:00"),
    ("ops_date_approved", "2026-01-01 00:00:00"),
    ("ops_gate_error", "x"),
    ("ops_is_major", False),
    ("ops_has_key_product", False),
    ("ops_has_difficult_product", False),
    ("ops_approved_snapshot", {"header": {}, "lines": {}}),
    ("ops_exempt", True),
    ("ops_taken_back_reason", "x"),
    ("ops_date_accepted", "2026-01-01 00:00:00"),
]
EVERYWHERE = ("draft", "submitted", "half", "refused", "taken_back", "approved")


def _create_line(**vals):
    return lambda case, order: order.env["sale.order.line"].create(
        {"order_id": order.id, "product_id": case.plain.id, "product_uom_qty": 1, **vals}
    )


def _create_line_by_default(case, order):
    """A state of the line alone would order goods at once."""
    order.env["sale.order.line"].with_context(default_state="sale").create(
        {"order_id": order.id, "product_id": case.plain.id, "product_uom_qty": 1}
    )
    order.env.flush_all()
    if order.order_line[-1].state != order.state or order.picking_ids:
        raise AssertionError("the line runs although its order does not")
    raise UserError("the default was ignored (W2.E)")


FORGERIES = [
    *(
        Way(
            f"forge_{field}",
            _write_stamp(field, value),
            ("consultant", "manager", "superuser"),
            open=(),
            closed=EVERYWHERE,
        )
        for field, value in STAMPS
    ),
    *(
        Way(
            f"create_{field}",
            lambda case, order, f=field, v=value: order.env["sale.order"].create(
                quotation_vals(case, **{f: v(case) if callable(v) else v})
            ),
            ("consultant", "superuser"),
            open=(),
            closed=("draft",),
        )
        for field, value in STAMPS
        if value is not False
    ),
    Way(
        "forge_approved",
        writing(ops_approval_state="approved"),
        WRITERS,
        open=(),
        closed=(*EVERYWHERE[:5], "off"),
        denied=READERS,
    ),
    Way("forge_refused", writing(ops_approval_state="refused"), WRITERS, open=(), closed=EVERYWHERE),
    Way(
        "forge_draft",
        writing(ops_approval_state="draft"),
        ("consultant", "manager"),
        open=(),
        closed=("approved",),
    ),
    Way("forge_unknown", writing(ops_approval_state="signed"), ("consultant",), open=(), closed=EVERYWHERE),
    Way(
        "forge_approved_with_context_keys",
        lambda case, order: order.with_context(**CONTEXT).write({"ops_approval_state": "approved"}),
        ("consultant", "superuser"),
        open=(),
        closed=EVERYWHERE[:5],
    ),
    Way(
        "submit_and_send_at_once",
        writing(ops_approval_state="submitted", state="sent"),
        ("consultant",),
        open=(),
    ),
    *(
        Way(f"create_{name}", call, ("consultant", "superuser"), open=(), closed=("draft", "off"))
        for name, call in [
            ("approved", creating(ops_approval_state="approved")),
            ("default_approved", creating({"default_ops_approval_state": "approved"})),
            ("default_exempt", creating({"default_ops_exempt": True})),
            ("default_snapshot", creating({"default_ops_approved_snapshot": {"lines": {}}})),
            ("user_default_approved", creating_by_default("ops_approval_state", "approved")),
            ("copied_approved", copying(ops_approval_state="approved")),
            ("copied_exempt", copying(ops_exempt=True)),
        ]
    ),
    # money that does not follow from the lines would stand on the paper
    *(
        Way(
            f"forge_{field}",
            writing(**{field: 1}),
            ("consultant", "leader", "superuser"),
            open=("off",),
            closed=EVERYWHERE,
        )
        for field in ("amount_untaxed", "amount_tax", "amount_total")
    ),
    *(
        Way(
            f"forge_line_{field}",
            lambda case, order, f=field, v=value: order.order_line.write({f: v}),
            ("consultant", "superuser"),
            open=("off",),
            closed=EVERYWHERE,
        )
        for field, value in [
            ("price_subtotal", 1),
            ("price_total", 1),
            ("state", "sale"),
            ("ops_lead_days", 3),
        ]
    ),
    Way(
        "forge_line_created_running",
        _create_line(state="sale"),
        ("consultant",),
        open=("off",),
        closed=EVERYWHERE,
    ),
    # core lets stock and accounting write orders: no quotation, and of a running order neither its people nor
    # what was approved
    *(
        Way(f"stranger_{name}", call, STRANGERS, open=("off",), closed=EVERYWHERE)
        for name, call in [
            ("reprices", lambda case, order: order.order_line.write({"price_unit": 1})),
            ("renames_a_line", lambda case, order: order.order_line.write({"name": "Better bearing"})),
            ("moves_a_line", lambda case, order: order.order_line.write({"sequence": 3})),
            ("notes", writing(note="cheaper next time")),
            ("renames", writing(origin="ours")),
            ("takes_over", writing(user_id=1)),
            ("changes_the_team", lambda case, order: order.write({"team_id": case.other_team.id})),
            ("cancels", writing(state="cancel")),
            (
                "cancels_with_context_keys",
                lambda case, order: order.with_context(**CONTEXT).write({"state": "cancel"}),
            ),
            ("sends", writing(state="sent")),
        ]
    ),
    Way(
        "stranger_resets_a_refusal",
        writing(ops_approval_state="draft"),
        STRANGERS,
        open=(),
        closed=("refused", "submitted"),
    ),
    Way(
        "stranger_takes_over_a_running_order",
        writing(user_id=1),
        STRANGERS,
        open=("off",),
        closed=("running",),
    ),
    # four eyes until the decision
    *(
        Way(
            f"people_{name}",
            lambda case, order, f=field, who=who: order.write({f: getattr(case, who).id}),
            ("consultant", "support", "superuser"),
            open=("draft", "refused", "approved", "off"),
            closed=("submitted", "half"),
        )
        for name, field, who in [
            ("given_to_the_manager", "user_id", "manager"),
            ("given_to_another_team", "team_id", "other_team"),
        ]
    ),
    # what was asked for stays
    *(
        Way(f"delete_{name}", call, ("superuser",), open=("draft", "off"), closed=EVERYWHERE[1:5])
        for name, call in [("asked_for", lambda case, order: order.unlink()), ("by_key", delete_forced)]
    ),
    Way("forge_line_default_running", _create_line_by_default, ("consultant",), open=(), closed=("draft",)),
]


@tagged("post_install", "-at_install")
@clause("W2.E", part="quotation")
@bypass_table([*BUTTONS, *WRITES, *(way for way in CREATES if way.roles), *MAILS, *PRINTS, *FORGERIES])
class TestQuotationBypass(QuotationGateCase):
    """One test per way; what a cell shows is told in `tests/bypass.py`."""

    def test_every_report_of_quotations_waits(self):
        """Whatever add-on brings a report of quotations: none prints one before the approval."""
        reports = self.env["ir.actions.report"].search([("model", "=", "sale.order")])
        self.assertGreaterEqual(len(reports), 2)
        for report in reports:
            for stage in self.gate_stages:
                with self._undone():
                    order = self._gate_as(self._gate_document(stage), "consultant")
                    for kind in ("html", "text", "pdf"):
                        with self.assertRaisesRegex(
                            UserError, r"W2\.E", msg=(report.report_name, stage, kind)
                        ):
                            getattr(order.env["ir.actions.report"], f"_render_qweb_{kind}")(
                                report.id, order.ids
                            )
