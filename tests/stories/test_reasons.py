"""Whatever is done with a reason only: asked by one form, done by the declared method as the person."""

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import html2plaintext

from ..bypass import GateCase
from ..cash.common import CashCase
from ..cash.receipt_common import ReceiptCase
from ..common import about
from ..deal.bid_common import BidCase
from ..deal.deviation.common import DeviationCase
from .cases import make_case, make_loss, make_paper_case, make_violation

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SOON = (fields.Datetime.now() + timedelta(days=2)).replace(microsecond=0)
CHOSEN = (("choice", "customer"),)
PHOTO = base64.b64encode(b"a photo").decode()


@dataclass(frozen=True)
class Asked:
    """One thing that is done with a reason.

    :param what: as its model declares it
    :param make: `make(case)` returns the documents that it is about, as superuser
    :param may: the role that does it
    :param may_not: a role that reads the documents and is refused
    :param done: `done(documents)` tells what the reason became
    :param answer: what else the form asks for, as (field, value), or `answer(case)` that returns them
    """

    what: str
    make: Any
    may: str
    may_not: str
    done: Any
    answer: Any = ()

    def answered(self, case):
        """Return what else is typed, as (field, value)."""
        return self.answer(case) if callable(self.answer) else self.answer

    def vals(self, case):
        """Return what else is typed, as values of the form."""
        return {
            field: [Command.set(value.ids)] if isinstance(value, models.BaseModel) else value
            for field, value in self.answered(case)
        }


def _reviews(case):
    return case._submit(case._create_order()).sudo().review_ids


def _order(case):
    return case._submit(case._create_order())


def _deviations(case):
    order = case._negotiated()
    order.order_line[0].price_unit = 95
    return case._deviations(order, "open")


def _contract(case):
    return case._create_contract(case._approve(case._create_order())).sudo()


def _move(case):
    line = {"product_id": case.plain.id, "quantity": 1, "price_unit": 100, "tax_ids": []}
    return case.env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": case.customer.id,
            "invoice_line_ids": [(0, 0, line)],
        }
    )


def _visit(state="planned"):
    """Return what makes a visit of the consultant that stands at a state."""

    def make(case):
        visit = case.env["ops.visit"].create({"partner_id": case.customer.id, "user_id": case.consultant.id})
        if state != "planned":
            mine = visit.with_user(case.consultant)
            mine.action_register_times(visit.create_date - HOUR, visit.create_date - HOUR)
            mine.write({"result": "no", "talk": "Not now", "no_next": "no_need"})
            mine.action_report()
        if state == "reviewed":
            visit.with_user(case.manager).action_review()
        return visit

    return make


def _target(case):
    target = (
        case.env["ops.target"]
        .with_user(case.manager)
        .create({"date_from": "2026-03-01", "value": 9, "user_id": case.consultant.id})
    )
    target.action_publish()
    return target.sudo()


def _ticket(case):
    """Return a service case that the manager confirmed."""
    tickets = case.env["helpdesk.ticket"].with_user(case.support)
    ticket = tickets.create(
        {
            "name": "Leaks",
            "description": "<p>It leaks.</p>",
            "partner_id": case.customer.id,
            "ops_salesman_id": case.consultant.id,
            "ops_process": "after_sales",
        }
    )
    ticket.action_ops_submit()
    ticket.with_user(case.manager).action_ops_approve()
    return ticket.sudo()


def _solved_ticket(case):
    ticket = _ticket(case).with_user(case.technician)
    ticket.action_ops_take_up()
    ticket.write({"ops_dispatch": "no", "ops_dispatch_reason": "By phone", "ops_result": "Tightened"})
    ticket.action_ops_solve()
    return ticket.sudo()


def _work_plan(case):
    plans = case.env["ops.work.plan"].with_user(case.consultant)
    plan = plans.create({"goals": "Halls"})
    plan.action_submit()
    plan.with_user(case.manager).action_ops_approve()
    return plan.sudo()


