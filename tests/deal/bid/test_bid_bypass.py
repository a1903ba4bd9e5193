"""Every way to a quotation for an undecided or declined bid, in the server: refused (W2.A)."""

from functools import partial

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...bypass import Way as AnyWay
from ...bypass import bypass_table, delete_forced
from ...common import clause
from ..outside.test_quotation_bypass import CONTEXT
from .bid_gate import BidGateCase

# Who makes quotations, and the server itself (portal, website and cron run in superuser mode).
WRITERS = ("consultant", "superuser", "support", "manager", "leader", "gm")
READERS = ("auditor", "purchaser", "rule_admin")
# The plain ways are tried at every stage, the others at two: undecided and declined.
EVERYWHERE = BidGateCase.gate_stages
Way = partial(AnyWay, clause="W2.A", closed=("draft", "refused"))


def _vals(case, **vals):
    return {
        "partner_id": case.customer.id,
        "team_id": case.team.id,
        "user_id": case.consultant.id,
        "order_line": [
            Command.create({"product_id": case.plain.id, "product_uom_qty": 1, "price_unit": 100})
        ],
        **vals,
    }


def _tied(case, bid):
    """Tell whether a quotation answers the bid now, or stands on its opportunity."""
    return case.env["sale.order"].search_count(
        ["|", ("ops_bid_id", "=", bid.id), ("opportunity_id", "=", bid.lead_id.id)]
    )


def _loose(case, bid):
    """Return the quotation that answers nothing, as the role's user works on it."""
    return case.loose.with_env(bid.env)


def _link(case, bid):
    """Return what ties a quotation to the bid, by field."""
    return {"ops_bid_id": bid.id, "opportunity_id": bid.lead_id.id}


# ----------------------------------------------------------------------
# Creating
# ----------------------------------------------------------------------
def _create(field, context=None, **more):
    def call(case, bid):
        orders = bid.env["sale.order"].with_context(**(context or {}))
        orders.create(_vals(case, **{field: _link(case, bid)[field], **more}))

    return call


def _create_both(case, bid):
    bid.env["sale.order"].create(_vals(case, **_link(case, bid)))


def _create_in_a_batch(case, bid):
    bid.env["sale.order"].create([_vals(case), _vals(case, ops_bid_id=bid.id)])


def _create_by_context(field):
    def call(case, bid):
        context = {f"default_{field}": _link(case, bid)[field]}
        bid.env["sale.order"].with_context(**context).create(_vals(case))

    return call


def _create_by_user_default(field):
    def call(case, bid):
        bid.env["ir.default"].set("sale.order", field, _link(case, bid)[field], user_id=True)
        bid.env["sale.order"].create(_vals(case))

    return call


def _create_with_a_foreign_bid(case, bid):
    """Name a bid that takes part, of another opportunity: this one's decision is still missing."""
    other = case._create_bid(lead_id=case.lead.id)
    if case.company.ops_rulebook:
        case._take_part(other)
    bid.env["sale.order"].create(_vals(case, ops_bid_id=other.id, opportunity_id=bid.lead_id.id))


def _create_with_a_bid_without_lead(case, bid):
    other = case._create_bid()
    if case.company.ops_rulebook:
        case._take_part(other)
    bid.env["sale.order"].create(_vals(case, ops_bid_id=other.id, opportunity_id=bid.lead_id.id))


def _form(field):
    def call(case, bid):
        form = Form(bid.env["sale.order"].with_context(**{f"default_{field}": _link(case, bid)[field]}))
        form.partner_id = case.customer
        form.save()

    return call


def _web_save(case, bid):
    bid.env["sale.order"].web_save(_vals(case, ops_bid_id=bid.id), {"name": {}})


def _load(field):
    def call(case, bid):
        result = bid.env["sale.order"].load(
            ["partner_id/.id", f"{field}/.id", "order_line/product_id/.id", "order_line/product_uom_qty"],
            [[str(case.customer.id), str(_link(case, bid)[field]), str(case.plain.id), "1"]],
        )
        if not result["ids"]:
            raise UserError(result["messages"][0]["message"])

    return call


