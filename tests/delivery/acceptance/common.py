"""Acceptances as the people on site make them."""

from odoo import fields
from odoo.fields import Command

from ...common import PIXEL
from ...policy.common import create_role
from ..common import ReleaseCase

DEFECT = {"name": "The pump is loud", "severity": "serious", "date_due": "2026-03-12"}
SIGNED = {"signed_by": "Mr Wang", "signature": PIXEL}


class AcceptanceCase(ReleaseCase):
    """An order whose goods were installed; today is Monday, 2 March 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        company = {"company_id": cls.company.id, "company_ids": [Command.set(cls.company.ids)]}
        cls.field = create_role(cls.env, "acc_fm", "field_specialist", **company)
        cls.specialist = create_role(cls.env, "acc_ms", "market_specialist", **company)
        cls.days = {
            "date_installed": cls._of_march(-2),
            "date_commissioned": cls._of_march(-1),
            "date_accepted": cls._of_march(2),
        }

    @classmethod
    def _of_march(cls, day):
        """Return a day counted from the last of February (0): -1 is the 27th."""
        return fields.Date.add(fields.Date.to_date("2026-02-28"), days=day)

    @classmethod
    def _draft(cls, user=None, **vals):
        line = {"product_id": cls.plain.id, "quantity": 2, "serials": "A1, A2"}
        return (
            cls.env["ops.acceptance"]
            .with_user(user or cls.consultant)
            .create(
                {
                    "partner_id": cls.customer.id,
                    "line_ids": [Command.create(line)],
                    **vals,
                }
            )
        )

    def _flawed(self, user=None, **vals):
        return self._draft(user, defect_ids=[Command.create(DEFECT)], **vals)

    def _accepted(self, user=None):
        acceptance = self._draft(user, **self.days, **SIGNED)
        acceptance.action_accept()
        return acceptance

    def _refused(self, user=None):
        acceptance = self._flawed(user)
        acceptance.action_refuse()
        return acceptance