def _meeting(case):
    """Return a weekly meeting that is still to come, on the day to which it is moved."""
    return case.env["ops.meeting"].create(
        {
            "kind": "weekly",
            "team_id": case.team.id,
            "chair_id": case.manager.id,
            "date_start": SOON - timedelta(minutes=30),
        }
    )


def _trip(case):
    """Return an approved trip of the consultant, which becomes a day longer."""
    trip = (
        case.env["ops.trip"]
        .with_user(case.consultant)
        .create({"place": "Ningbo", "purpose": "Bearings", "date_start": SOON - DAY, "date_end": SOON})
    )
    trip.action_submit()
    trip.with_user(case.manager).action_ops_approve()
    return trip.sudo()


def _last_word(visit):
    return html2plaintext(visit.message_ids[:1].body)


def _receipt(case):
    receipt = case._create_receipt([(case._create_posted_invoice(), 1000)])
    case._confirm_receipt(receipt)
    return receipt.sudo()


def _deposited_cheque(case):
    cheque = (
        case.env["ops.instrument"]
        .with_user(case.support)
        .create(
            {
                "kind": "cheque",
                "number": "CH 1",
                "bank": "ICBC",
                "partner_id": case.customer.id,
                "amount": 100,
                "date_issue": case.company._ops_today(),
            }
        )
    )
    cheque.sudo()._stamp({"state": "deposited"})
    return cheque.sudo()


def _arrival(case):
    """Return an arrival that support confirmed by hand."""
    order = case._confirm(case._create_order(products=[(case._create_product("Gearbox", 700), 5, 700)]))
    vals = {"order_line_id": order.order_line.id, "quantity": 5, "reason": "consignment"}
    return case.env["ops.arrival"].with_user(case.support).create(vals).sudo()


def _handed_note(case):
    """Return a release whose signed note waits for support."""
    release = case._run().sudo().ops_release_ids
    clerk = release.with_user(case.clerk)
    clerk.write({"note_signed_by": "Mr Wang", "note_signature": PHOTO})
    clerk.action_hand_in_note()
    return release


def _original(case):
    """Return an original that was handed to the office."""
    vals = {"kind": "list", "title": "Parts", "partner_id": case.customer.id}
    original = case.env["ops.custody"].with_user(case.support).create(vals)
    original.action_give(case.clerk.id, PHOTO)
    return original.sudo()


def _lost(case):
    original = _original(case)
    original.with_user(case.support).action_lose("Nobody finds it")
    return original


def _customer(case):
    case.customer.user_id = case.consultant
    return case.env["ops.customer"]._get_of(case.customer)


def _others_customer(case):
    case.customer.user_id = case.consultant
    return case.customer


def _take_over(documents):
    """What was asked of the head, without who and whom it is about."""
    kind = documents.env.ref("ops_dept.ops_question_kind_take_over")
    asked = documents.env["ops.question"].sudo().search([("kind_id", "=", kind.id)], limit=1)
    return asked.question.split(": ", 1)[1]


def _report(case):
    report = case.env["ops.work.report"].with_user(case.consultant)
    report = report.create({"kind": "problem", "title": "Late goods", "text": "Two orders wait"})
    report.action_hand_in()
    return report.sudo()


def _obligation(case):
    bid = case._create_bid()
    return case.env["ops.obligation"].search([("res_model", "=", "ops.bid"), ("res_id", "=", bid.id)])


def _own_duty(case):
    role = case.env.ref("ops_dept.ops_dept_group_consultant")
    vals = {"text": "The shop is tidied", "role_ids": [(6, 0, role.ids)], "duty_period": "year"}
    clause = case.env["ops.clause"].with_user(case.rule_admin).create(vals)
    opened = case.env["ops.obligation"]._open_periods(case.company)
    return opened.filtered(lambda o: o.clause_id == clause and o.owner_id == case.consultant)


def _given_work(case):
    vals = {"kind": "work", "user_id": case.consultant.id, "summary": "Collect the notes"}
    case.env["ops.work.give"].with_user(case.manager).create(vals).action_give()
    return case.env["mail.activity"].search([("ops_is_given", "=", True)], order="id desc", limit=1)


