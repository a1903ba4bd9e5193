"""The scan of a signed contract: something that can be read, and never changed by anybody (M7.6)."""

import base64
import io

from PIL import Image

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import SCAN, clause
from ..contract_gate import ContractGateCase


def _picture(kind="PNG"):
    content = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(content, kind)
    return content.getvalue()


OTHER = SCAN.replace(b"595 842", b"842 595")
# Every field of a file that says what it is or where it belongs, with another value.
FORGERIES = [
    ("content", {"raw": OTHER}),
    ("content_base64", {"datas": base64.b64encode(OTHER)}),
    ("content_in_the_database", {"db_datas": OTHER}),
    ("emptied", {"raw": b""}),
    ("emptied_base64", {"datas": False}),
    ("field", {"res_field": "scan_ids"}),
    ("field_and_content", {"res_field": "scan_ids", "raw": OTHER}),
    ("document", {"res_id": 1}),
    ("model", {"res_model": "res.partner"}),
    ("no_document", {"res_model": False, "res_id": 0}),
    ("kind", {"type": "url"}),
    ("address", {"type": "url", "url": "https://example.com/contract.pdf"}),
    ("only_the_address", {"url": "https://example.com/contract.pdf"}),
    ("shown_to_everybody", {"public": True}),
    ("name", {"name": "contract-2.pdf"}),
    ("mimetype", {"mimetype": "text/html"}),
    ("company", {"company_id": False}),
]
UNREADABLE = [
    ("nothing", {"name": "contract.pdf", "raw": b""}),
    ("a program", {"name": "contract.pdf", "raw": b"MZ\x90\x00" + bytes(200), "mimetype": "application/pdf"}),
    ("a page of the web", {"name": "contract.pdf", "raw": b"<html><body>signed</body></html>"}),
    ("a drawing with a program in it", {"name": "scan.svg", "raw": b"<svg xmlns='x'><script/></svg>"}),
    ("an address", {"name": "contract.pdf", "type": "url", "url": "https://example.com/contract.pdf"}),
    ("the beginning of a PDF", {"name": "contract.pdf", "raw": b"%PDF-1.7\nbut no more"}),
    ("half a picture", {"name": "contract.png", "raw": _picture()[:40]}),
]


@tagged("post_install", "-at_install")
class TestContractEvidence(ContractGateCase):
    """Each role and the server itself try each field; nothing of the file changes."""

    def _facts(self, scan):
        self.env.invalidate_all()
        names = ("raw", "res_model", "res_id", "res_field", "type", "url", "public", "name", "mimetype")
        return [scan[name] for name in names]

    @clause("M7.6", part="signed and archived")
    def test_nothing_of_a_fixed_scan_changes(self):
        for stage in ("signed", "entered"):
            contract = self._gate_document(stage)
            scan = contract.sudo().scan_ids
            before = self._facts(scan)
            for name, vals in FORGERIES:
                for role in ("consultant", "support", "manager", "leader", "rule_admin", "superuser"):
                    mine = self._gate_as(scan, role)
                    for context in ({}, {"bin_size": True, "_force_unlink": True, "install_mode": True}):
                        with self.assertRaises(UserError, msg=(name, role)), self.env.cr.savepoint():
                            mine.with_context(**context).write(vals)
                            self.env.flush_all()
                    if role == "superuser":
                        with self.assertRaisesRegex(UserError, r"M7\.6"), self.env.cr.savepoint():
                            mine.with_context(_force_unlink=True).unlink()
            self.assertEqual(self._facts(scan), before)
            self.assertEqual(contract.sudo().scan_ids, scan)

    @clause("M7.6", part="signed and archived")
    def test_the_file_store_may_move(self):
        """What writes the same content again changes nothing; the link to show it is Odoo's own."""
        scan = self._gate_document("signed").sudo().scan_ids
        scan.write({"raw": scan.raw, "mimetype": scan.mimetype})
        scan.generate_access_token()
        self.assertEqual(scan.raw, SCAN)

    @clause("M7.6", part="signed and archived")
    def test_a_scan_can_be_read(self):
        contract = self._approve_contract(self._create_contract(self._approve(self._create_order())))
        mine = contract.with_user(self.consultant)
        for name, vals in UNREADABLE:
            file = {**vals, "res_model": contract._name, "res_id": contract.id}
            with self.assertRaisesRegex(UserError, r"can be read.*M7\.6", msg=name), self.env.cr.savepoint():
                mine.write({"scan_ids": [(0, 0, file)]})
        for kind in ("PNG", "JPEG", "TIFF", "WEBP"):
            file = {"name": f"page.{kind}", "raw": _picture(kind), "res_model": contract._name}
            mine.write({"scan_ids": [(5,), (0, 0, {**file, "res_id": contract.id})]})
        mine.write({"date_signed": "2020-01-01", "scan_ids": [(5,)]})
        self.assertFalse(mine.scan_ids)

    @clause("M7.6", part="signed and archived")
    def test_a_scan_spoilt_before_the_signature_signs_nothing(self):
        contract = self._gate_document("approved")
        contract.with_user(self.consultant).scan_ids.write({"raw": b"MZ"})
        with self.assertRaisesRegex(UserError, r"can be read.*M7\.6"):
            contract.with_user(self.consultant).action_sign()

    @clause("M7.6", part="signed and archived")
    def test_whoever_looks_at_a_signed_scan_first_makes_its_small_picture(self):
        """The browser sends it by itself when it shows a PDF: nobody is refused for looking."""
        scan = self._sign_contract(self._gate_document("issued")).scan_ids[:1]
        scan.sudo().thumbnail = base64.b64encode(_picture("PNG"))
        self.assertTrue(scan.has_thumbnail)
        self.assertEqual(scan.raw, SCAN)
        with self.assertRaisesRegex(UserError, r"M7\.6"):
            scan.sudo().write({"thumbnail": False, "raw": OTHER})

    @clause("W3.F", part="fax")
    def test_the_fax_that_was_approved_stays(self):
        """The order by fax stands on its fax like a contract on its signature."""
        order = self._approve(self._create_order())
        fax = self._create_basis(order, "fax")
        page = {"name": "fax.pdf", "raw": SCAN, "res_model": "res.partner", "res_id": self.customer.id}
        fax.with_user(self.consultant).scan_ids = [(0, 0, page)]
        self._approve_contract(fax)
        self.assertEqual((fax.scan_ids.res_model, fax.scan_ids.res_id), ("ops.contract", fax.id))
        with self.assertRaisesRegex(UserError, r"M7\.6"):
            fax.sudo().scan_ids.write({"raw": OTHER})
        with self.assertRaisesRegex(UserError, r"keeps what was decided"):
            fax.with_user(self.consultant).write({"scan_ids": [(5,)]})
