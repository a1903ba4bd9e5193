"""Every way to the money of a paper: refused before finance signed for it and confirmed its receipt (R12)."""

from datetime import datetime
from functools import partial

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table, delete_forced
from ...common import PIXEL, clause
from ..instrument_common import MORNING, InstrumentCase

way = partial(Way, clause="R12", roles=("accountant",), open=("approved",))
TABLES = (
    "ops_instrument",
    "ops_custody",
    "ops_custody_move",
    "ops_receipt",
    "account_move",
    "account_move_line",
    "account_payment",
    "account_partial_reconcile",
    "ops_log",
)
OTHERS = ("support", "consultant", "manager", "leader", "auditor", "purchaser", "superuser")


def _has_moved(case, paper):
    return paper.state not in ("received", "handed")


def _load_state(case, paper):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "paper", "model": "ops.instrument", "res_id": paper.id}
    )
    result = paper.env["ops.instrument"].load(["id", "state"], [["__bypass__.paper", "deposited"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _create_past(case, paper, **context):
    paper.env["ops.instrument"].with_context(**context).create(
        {
            "kind": "cheque",
            "number": "NEW 1",
            "bank": "B",
            "partner_id": case.customer.id,
            "amount": 5,
            "date_issue": "2026-01-01",
            **({} if context else {"state": "handed"}),
        }
    )


def _stamp(name, value):
    def call(case, paper):
        paper.write({name: value(case) if callable(value) else value})

    return call


WAYS = [
    way("deposit", lambda case, paper: paper.action_deposit(case.bank.id), done=_has_moved, denied=OTHERS),
    way("endorse", lambda case, paper: paper.action_endorse(case.vendor.id), done=_has_moved, denied=OTHERS),
    way(
        "discount", lambda case, paper: paper.action_discount(case.bank.id, 5), done=_has_moved, denied=OTHERS
    ),
    way(
        "clear", lambda case, paper: paper.action_clear(), open=(), closed=("received", "handed", "approved")
    ),
    way(
        "write_state",
        lambda case, paper: paper.write({"state": "deposited"}),
        roles=("accountant", "support", "superuser"),
        open=(),
    ),
    way("load_state", _load_state, roles=("accountant", "support"), open=()),
    way("write_cleared", lambda case, paper: paper.write({"state": "cleared"}), open=()),
    way("create_past", _create_past, roles=("accountant", "support", "superuser"), open=()),
    way(
        "create_by_context",
        partial(_create_past, default_state="handed"),
        roles=("accountant", "support", "superuser"),
        open=(),
    ),
    way(
        "hand_by_hand",
        lambda case, paper: paper.write({"state": "handed"}),
        roles=("accountant", "support", "leader"),
        open=(),
    ),
    way(
        "stamp_bank",
        _stamp("bank_journal_id", lambda case: case.bank.id),
        roles=("accountant", "support"),
        open=(),
    ),
    way("stamp_entered", _stamp("date_entered", "2026-01-01"), roles=("accountant", "support"), open=()),
    way("late_no_more", _stamp("is_late", True), roles=("accountant", "support"), open=()),
    way("day_received", _stamp("date_received", "2026-01-30"), roles=("accountant", "support"), open=()),
    way("delete", lambda case, paper: paper.unlink(), roles=("superuser",), open=()),
    way("delete_forced", delete_forced, roles=("superuser",), open=()),
]


@tagged("post_install", "-at_install")
@freeze_time(MORNING)
@clause("R12", part="ways around")
@bypass_table(WAYS)
class TestInstrumentBypass(GateCase, InstrumentCase):
    gate_stages = ("received", "handed")
    gate_tables = TABLES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.numbers = iter(range(1000, 9999))

    def _gate_document(self, stage):
        paper = self._paper(number=f"N{next(self.numbers)}")
        if stage != "received":
            self._hand(paper)
        if stage == "approved":
            self._confirm_receipt(self._enter_receipt(paper))
        return paper


@tagged("post_install", "-at_install")
@freeze_time(datetime(2026, 2, 2, 2, 0))
class TestBehindThePaper(InstrumentCase):
    """What was posted of a paper is not taken out of the books behind it."""

    @clause("R12")
    def test_its_entry_is_not_undone_by_core(self):
        self._create_posted_invoice()
        paper = self._paper()
        self._book(paper)
        finance = self._as_finance(paper)
        finance.action_deposit(self.bank.id)
        finance.action_clear()
        entry = paper.sudo().entry_id.with_user(self.accountant)
        for act in ("button_draft", "button_cancel", "_reverse_moves"):
            with (
                self.subTest(act),
                self.assertRaisesRegex(UserError, "bounced.*R12"),
                self.env.cr.savepoint(),
            ):
                getattr(entry, act)()
        payment = paper.sudo().receipt_id.payment_id.with_user(self.accountant)
        with self.assertRaisesRegex(UserError, "W5.C"), self.env.cr.savepoint():
            payment.action_cancel()
        finance.action_bounce("not covered")
        self.assertEqual(paper.receipt_id.state, "reversed")

    @clause("R12")
    def test_other_money_is_not_booked_as_a_paper(self):
        receipt = self._submit_receipt(self._create_receipt(amount=10, payer_reference="T1"))
        self.assertNotIn(receipt.journal_id, self.company._ops_instrument_journals())
        receipt.with_user(self.accountant).journal_id = self.journals["cheque"]
        with self.assertRaisesRegex(UserError, "cheques and bills only.*R12"):
            receipt.with_user(self.accountant).action_ops_approve()

    @clause("R12")
    def test_the_customer_takes_it_back_from_who_has_it(self):
        paper = self._paper()
        for user in (self.consultant, self.accountant):
            with self.subTest(user=user.login), self.assertRaises(UserError), self.env.cr.savepoint():
                paper.with_user(user).action_give_back(PIXEL, "Mr Wu")
        paper.with_user(self.support).action_give_back(PIXEL, "Mr Wu")
        with self.assertRaises(UserError):
            paper.with_user(self.support).action_give_back(PIXEL, "Mr Wu")
