"""Duties of people of the furnished company that are late, and the violations that they became."""

from datetime import timedelta

from ..discipline.common import MONDAY_9, DisciplineCase

EVENING = MONDAY_9 + timedelta(hours=9)


class MissedCase(DisciplineCase):
    """A duty of the consultant, late since Monday morning unless said otherwise."""

    def _owe(self, code="R7", **vals):
        return (
            self.env["ops.obligation"]
            .sudo()
            .create(
                {
                    "clause_id": self._clause(code).id,
                    "owner_id": self.consultant.id,
                    "company_id": self.company.id,
                    "date_opened": MONDAY_9,
                    "date_due": MONDAY_9 + timedelta(hours=1),
                    "state": "late",
                    "document_name": "HT-2026-00001",
                    **vals,
                }
            )
        )

    def _violations(self, duty):
        return self.env["ops.violation"].search([("obligation_id", "in", duty.ids)])
