"""What a customer signed in the portal stays, by whomever and by whatever way it is touched (W2.E)."""

import base64
import contextlib
import io

from PIL import Image

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...common import clause
from ..quotation_gate import QuotationGateCase

WRITERS = ("consultant", "support", "manager", "leader", "superuser")
# What any client may send to get past a guard.
CONTEXTS = ({}, {"bin_size": True, "_force_unlink": True, "install_mode": True})


def _picture(colour):
    content = io.BytesIO()
    Image.new("RGB", (20, 20), colour).save(content, "PNG")
    return base64.b64encode(content.getvalue())


SIGNATURE, OTHER = _picture("black"), _picture("red")
ON_THE_ORDER = [
    ("emptied", {"signature": False}),
    ("replaced", {"signature": OTHER}),
    ("another name", {"signed_by": "Somebody else"}),
    ("another day", {"signed_on": "2020-01-01 00:00:00"}),
    ("all three", {"signature": False, "signed_by": False, "signed_on": False}),
    ("along with other words", {"signature": False, "client_order_ref": "PO 7"}),
]
ON_THE_FILE = [
    ("content", {"datas": OTHER}),
    ("emptied", {"raw": b""}),
    ("field", {"res_field": "image_1920"}),
    ("order", {"res_id": 1}),
    ("model", {"res_model": "res.partner"}),
    ("no document", {"res_model": False, "res_id": 0}),
    ("name", {"name": "x.png"}),
    ("address", {"type": "url", "url": "https://example.com/x.png"}),
    ("no evidence", {"ops_is_evidence": False}),
]


