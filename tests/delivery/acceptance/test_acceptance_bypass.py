"""Ways around the customer's signature, as every role that has to do with it (M7.9)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ...common import PIXEL, clause
from .common import DEFECT, SIGNED, AcceptanceCase

MONDAY = "2026-03-02 02:00:00"


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestAcceptanceBypass(AcceptanceCase):
    def _people(self):
        roles = (self.consultant, self.field, self.specialist, self.technician, self.manager, self.support)
        return (*roles, self.leader, self.auditor, self.gm)

    def _on_site(self, **vals):
        """Return an acceptance at which all who may be on site were there."""
        people = self.consultant | self.field | self.specialist | self.technician
        return self._draft(user_ids=[Command.set(people.ids)], **vals)

    def _file(self, acceptance):
        return [Command.create({"name": "p.png", "datas": PIXEL, "res_model": acceptance._name})]

    @clause("M7.9")
    def test_no_state_without_its_conditions(self):
        acceptance = self._on_site()
        ways = {
            "accept": lambda record: record.write({"state": "accepted"}),
            "with defects": lambda record: record.write({"state": "with_defects"}),
            "refuse": lambda record: record.write({"state": "refused"}),
            "unknown": lambda record: record.write({"state": "cancel"}),
            "stamp": lambda record: record.write({"date_signed": MONDAY}),
            "ticket": lambda record: record.write({"defect_ticket_id": 1}),
            "count": lambda record: record.write({"open_defect_count": 0}),
            "created": lambda record: record.create({"partner_id": self.customer.id, "state": "accepted"}),
            "default": lambda record: record.with_context(default_state="accepted").create(
                {"partner_id": self.customer.id}
            ),
            "signed": lambda record: record.create({"partner_id": self.customer.id, "date_signed": MONDAY}),
            "load": lambda record: self._load(record, "Accepted"),
        }
        self._try(acceptance, ways)
        self.assertEqual((acceptance.state, acceptance.date_signed), ("draft", False))

    @clause("M7.9")
    def test_what_was_decided_stays(self):
        acceptance = self._on_site(defect_ids=[Command.create(DEFECT)], **self.days, **SIGNED)
        acceptance.action_sign_anew()
        acceptance.write({"photo_ids": self._file(acceptance), **SIGNED})
        acceptance.action_accept_with_defects()
        photo, defect, line = acceptance.photo_ids, acceptance.defect_ids, acceptance.line_ids
        signature = self.env["ir.attachment"].search(
            [
                ("res_model", "=", acceptance._name),
                ("res_id", "=", acceptance.id),
                ("res_field", "=", "signature"),
            ]
        )
        self.assertEqual(len(signature), 1)
        ways = {
            "back": lambda record: record.write({"state": "draft"}),
            "other state": lambda record: record.write({"state": "accepted"}),
            "day": lambda record: record.write({"date_accepted": self._of_march(1)}),
            "people": lambda record: record.write({"user_ids": [Command.clear()]}),
            "contact": lambda record: record.write({"contact_id": False}),
            "signer": lambda record: record.write({"signed_by": "Somebody"}),
            "signature": lambda record: record.write({"signature": PIXEL}),
            "no signature": lambda record: record.write({"signature": False}),
            "sign anew": lambda record: record.action_sign_anew(),
            "photos": lambda record: record.write({"photo_ids": [Command.clear()]}),
            "remark": lambda record: record.write({"note": "Fine"}),
            "lines": lambda record: record.write({"line_ids": [Command.clear()]}),
            "defects": lambda record: record.write({"defect_ids": [Command.clear()]}),
            "unlink": lambda record: record.unlink(),
            "line": lambda record: line.with_env(record.env).write({"serials": "B1"}),
            "line gone": lambda record: line.with_env(record.env).unlink(),
            "defect gone": lambda record: defect.with_env(record.env).unlink(),
            "defect day": lambda record: defect.with_env(record.env).write({"date_due": "2027-01-01"}),
            "defect settled": lambda record: defect.with_env(record.env).write(
                {"date_settled": "2026-03-01"}
            ),
            "defect new": lambda record: defect.with_env(record.env).create(
                {"acceptance_id": record.id, **DEFECT}
            ),
            "photo gone": lambda record: photo.with_env(record.env).unlink(),
            "photo bytes": lambda record: photo.with_env(record.env).write({"datas": b"AAAA"}),
            "signature gone": lambda record: signature.with_env(record.env).unlink(),
        }
        self._try(acceptance, ways)
        self.assertEqual((acceptance.state, acceptance.signed_by), ("with_defects", "Mr Wang"))
        self.assertEqual(acceptance.date_accepted, self.days["date_accepted"])
        self.assertEqual((acceptance.photo_ids, len(acceptance.line_ids)), (photo, 1))
        self.assertTrue(acceptance.signature and signature.exists())

    @clause("M7.9")
    def test_a_copy_is_not_signed(self):
        acceptance = self._accepted()
        acceptance.with_user(self.consultant).copy()
        copied = acceptance.search([("partner_id", "=", self.customer.id)]) - acceptance
        self.assertEqual(copied.state, "draft")
        self.assertFalse(copied.signature or copied.signed_by or copied.date_signed or copied.date_accepted)

    @clause("M7.9")
    def test_who_is_not_on_site_decides_nothing(self):
        acceptance = self._draft(**self.days, **SIGNED)
        for user in (self.manager, self.support, self.leader, self.gm, self.auditor, self.colleague):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                acceptance.with_user(user).action_accept()
        with self.assertRaisesRegex(AccessError, "M7.9"):
            acceptance.with_user(self.leader).sudo().action_accept()
        with self.assertRaises(AccessError):
            self._draft(self.leader)

    @clause("M7.9")
    def test_the_portal_sees_nothing(self):
        portal = new_test_user(self.env, "acc_portal", groups="base.group_portal")
        portal.partner_id.parent_id = self.customer
        acceptance = self._draft()
        for operation in ("read", "write", "create", "unlink"):
            self.assertFalse(acceptance.with_user(portal).has_access(operation))

    def _try(self, acceptance, ways):
        for user in self._people():
            for name, way in ways.items():
                with self.subTest(user=user.login, way=name), self.assertRaises(UserError):
                    way(acceptance.with_user(user))

    def _load(self, record, state):
        """Import an acceptance; what the import screen says is raised."""
        result = record.load(["partner_id", "state"], [[self.customer.name, state]])
        if not result["ids"]:
            raise UserError(str(result["messages"]))