def _name_create(case, bid):
    """A quotation made on the side of the opportunity, through its one2many."""
    bid.lead_id.write({"order_ids": [Command.create(_vals(case))]})


def _through_the_bid(case, bid):
    bid.write({"order_ids": [Command.create(_vals(case))]})


def _through_the_customer(case, bid):
    case.customer.with_env(bid.env).write(
        {"sale_order_ids": [Command.create(_vals(case, ops_bid_id=bid.id))]}
    )


def _through_the_team(case, bid):
    bid.env["crm.lead"].browse(bid.lead_id.id).write(
        {"order_ids": [Command.create(_vals(case)), Command.create(_vals(case))]}
    )


CREATES = [
    Way("create_for_the_bid", _create("ops_bid_id"), WRITERS, _tied, denied=READERS, closed=EVERYWHERE),
    Way("create_on_the_lead", _create("opportunity_id"), WRITERS, _tied, denied=READERS, closed=EVERYWHERE),
    Way("create_for_both", _create_both, ("consultant", "superuser"), _tied),
    Way("create_in_a_batch", _create_in_a_batch, ("consultant", "superuser"), _tied),
    Way("create_with_context_keys", _create("ops_bid_id", CONTEXT), ("consultant", "superuser"), _tied),
    *(
        Way(f"create_by_context_{field}", _create_by_context(field), ("consultant", "superuser"), _tied)
        for field in ("ops_bid_id", "opportunity_id")
    ),
    *(
        Way(f"create_by_user_default_{field}", _create_by_user_default(field), ("consultant",), _tied)
        for field in ("ops_bid_id", "opportunity_id")
    ),
    Way(
        "create_with_a_foreign_bid",
        _create_with_a_foreign_bid,
        ("consultant", "manager", "superuser"),
        open=("off",),
    ),
    Way(
        "create_with_a_bid_without_lead", _create_with_a_bid_without_lead, ("consultant", "superuser"), _tied
    ),
    Way("form_for_the_bid", _form("ops_bid_id"), ("consultant", "support"), _tied),
    Way("form_on_the_lead", _form("opportunity_id"), ("consultant", "support"), _tied),
    Way("web_save_new", _web_save, ("consultant", "manager"), _tied),
    Way("load_for_the_bid", _load("ops_bid_id"), ("consultant", "superuser"), _tied),
    Way("load_on_the_lead", _load("opportunity_id"), ("consultant", "superuser"), _tied),
    Way("create_through_the_lead", _name_create, ("consultant", "superuser"), _tied),
    Way("create_two_through_the_lead", _through_the_team, ("consultant",), _tied),
    Way("create_through_the_bid", _through_the_bid, ("consultant", "superuser"), _tied),
    Way("create_through_the_customer", _through_the_customer, ("leader", "superuser"), _tied),
]


# ----------------------------------------------------------------------
# Linking what is there
# ----------------------------------------------------------------------
def _write(field, **more):
    return lambda case, bid: _loose(case, bid).write({field: _link(case, bid)[field], **more})


def _assign(case, bid):
    _loose(case, bid).ops_bid_id = bid


def _write_in_a_batch(case, bid):
    other = case._create_order()
    (_loose(case, bid) | other.with_env(bid.env)).write({"ops_bid_id": bid.id})


def _link_through_the_lead(case, bid):
    bid.lead_id.write({"order_ids": [Command.link(case.loose.id)]})


def _set_through_the_lead(case, bid):
    bid.lead_id.write({"order_ids": [Command.set(case.loose.ids)]})


def _link_through_the_bid(case, bid):
    bid.write({"order_ids": [Command.link(case.loose.id)]})


def _update_through_the_customer(case, bid):
    case.customer.with_env(bid.env).write(
        {"sale_order_ids": [Command.update(case.loose.id, {"ops_bid_id": bid.id})]}
    )