@tagged("post_install", "-at_install")
@clause("W2.E", part="the customer's signature")
class TestSignatureEvidence(HttpCase, QuotationGateCase):
    def _sign(self, order):
        """Sign as the customer does in the portal."""
        order = order.sudo()
        order._portal_ensure_token()
        answer = self.url_open(
            f"/my/orders/{order.id}/accept",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "access_token": order.access_token,
                    "name": "Buyer",
                    "signature": SIGNATURE.decode(),
                },
            },
        ).json()
        self.env.invalidate_all()
        return answer["result"]

    def _signed(self):
        order = self._gate_document("approved")
        self.assertNotIn("error", self._sign(order))
        self.assertEqual((order.signed_by, order.signature), ("Buyer", SIGNATURE))
        return order

    def _picture_of(self, order):
        return self.env["ir.attachment"].search(
            [
                ("res_model", "=", "sale.order"),
                ("res_id", "=", order.id),
                ("res_field", "in", ("signature", False)),
                ("mimetype", "=", "image/png"),
            ]
        )

    @contextlib.contextmanager
    def _assert_refused(self, name):
        with self.assertRaises(UserError, msg=name), self.env.cr.savepoint():
            yield
            self.env.flush_all()

    def _try_file(self, picture):
        """Let everybody try everything on a file that is evidence; nothing of it changes."""
        before = (picture.raw, picture.res_model, picture.res_id, picture.res_field, picture.name)
        for role in WRITERS:
            mine = self._gate_as(picture, role)
            for context in CONTEXTS:
                for name, vals in ON_THE_FILE:
                    with self._assert_refused((role, name)):
                        mine.with_context(**context).write(vals)
                with self._assert_refused((role, "deleted")):
                    mine.with_context(**context).unlink()
        self.env.invalidate_all()
        after = (picture.raw, picture.res_model, picture.res_id, picture.res_field, picture.name)
        self.assertEqual(after, before)

    def test_signature_on_the_order(self):
        order = self._signed()
        for stage in ("approved", "approval ended"):
            for role in WRITERS:
                mine = self._gate_as(order, role)
                for context in CONTEXTS:
                    for name, vals in ON_THE_ORDER:
                        with self.assertRaisesRegex(UserError, r"W2\.E", msg=(stage, role, name)):
                            mine.with_context(**context).write(vals)
            self._try_file(self._picture_of(order))
            self.assertEqual((order.signed_by, order.signature), ("Buyer", SIGNATURE), stage)
            order.with_user(self.consultant).order_line.price_unit = 1
            self.assertEqual(order.ops_approval_state, "draft")

    def test_signature_beside_an_order_that_is_not_approved(self):
        """A page that was open when the approval ended: the picture lies beside the order, and stays."""
        order = self._gate_document("taken_back")
        self.assertIn("error", self._sign(order))
        picture = self._picture_of(order)
        self.assertEqual(picture.datas, SIGNATURE)
        self._try_file(picture)
        message = order.sudo().message_ids.filtered("attachment_ids")
        for user in (self.consultant, self.manager):
            with self._assert_refused("message emptied"):
                order.with_user(user)._message_update_content(
                    message.with_user(user), body="", attachment_ids=[]
                )
        message.unlink()
        self.assertEqual(picture.exists().datas, SIGNATURE)

    def test_the_paper_that_was_signed(self):
        """Core puts the paper beside the order when the customer signs; it says what he signed."""
        order = self._signed()
        message = order.sudo().message_ids.filtered("attachment_ids")
        self.assertEqual(message.attachment_ids.mapped("name"), [f"{order.name}.pdf"])
        self._try_file(message.attachment_ids)
        with self._assert_refused("message emptied"):
            order.with_user(self.manager)._message_update_content(
                message.with_user(self.manager), body="", attachment_ids=[]
            )

    @mute_logger("odoo.http")
    def test_signature_over_rpc(self):
        order = self._signed()
        self.consultant.password = "consultant-signature-pw"
        self.authenticate(self.consultant.login, "consultant-signature-pw")
        picture = self._picture_of(order)
        for model, method, args in (
            ("sale.order", "write", [order.ids, {"signature": False}]),
            ("sale.order", "web_save", [order.ids, {"signature": OTHER.decode()}, {}]),
            ("ir.attachment", "write", [picture.ids, {"datas": OTHER.decode()}]),
            ("ir.attachment", "unlink", [picture.ids]),
        ):
            answer = self.url_open(
                f"/web/dataset/call_kw/{model}/{method}",
                json={
                    "jsonrpc": "2.0",
                    "method": "call",
                    "params": {"model": model, "method": method, "args": args, "kwargs": {}},
                },
            ).json()
            self.assertIn("error", answer, (model, method))
        self.url_open(
            "/mail/attachment/delete",
            json={"jsonrpc": "2.0", "method": "call", "params": {"attachment_id": picture.id}},
        )
        self.env.invalidate_all()
        self.assertEqual((order.signed_by, order.signature), ("Buyer", SIGNATURE))

    def test_the_customer_signs_anew(self):
        """Set back to draft, the quotation can be signed again; what was signed before is kept beside it."""
        order = self._signed()
        first = self._picture_of(order)
        order.with_user(self.support).action_cancel()
        self.assertEqual(order.signature, SIGNATURE, "cancelling takes no signature away")
        order.with_user(self.support).action_draft()
        self.env.invalidate_all()
        self.assertEqual((order.signature, order.signed_by), (False, False))
        self.assertEqual((first.exists().datas, first.res_field), (SIGNATURE, False))
        self.assertIn(
            "Buyer", order.sudo().message_ids.filtered(lambda note: first in note.attachment_ids).body
        )
        self._try_file(first)
        self._approve(order)
        self.assertNotIn("error", self._sign(order))
        self.assertEqual(order.signed_by, "Buyer")
        self.assertEqual(len(self._picture_of(order)), 2)

    def test_writing_the_same_again_changes_nothing(self):
        order = self._signed()
        mine = order.with_user(self.support)
        mine.write({"signed_by": "Buyer", "signature": SIGNATURE.decode(), "signed_on": order.signed_on})
        self.assertEqual(order.signature, SIGNATURE)

    def test_nobody_makes_evidence_by_hand(self):
        """Else somebody leaves files that nobody can take away."""
        order = self._gate_document("draft")
        vals = {"name": "x", "raw": b"x", "res_model": "sale.order", "res_id": order.id}
        files = self.env["ir.attachment"].with_user(self.consultant)
        for made in (
            files.create({**vals, "ops_is_evidence": True}),
            files.with_context(default_ops_is_evidence=True).create(vals),
        ):
            self.assertFalse(made.ops_is_evidence)
            made.unlink()

    def test_with_the_switch_off_it_is_cores(self):
        order = self._gate_document("off")
        self._sign(order)
        self.assertEqual(order.state, "sale")
        self.assertFalse(any(order.sudo().message_ids.attachment_ids.mapped("ops_is_evidence")))
        order.with_user(self.support).signature = OTHER
        order.with_user(self.support).signature = False
        self.assertFalse(self._picture_of(order))
