"""Nobody meets a raw error: each public action, and each odd value, ends in a result or in a sentence."""

import inspect
from datetime import timedelta

import psycopg2

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..cash.common import CashCase
from ..common import ask_technical
from ..deal.bid_common import BidCase
from ..furniture import ROLES

ODD = {
    "date": ("0001-01-01", "9999-12-31"),
    "datetime": ("0001-01-01 00:00:00", "9999-12-31 23:59:59"),
    "float": (-1.0, 1e15),
    "monetary": (-1.0, 1e13),
    "integer": (-1, 2**31 - 1),
    "char": ("", " ", "x" * 3000),
    "text": ("", "\x0b'\"<b>"),
    "many2one": (False,),
    "one2many": ([Command.clear()],),
    "many2many": ([Command.clear()],),
}


@tagged("post_install", "-at_install")
class TestRawErrors(BidCase, CashCase):
    def _documents(self):
        """Return documents in several states, one deal's and drafts beside."""
        bid, order = (
            self._create_bid(),
            self._create_order(products=[(self.plain, 2, 10), (self.difficult, 1, 9)]),
        )
        ask_technical(order, self.consultant)
        running = self._run(deliver=False)
        draft_contract = self._create_contract(self._approve(self._create_order()))
        now = fields.Datetime.now()
        trip = self.env["ops.trip"].with_user(self.consultant)
        day = {"date_start": now + timedelta(hours=1), "date_end": now + timedelta(days=1)}
        report = self.env["ops.work.report"].with_user(self.manager)
        release = self.env["ops.release"].with_user(self.support)
        receipt = self.env["ops.receipt"].with_user(self.support)
        return [
            bid,
            trip.create({"place": "Nanjing", "purpose": "Contract", **day}),
            report.create({"kind": "problem", "title": "Late goods", "text": "Two orders wait"}),
            self.env["ops.proposal"].with_user(self.consultant).create({"text": "Better boxes"}),
            order,
            running,
            running.sudo().ops_contract_id,
            draft_contract,
            release.create({"order_id": running.id, "line_ids": running.sudo()._ops_prepare_release_lines()}),
            receipt.create({"partner_id": self.customer.id, "amount": 5}),
            self.env["ops.help.request"].sudo().search([("order_id", "=", order.id)], limit=1),
            self.env["ops.obligation"].sudo().search([("state", "in", ("open", "late"))], limit=1),
            self.env["ops.contract.article"].sudo().search([], limit=1),
        ]

    def _attempt(self, what, act):
        """Do it and take it back; remember what is no sentence."""
        try:
            with self.env.cr.savepoint() as savepoint:
                act()
                self.env.flush_all()
                savepoint.rollback()
        except (UserError, psycopg2.IntegrityError):
            pass  # what a constraint of the database refuses, the client is told in its sentence
        except Exception as error:
            message = str(error).splitlines()[0] if str(error) else ""
            self.raw.setdefault(f"{type(error).__name__}: {message}", what)
        self.env.invalidate_all()

    def _assert_no_raw_error(self):
        self.assertFalse(self.raw, "\n".join(f"{what}: {error}" for error, what in self.raw.items()))

    def setUp(self):
        super().setUp()
        self.raw = {}

    def test_every_public_action_as_every_role(self):
        documents = self._documents()
        for record in documents:
            for name in dir(type(record)):
                if not name.startswith("action_") or not self._is_ours(record, name):
                    continue
                method = getattr(type(record), name)
                if any(
                    parameter.default is parameter.empty
                    and parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
                    for parameter in list(inspect.signature(method).parameters.values())[1:]
                ):
                    continue
                for role in ROLES:
                    user = getattr(self, role)
                    self._attempt(
                        f"{record._name}.{name} as {role}",
                        lambda record=record, user=user, name=name: self._press(record.with_user(user), name),
                    )
        self._assert_no_raw_error()

    def _press(self, record, name):
        """Press a button; where it opens a new document, fill in its form and save it, as the client does."""
        action = getattr(record, name)()
        model = isinstance(action, dict) and action.get("res_model")
        if model and not action.get("res_id") and isinstance(action.get("context", {}), dict):
            new = record.env[model].with_context(**(action.get("context") or {}))
            shown = {name: {} for name in ("display_name", "company_id") if name in new._fields}
            new.onchange({}, [], shown)
            new.create({})

    def _is_ours(self, record, name):
        owner = next(cls for cls in type(record).__mro__ if name in cls.__dict__)
        return (getattr(owner, "_module", None) or "").startswith("ops_dept")

    def test_odd_values_in_every_field(self):
        for record in self._documents():
            if record._name == "sale.order":
                continue
            for name, field in record._fields.items():
                if field.readonly or name in models.MAGIC_COLUMNS:
                    continue
                for value in ODD.get(field.type, ()):
                    for role in ("consultant", "support", "manager", "purchaser", "accountant"):
                        user = getattr(self, role)
                        self._attempt(
                            f"{record._name}.{name} = {str(value)[:20]!r} as {role}",
                            lambda record=record, user=user, name=name, value=value: record.with_user(
                                user
                            ).write({name: value}),
                        )
        self._assert_no_raw_error()

    def test_a_bid_received_in_the_year_one(self):
        for day in ("0001-01-01 00:00:00", "1899-12-31 00:00:00", "9999-12-31 23:59:59"):
            with self.assertRaisesRegex(
                UserError, r"Enter a day between 1990 and 2100 \(W2\.A\)|later than now"
            ):
                self._create_bid(date_received=day)
        bid = self._create_bid()
        with self.assertRaisesRegex(UserError, r"Received.*0001-01-01"):
            bid.with_user(self.consultant).date_received = "0001-01-01 00:00:00"