def _load_update(case, bid):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "order", "model": "sale.order", "res_id": case.loose.id}
    )
    result = bid.env["sale.order"].load(["id", "ops_bid_id/.id"], [["__bypass__.order", str(bid.id)]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _copy(field):
    return lambda case, bid: _loose(case, bid).copy({field: _link(case, bid)[field]})


def _copy_by_context(case, bid):
    order = _loose(case, bid).with_context(default_ops_bid_id=bid.id, default_opportunity_id=bid.lead_id.id)
    # what the original says goes before defaults; the copy of a free quotation stays free
    copy = order.copy({"ops_bid_id": bid.id})
    case.assertEqual(copy.ops_bid_id, bid)


def _link_cancelled_then_revive(case, bid):
    """A cancelled quotation may stand anywhere; as a quotation again it needs its bid."""
    order = _loose(case, bid)
    order.with_env(case.env)._action_cancel()
    order.write({"ops_bid_id": bid.id})
    order.action_draft()


def _revive_at_once(case, bid):
    order = _loose(case, bid)
    order.with_env(case.env)._action_cancel()
    order.write({"ops_bid_id": bid.id, "state": "draft"})


LINKS = [
    Way("write_bid", _write("ops_bid_id"), WRITERS, _tied, denied=READERS, closed=EVERYWHERE),
    Way("write_lead", _write("opportunity_id"), WRITERS, _tied, denied=READERS, closed=EVERYWHERE),
    Way("write_bid_among_others", _write("ops_bid_id", client_order_ref="7"), ("consultant",), _tied),
    Way("assign_bid", _assign, ("consultant", "superuser"), _tied),
    Way("write_in_a_batch", _write_in_a_batch, ("consultant", "superuser"), _tied),
    Way("link_through_the_lead", _link_through_the_lead, ("consultant", "superuser"), _tied),
    Way("set_through_the_lead", _set_through_the_lead, ("consultant",), _tied),
    Way("link_through_the_bid", _link_through_the_bid, ("consultant", "superuser"), _tied),
    Way("update_through_the_customer", _update_through_the_customer, ("leader", "superuser"), _tied),
    Way("load_update", _load_update, ("consultant", "superuser"), _tied),
    Way("copy_bid", _copy("ops_bid_id"), ("consultant", "leader", "superuser"), _tied),
    Way("copy_lead", _copy("opportunity_id"), ("consultant", "superuser"), _tied),
    Way("copy_by_context", _copy_by_context, ("consultant",), _tied),
    Way("revive_a_cancelled_one", _link_cancelled_then_revive, ("consultant", "superuser"), _tied),
    Way("revive_and_link_at_once", _revive_at_once, ("consultant", "superuser"), _tied),
]


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
        _tied,
    ),
    Way("new_quotation_of_the_lead", _open_and_save("lead"), ("consultant", "support", "manager"), _tied),
    Way("new_quotation_by_wizard", _wizard, ("consultant",), _tied),
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
        _loose(case, bid).write(vals)
        case._submit(case.loose)

    return call


def _untie_through_the_lead(case, bid):
    bid.lead_id.write({"order_ids": [Command.unlink(case.loose.id)]})
    case._submit(case.loose)


def _untie_through_the_bid(case, bid):
    bid.write({"order_ids": [Command.clear()]})
    case._submit(case.loose)


def _untie_cancelled(case, bid):
    order = _loose(case, bid)
    order.with_env(case.env)._action_cancel()
    order.write({"ops_bid_id": False, "opportunity_id": False})


def _move_to_another_lead(case, bid):
    _loose(case, bid).opportunity_id = case.lead
    case._submit(case.loose)


def _move_the_bid_away(case, bid):
    """Set the opportunity free by moving its bid; the decider may, where nobody decides."""
    bid.lead_id = case.lead
    bid.env["sale.order"].create(_vals(case, opportunity_id=bid.lead_id.id))


def _submit(case, bid):
    _loose(case, bid).action_ops_submit()


def _confirm(case, bid):
    """With the quotation's own gate switched off the bid's still stands."""
    case.env["ops.clause"].search([("code", "=", "W2.E")]).active = False
    case.env.registry.clear_cache()
    _loose(case, bid).write({"state": "sale"})


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
