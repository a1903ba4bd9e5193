"""Every way to a quotation for an undecided or declined bid, in the server: refused (W2.A)."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...bypass import bypass_table, delete_forced
from ...common import clause
from .bid_gate import BidGateCase
from .quoting_ways import CREATES, EVERYWHERE, LINKS, Way, is_tied, loose_quotation, quotation_vals


# ----------------------------------------------------------------------
# Core's buttons on the opportunity and ours on the bid
# ----------------------------------------------------------------------
def _open_and_save(method):
    def call(case, bid):
        record = bid if method == "bid" else bid.lead_id
        action = record.action_new_quotation()
        Form(bid.env["sale.order"].with_context(**action["context"])).save()

    return call


def _wizard(case, bid):
    bid.lead_id.with_env(case.env).partner_id = False
    action = bid.lead_id.action_sale_quotations_new()
    wizard = (
        bid.env[action["res_model"]]
        .with_context(active_model="crm.lead", active_id=bid.lead_id.id)
        .create({"lead_id": bid.lead_id.id, "action": "exist", "partner_id": case.customer.id})
    )
    Form(bid.env["sale.order"].with_context(**wizard.action_apply()["context"])).save()


def _wizard_kept_open(case, bid):
    wizard = (
        bid.env["crm.quotation.partner"]
        .with_context(active_model="crm.lead", active_id=bid.lead_id.id)
        .create({"lead_id": bid.lead_id.id, "action": "exist", "partner_id": case.customer.id})
    )
    wizard.action_apply()


BUTTONS = [
    Way(
        "new_quotation_of_the_bid",
        _open_and_save("bid"),
        ("consultant", "support", "manager", "leader"),
        is_tied,
    ),
    Way("new_quotation_of_the_lead", _open_and_save("lead"), ("consultant", "support", "manager"), is_tied),
    Way("new_quotation_by_wizard", _wizard, ("consultant",), is_tied),
    Way("new_quotation_by_wizard_kept_open", _wizard_kept_open, ("consultant", "superuser")),
]


# ----------------------------------------------------------------------
# A quotation that was there: nothing goes on, and nothing unties it
# ----------------------------------------------------------------------
def _quoted_before(case, bid):
    """Put the loose quotation on the opportunity from before the bid was recorded there."""
    case.env.cr.execute(
        "UPDATE sale_order SET opportunity_id = %s WHERE id = %s", (bid.lead_id.id, case.loose.id)
    )
    case.loose.invalidate_recordset()


def _quoted_for(case, bid):
    """Let the loose quotation answer the bid, as one made before it was called off."""
    case.env.cr.execute("UPDATE sale_order SET ops_bid_id = %s WHERE id = %s", (bid.id, case.loose.id))
    case.loose.invalidate_recordset()


def _untie(**vals):
    def call(case, bid):
        loose_quotation(case, bid).write(vals)
        case._submit(case.loose)

    return call


def _untie_through_the_lead(case, bid):
    bid.lead_id.write({"order_ids": [Command.unlink(case.loose.id)]})
    case._submit(case.loose)


def _untie_through_the_bid(case, bid):
    bid.write({"order_ids": [Command.clear()]})
    case._submit(case.loose)


def _untie_cancelled(case, bid):
    order = loose_quotation(case, bid)
    order.with_env(case.env)._action_cancel()
    order.write({"ops_bid_id": False, "opportunity_id": False})


def _move_to_another_lead(case, bid):
    loose_quotation(case, bid).opportunity_id = case.lead
    case._submit(case.loose)


def _move_the_bid_away(case, bid):
    """Set the opportunity free by moving its bid; the decider may, where nobody decides."""
    bid.lead_id = case.lead
    bid.env["sale.order"].create(quotation_vals(case, opportunity_id=bid.lead_id.id))


def _submit(case, bid):
    loose_quotation(case, bid).action_ops_submit()


def _confirm(case, bid):
    """With the quotation's own gate switched off the bid's still stands."""
    case.env["ops.clause"].search([("code", "=", "W2.E")]).active = False
    case.env.registry.clear_cache()
    loose_quotation(case, bid).write({"state": "sale"})


HELD = [
    Way(
        "submit_one_on_the_lead",
        _submit,
        ("consultant", "support"),
        prepare=_quoted_before,
        open=("approved",),
    ),
    Way(
        "submit_one_for_the_bid", _submit, ("consultant", "support"), prepare=_quoted_for, open=("approved",)
    ),
    Way(
        "untie_from_the_lead",
        _untie(opportunity_id=False),
        ("consultant", "superuser"),
        prepare=_quoted_before,
        open=("approved",),
    ),
    Way(
        "untie_from_the_bid",
        _untie(ops_bid_id=False, opportunity_id=False),
        ("consultant", "superuser"),
        prepare=_quoted_for,
        open=("approved",),
    ),
    Way(
        "untie_while_cancelling",
        _untie(ops_bid_id=False, opportunity_id=False, state="draft"),
        ("consultant", "superuser"),
        prepare=_quoted_for,
        open=("approved",),
    ),
    Way("untie_cancelled", _untie_cancelled, ("consultant",), prepare=_quoted_for),
    Way(
        "untie_through_the_lead",
        _untie_through_the_lead,
        ("consultant", "superuser"),
        prepare=_quoted_before,
        open=("approved",),
    ),
    Way(
        "untie_through_the_bid",
        _untie_through_the_bid,
        ("consultant", "superuser"),
        prepare=_quoted_for,
        open=("approved",),
    ),
    Way(
        "move_to_another_lead",
        _move_to_another_lead,
        ("consultant", "superuser"),
        prepare=_quoted_before,
        open=("approved",),
    ),
    Way("move_the_bid_away", _move_the_bid_away, ("consultant", "superuser"), open=("off",)),
]


# ----------------------------------------------------------------------
# The decision itself: nobody writes it
# ----------------------------------------------------------------------
def _write_state(state, **vals):
    return lambda case, bid: bid.write({"state": state, **vals})


def _create_decided(state, context=False):
    def call(case, bid):
        vals = {
            "title": "x",
            "partner_id": case.customer.id,
            "user_id": case.consultant.id,
            "team_id": case.team.id,
        }
        bids = bid.env["ops.bid"]
        if context:
            bids.with_context(default_state=state).create(vals)
        else:
            bids.create({**vals, "state": state})

    return call


def _load_decided(case, bid):
    result = bid.env["ops.bid"].load(
        ["title", "partner_id/.id", "state"], [["x", str(case.customer.id), "approved"]]
    )
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _approve_reviews(case, bid):
    bid.review_ids.write({"status": "approved"})
    bid.write({"state": "approved"})


def _approve_by_stamp(case, bid):
    bid.write({"ops_date_approved": "2026-01-01 00:00:00"})


def _through_its_lead(case, bid):
    bid.lead_id.write({"ops_bid_ids": [Command.update(bid.id, {"state": "approved"})]})


DECISION = [
    *(
        Way(
            f"write_{state}",
            _write_state(state, result_reason="x", is_winner_unknown=True),
            ("consultant", "superuser", "support", "manager", "leader"),
            open=(),
            closed=EVERYWHERE,
        )
        for state in ("approved", "quoted", "won", "lost")
    ),
    Way(
        "write_refused",
        _write_state("refused"),
        ("consultant", "manager"),
        open=(),
        closed=("draft", "submitted"),
    ),
    *(
        Way(
            f"create_{state}", _create_decided(state), ("consultant", "superuser"), open=(), closed=("draft",)
        )
        for state in ("submitted", "approved", "quoted", "won", "lost")
    ),
    Way(
        "create_by_default",
        _create_decided("approved", True),
        ("consultant", "superuser"),
        open=(),
        closed=("draft",),
    ),
    Way("load_approved", _load_decided, ("consultant", "superuser"), open=(), closed=("draft",)),
    Way(
        "approve_own",
        lambda case, bid: bid.action_ops_approve(),
        ("consultant", "support"),
        open=(),
        closed=EVERYWHERE,
    ),
    Way("write_reviews", _approve_reviews, ("consultant", "manager"), open=(), closed=("submitted", "half")),
    Way("write_stamp", _approve_by_stamp, ("consultant", "superuser"), open=()),
    Way("through_its_lead", _through_its_lead, ("consultant", "superuser"), open=()),
    Way("delete", lambda case, bid: bid.unlink(), ("superuser",), open=("off",)),
    Way("delete_by_key", delete_forced, ("superuser",), open=("off",)),
    Way(
        "delete_reported_by_key",
        delete_forced,
        ("manager", "superuser"),
        open=(),
        closed=("submitted", "approved", "refused"),
    ),
]


@tagged("post_install", "-at_install")
@clause("W2.A", part="no quotation before the decision")
@bypass_table([*CREATES, *LINKS, *BUTTONS, *HELD, *DECISION])
class TestBidBypass(BidGateCase):
    """One test per way; what a cell shows is told in `tests/bypass.py`."""

    def test_confirming_needs_the_bid_where_quotations_are_not_approved(self):
        """With the quotation's own gate switched off the bid's still stands."""
        self.env["ops.clause.limit"].flush_model()
        bid = self._take_part(self._create_bid())
        order = self._quote(bid)
        self._cancel(bid)
        for values in ({"state": "sent"}, {"state": "sale"}):
            with self.assertRaisesRegex(UserError, r"W2\.[AE]"):
                order.with_user(self.consultant).write(values)
        with self.assertRaisesRegex(UserError, r"cancelled.*W2\.A"):
            order.with_user(self.consultant)._ops_check_bid_write(
                {"state": "sale"}, self.env["ops.bid"]._ops_gated_companies()
            )
