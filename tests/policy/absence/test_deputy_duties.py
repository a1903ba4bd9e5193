"""What an absent person owes is seen and met by the deputy; the owner stays."""

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..ledger.common import MONDAY_9, ObligationCase


@freeze_time(MONDAY_9)
class TestDeputyDuties(ObligationCase):
    def setUp(self):
        super().setUp()
        self.owed = self._create_document()._open_obligations("V1.8")
        self.absence = (
            self.env["ops.absence"]
            .with_user(self.consultant)
            .create(
                {
                    "user_id": self.consultant.id,
                    "deputy_id": self.other_consultant.id,
                    "company_id": self.company.id,
                    "date_to": "2026-11-25",
                    "scope": "duties",
                }
            )
        )

    def _mine(self, user):
        ledger = self.env["ops.obligation"].with_user(user).with_company(self.company)
        domain = Domain("is_mine", "=", True) & Domain("company_id", "=", self.company.id)
        found = ledger.search(domain & Domain("state", "in", ("open", "late")))
        self.assertEqual(found, found.filtered("is_mine"))
        count = ledger._get_my_obligation_counts(Domain("company_id", "=", self.company.id))["open"]
        self.assertEqual(len(found), count)
        return found.sudo()

    def test_seen_by_the_deputy_in_both_names(self):
        self.assertEqual(self._mine(self.other_consultant), self.owed)
        self.assertEqual(self._mine(self.consultant), self.owed)
        self.assertFalse(self._mine(self.support))
        self.assertEqual(self.owed.owner_id, self.consultant, "the owner stays")
        name = f"{self.other_consultant.name} for {self.consultant.name}"
        self.assertEqual(self.owed.with_user(self.other_consultant).responsible, name)
        card = self.env["ops.home"].with_user(self.other_consultant).with_company(self.company)
        self.assertEqual(card._get_obligations_card(Domain.FALSE)["count"], 1)

    def test_met_by_the_deputy_the_owner_stays(self):
        document = self.env["ops.test.document"].browse(self.owed.res_id)
        document.with_user(self.other_consultant)._meet_obligations("V1.8")
        self.assertRecordValues(
            self.owed,
            [{"state": "met", "owner_id": self.consultant.id, "met_by_id": self.other_consultant.id}],
        )

    def test_the_digest_tells_the_deputy_too(self):
        with freeze_time("2026-11-24 02:00:00"):
            told = self.ledger._send_digest(self.company)
            self.assertEqual(told, self.consultant + self.other_consultant)
        with freeze_time("2026-11-26 02:00:00"):
            self.assertEqual(self.ledger._send_digest(self.company), self.consultant)

    def test_afterwards_it_is_the_owners_alone(self):
        with freeze_time("2026-11-26 02:00:00"):
            self.env.invalidate_all()
            self.assertFalse(self._mine(self.other_consultant))
            self.assertEqual(self._mine(self.consultant), self.owed)
            self.assertEqual(self.owed.responsible, self.consultant.name)
            with self.assertRaises(AccessError):
                self.owed.with_user(self.other_consultant).read(["state"])

    def test_duties_of_a_role_are_the_deputys_too(self):
        self.absence.with_user(self.consultant).action_end()
        shared = self._create_document(user_id=False)._open_obligations("W3.E")
        self.assertEqual(self._mine(self.support), shared)
        self.assertFalse(self._mine(self.other_consultant))
        self.env["ops.absence"].sudo().create(
            {
                "user_id": self.support.id,
                "deputy_id": self.other_consultant.id,
                "company_id": self.company.id,
                "date_to": "2026-11-25",
                "scope": "duties",
            }
        )
        self.assertEqual(self._mine(self.other_consultant), shared)

    def test_nobody_waives_what_he_owes_for_another(self):
        self.absence.with_user(self.consultant).action_end()
        self.team.member_ids = [Command.link(self.consultant.id)]
        self.assertTrue(self.owed._is_below(self.manager))
        self.env["ops.absence"].sudo().create(
            {
                "user_id": self.consultant.id,
                "deputy_id": self.manager.id,
                "company_id": self.company.id,
                "date_to": "2026-11-25",
                "scope": "duties",
            }
        )
        with self.assertRaises(AccessError):
            self.owed.with_user(self.manager).action_waive("I do it myself")
        self.owed.with_user(self.leader).action_waive("no longer asked for")
        self.assertEqual(self.owed.state, "waived")

    def test_approvals_alone_hand_over_no_duty(self):
        self.absence.with_user(self.consultant).action_end()
        self.env["ops.absence"].with_user(self.consultant).create(
            {
                "user_id": self.consultant.id,
                "deputy_id": self.other_consultant.id,
                "company_id": self.company.id,
                "date_to": "2026-11-25",
                "scope": "approvals",
            }
        )
        self.assertFalse(self._mine(self.other_consultant))