def _consultation(case):
    return case._take_part(case._create_bid(kind="consultation")).sudo()


def _missed(documents):
    about = [("res_model", "in", ("crm.lead", "ops.bid"))]
    return documents.env["ops.violation"].search(about, order="id desc", limit=1).description


def _question(case):
    """What the consultant asks technical about his order."""
    order = case._create_order()
    return (
        case.env["ops.question"]
        .with_user(case.consultant)
        .create(
            {
                "kind_id": case.env.ref("ops_dept.ops_question_kind_help").id,
                "res_model": order._name,
                "res_id": order.id,
                "post": "technical",
                "question": "Which seal does it need?",
            }
        )
        .sudo()
    )


def _at(step):
    return lambda case: make_case(case, step)


def _paper(step):
    return lambda case: make_paper_case(case, step)


def _late_obligation(case):
    """What was done late, under a clause that asks why."""
    obligation = _obligation(case).sudo()
    obligation._meet()
    obligation.late_state = "asked"
    return obligation


ROWS = {
    "tier.review": (
        Asked("approve", _reviews, "manager", "support", lambda reviews: reviews.comment),
        Asked("refuse", _reviews, "manager", "support", lambda reviews: reviews.comment),
    ),
    "sale.order": (
        Asked("approve", _order, "manager", "support", lambda order: order.review_ids.comment),
        Asked("refuse", _order, "manager", "support", lambda order: order.review_ids.comment),
    ),
    "ops.contract.deviation": (
        Asked("confirm", _deviations, "manager", "support", lambda found: found.comment),
        Asked("refuse", _deviations, "manager", "support", lambda found: found.refusal_reason),
    ),
    "ops.contract": (
        Asked("cancel", _contract, "support", "technician", lambda contract: contract.end_reason),
        Asked(
            "void",
            _contract,
            "support",
            "consultant",
            lambda contract: contract.form_returned and contract.end_reason,
            answer=(("form_returned", True),),
        ),
    ),
    "ops.bid": (
        Asked(
            "cancel",
            lambda case: case._create_bid().sudo(),
            "manager",
            "consultant",
            lambda b: b.result_reason,
        ),
        Asked(
            "miss",
            lambda case: case._create_bid().sudo(),
            "consultant",
            "support",
            _missed,
            answer=(("estimated_amount", 1000),),
        ),
        Asked(
            "invite",
            lambda case: case._create_bid().sudo(),
            "manager",
            "consultant",
            lambda bid: bid._find_opinions().question,
            answer=lambda case: (("adviser_ids", case.technician),),
        ),
        Asked("answer", _consultation, "consultant", "leader", lambda bid: bid.customer_answer),
    ),
    "crm.lead": (
        Asked(
            "miss",
            lambda case: case.lead.sudo(),
            "consultant",
            "support",
            _missed,
            answer=(("estimated_amount", 1000),),
        ),
    ),
    "account.move": (
        Asked("post_exception", _move, "accountant", "leader", lambda move: move.ops_exception_reason),
    ),
    "ops.work.report": (Asked("give_back", _report, "manager", "consultant", lambda r: r.return_reason),),
    "ops.custody": (
        Asked("refuse", _original, "clerk", "auditor", lambda o: o.move_ids[-1].reason),
        Asked("lose", _original, "support", "auditor", lambda o: o.lost_reason),
        Asked("find", _lost, "support", "auditor", lambda o: o.found_note),
    ),
    "ops.release": (
        Asked("return_note", _handed_note, "support", "manager", lambda r: r.note_return_reason),
    ),
    "ops.arrival": (
        Asked("withdraw_arrival", _arrival, "support", "consultant", lambda a: a.withdrawn_reason),
    ),
    "ops.receipt": (Asked("reverse", _receipt, "accountant", "support", lambda r: r.reverse_reason),),
    "ops.instrument": (
        Asked("bounce", _deposited_cheque, "accountant", "support", lambda c: c.bounce_reason),
    ),
    "ops.customer": (Asked("situation", _customer, "consultant", "auditor", lambda c: c.situation),),
    "res.partner": (Asked("take_over", _others_customer, "colleague", "technician", _take_over),),
    "ops.violation": (
        Asked("comment", make_violation, "consultant", "manager", lambda v: v.comment),
        Asked("dismiss", make_violation, "manager", "consultant", lambda v: v.dismiss_reason),
    ),
    "ops.penalty": (
        Asked("answer", make_case, "consultant", "manager", lambda p: p.answer),
        Asked("answer_paper", _paper("proposed"), "manager", "auditor", lambda p: p.answer),
        Asked("appeal_paper", _paper("notified"), "manager", "auditor", lambda p: p.appeal),
        Asked("dismiss", make_case, "leader", "manager", lambda p: p.dismiss_reason),
        Asked("sign", _at("decided"), "manager", "consultant", lambda p: p.signed_note),
        Asked("refuse_sign", _at("decided"), "manager", "consultant", lambda p: p.witness),
        Asked("appeal", _at("notified"), "consultant", "manager", lambda p: p.appeal),
        Asked(
            "settle_portion",
            make_loss,
            "leader",
            "manager",
            lambda p: p.portion_ids.note,
            answer=(("amount", 100),),
        ),
        Asked("uphold", _at("appealed"), "gm", "leader", lambda p: p.appeal_answer),
        Asked("repeal", _at("appealed"), "gm", "leader", lambda p: p.appeal_answer),
    ),
    "ops.question": (
        Asked("answer", _question, "technician", "consultant", lambda q: q.answer),
        Asked(
            "pass_on",
            _question,
            "technician",
            "consultant",
            lambda q: q.reason,
            answer=(("post", "purchasing"),),
        ),
        Asked("withdraw", _question, "consultant", "technician", lambda q: q.reason),
    ),
    "mail.activity": (
        Asked("finish", _given_work, "consultant", "manager", lambda a: a.feedback),
        Asked("end", _given_work, "manager", "consultant", lambda a: a.ops_end_reason),
    ),
    "ops.visit": (
        Asked(
            "cancel",
            _visit(),
            "consultant",
            "auditor",
            lambda v: html2plaintext(v.message_ids[:1].body),
            CHOSEN,
        ),
        Asked("review", _visit("reported"), "manager", "consultant", lambda v: v.review_note),
        Asked("correct", _visit("reviewed"), "consultant", "manager", lambda v: v.correction_reason),
    ),
    "helpdesk.ticket": (
        Asked("wait", _ticket, "technician", "auditor", lambda t: t.ops_waiting_for_word),
        Asked("withdraw", _ticket, "support", "technician", lambda t: t.ops_end_reason),
        Asked(
            "escalate",
            _ticket,
            "consultant",
            "technician",
            lambda t: t._ops_get_steps().question.split("\n")[0],
            answer=(("tried", "A new seal"),),
        ),
        Asked("reopen", _solved_ticket, "consultant", "technician", lambda t: t.ops_reopen_reason),
    ),
    "ops.target": (
        Asked(
            "take_back", _target, "manager", "consultant", lambda t: html2plaintext(t.message_ids[:1].body)
        ),
    ),
    "ops.work.plan": (
        Asked(
            "reopen", _work_plan, "consultant", "auditor", lambda p: html2plaintext(p.message_ids[:1].body)
        ),
    ),
    "ops.meeting": (
        Asked("move", _meeting, "manager", "consultant", lambda m: m.move_reason, (("date", SOON),)),
    ),
    "ops.trip": (
        Asked(
            "change",
            _trip,
            "consultant",
            "auditor",
            lambda trip: html2plaintext(trip.message_ids[:1].body).partition(". ")[2].strip(),
            (("date_end", SOON + DAY),),
        ),
    ),
    "ops.obligation": (
        Asked("waive", _obligation, "manager", "consultant", lambda o: o.waive_reason),
        Asked("late", _late_obligation, "consultant", "manager", lambda o: o.late_reason),
        Asked("refuse_late", _late_obligation, "manager", "consultant", lambda o: o.late_answer),
        Asked("prove", _own_duty, "consultant", "manager", lambda o: o.proof_note, (("file", PHOTO),)),
    ),
}
# Every document behind a gate declares the same two.
DECISIONS = {"approve", "refuse"}
TABLES = (
    "account_move",
    "account_payment",
    "helpdesk_ticket",
    "mail_activity",
    "mail_message",
    "ops_bid",
    "ops_bid_adviser_rel",
    "ops_bid_invite",
    "ops_case_escalate",
    "ops_contract",
    "ops_contract_deviation",
    "ops_contract_void",
    "ops_missed_order",
    "ops_instrument",
    "ops_log",
    "ops_meeting",
    "ops_obligation",
    "ops_penalty",
    "ops_penalty_portion",
    "ops_penalty_settle",
    "ops_question",
    "ops_question_answer",
    "ops_question_pass_on",
    "ops_reason",
    "ops_receipt",
    "ops_release",
    "ops_violation",
    "ops_target",
    "ops_trip",
    "ops_trip_change",
    "ops_visit",
    "ops_work_plan",
    "ops_visit_cancel",
    "sale_order",
    "tier_review",
)


@tagged("post_install", "-at_install")
class TestReasons(GateCase, BidCase, DeviationCase, CashCase, ReceiptCase):
    gate_tables = TABLES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = new_test_user(cls.env, "ops_stranger", groups="base.group_user")
        cls.buyer = new_test_user(cls.env, "ops_reason_buyer", groups="base.group_portal")

    def test_each_reason_that_is_declared_is_tried_here(self):
        tried = {(name, row.what) for name, row in self._rows()}
        for name in self.registry.descendants(["ops.reasoned"], "_inherit"):
            model = self.registry[name]
            gated = isinstance(self.env[name], self.registry["ops.gated"])
            for cls in model.__mro__ if not model._abstract else ():
                for what in vars(cls).get("_reasons", ()):
                    if not (gated and what in DECISIONS):
                        self.assertIn((name, what), tried)

    def test_no_reason_is_declared_twice(self):
        for name in ROWS:
            declared = [what for cls in self.registry[name].__mro__ for what in vars(cls).get("_reasons", ())]
            self.assertEqual(len(declared), len(set(declared)), name)

    def test_what_is_declared_names_public_methods_and_forms(self):
        for name, rows in ROWS.items():
            for row in rows:
                asked = self.env[name]._get_reason(row.what)
                self.assertRegex(asked.action, "^action_")
                self.assertTrue(callable(getattr(self.env[name], asked.action)))
                self.assertIsInstance(self.env[asked.form], self.registry["ops.reason"])
                self.assertLessEqual(set(asked.shown), set(self.env[name]._fields))

    def test_who_may_does_it_with_the_reason_and_is_shown_what_it_is_about(self):
        for name, row in self._rows():
            with self.subTest(f"{name}: {row.what}"), self._undone():
                documents = row.make(self)
                user = getattr(self, row.may)
                action = documents.with_user(user)._ask_reason(row.what)
                form = Form(self.env[action["res_model"]].with_user(user).with_context(**action["context"]))
                form.reason = "  The customer asked for it.  "
                for field, value in row.answered(self):
                    if isinstance(value, models.BaseModel):
                        for record in value:
                            form[field].add(record)
                    else:
                        form[field] = value
                self.assertIn(documents[:1].with_user(user).display_name, form.about)
                self.assertTrue(form.follows and form.button and action["name"])
                form.save().action_confirm()
                self.assertEqual(row.done(documents), "The customer asked for it.")

    def test_who_may_not_changes_nothing(self):
        for name, row in self._rows():
            with self.subTest(f"{name}: {row.what}"), self._undone():
                documents = row.make(self)
                user = getattr(self, row.may_not)
                self.assertTrue(documents.with_user(user).has_access("read"))
                self._assert_refused(documents, user, row)
                self._assert_refused(documents, user, row, su=True)

    def test_nobody_does_anything_about_what_he_may_not_read(self):
        for name, row in self._rows():
            with self.subTest(f"{name}: {row.what}"), self._undone():
                documents = row.make(self)
                self._assert_refused(documents, self.stranger, row, AccessError)
                self._assert_refused(documents, self.stranger, row, AccessError, su=True)
                self._assert_refused(documents, self.buyer, row, AccessError)

    def test_a_reason_that_says_nothing_changes_nothing(self):
        for name, row in self._rows():
            with self.subTest(f"{name}: {row.what}"), self._undone():
                documents = row.make(self)
                if documents._get_reason(row.what).lacking:
                    for reason in (False, "", " \n "):
                        self._assert_refused(documents, getattr(self, row.may), row, reason=reason)

    def test_methods_that_are_not_declared_are_not_called(self):
        for name, row in self._rows():
            with self.subTest(f"{name}: {row.what}"), self._undone():
                documents = row.make(self)
                asked = documents._get_reason(row.what)
                for what in ("unlink", asked.action, "_reasons", "__class__", "", "action_confirm"):
                    self._assert_refused(documents, getattr(self, row.may), row, what=what)

    def test_ids_that_are_none_are_refused(self):
        for name, row in self._rows():
            with self.subTest(f"{name}: {row.what}"), self._undone():
                documents = row.make(self)
                gone = [*documents.ids, max(self.env[name].search([]).ids) + 1000]
                for ids in (gone, [], "all", {"id": documents.ids}, [str(documents[:1].id)], None):
                    self._assert_refused(documents, getattr(self, row.may), row, res_ids=ids)

    def test_models_that_declare_nothing_are_refused(self):
        partner = self.customer
        for model in ("res.partner", "no.model", "ops.reasoned", "ops.log"):
            vals = {"res_model": model, "res_ids": partner.ids, "what": "unlink", "reason": "because"}
            with self.subTest(model), self.assertRaises(UserError), self.env.cr.savepoint():
                self.env["ops.reason"].with_user(self.manager).create(vals).action_confirm()

    def test_a_form_answers_only_what_is_asked_by_it(self):
        order = _order(self)
        vals = {**about(order, "refuse"), "reason": "too cheap", "form_returned": True}
        with self.assertRaises(UserError):
            self.env["ops.contract.void"].with_user(self.manager).create(vals).action_confirm()
        contract = _contract(self)
        vals = {**about(contract, "void"), "reason": "misprinted"}
        with self.assertRaises(UserError):
            self.env["ops.reason"].with_user(self.support).create(vals).action_confirm()

    def test_what_somebody_is_about_to_say_is_his_own(self):
        vals = {**about(_order(self), "refuse"), "reason": "too cheap"}
        form = self.env["ops.reason"].with_user(self.manager).create(vals)
        for user in (self.leader, self.support, self.auditor):
            self.assertFalse(form.with_user(user).has_access("read"), user.name)

    def test_defaults_of_the_form_reach_no_other_record(self):
        order = _order(self).with_user(self.manager)
        action = order._ask_reason("refuse")
        form = self.env["ops.reason"].with_user(self.manager).with_context(**action["context"])
        documents = form.create({"reason": "too cheap"})._get_documents()
        self.assertFalse([key for key in documents.env.context if key.startswith("default_")])

    def _rows(self):
        return [(name, row) for name, rows in ROWS.items() for row in rows]

    def _assert_refused(self, documents, user, row, error=UserError, su=False, **vals):
        """Fill in the form as a program could, confirm, and compare the database before and after."""
        before = self._everything()
        form = self.env[documents._get_reason(row.what).form].with_user(user).sudo(su)
        vals = {**about(documents, row.what), "reason": "because", **row.vals(self), **vals}
        with self.assertRaises(error, msg=vals), self.env.cr.savepoint():
            form.create(vals).action_confirm()
            self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._everything(), before)
