"""Customers of two consultants in the trading company of the tests."""

from odoo.addons.base.tests.common import BaseCommon

from ..furniture import furnish


class VisitCase(BaseCommon):
    """Rulebook on in one company; each role has a user without any further right (`furniture.py`)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        for name, record in furnish(cls.env).items():
            setattr(cls, name, record)
        cls.company.ops_rulebook = True
        cls.customer.user_id = cls.consultant
        cls.other_customer = cls.env["res.partner"].create(
            {"name": "Green Hill Pumps", "is_company": True, "user_id": cls.other_consultant().id}
        )

    @classmethod
    def other_consultant(cls):
        """A consultant of the other manager's team."""
        cls.stranger = cls.colleague
        cls.other_team.member_ids = cls.colleague
        cls.team.member_ids -= cls.colleague
        return cls.colleague

    def _file(self, partner=None, user=None, **vals):
        """Return the file of a customer (default: the consultant's), opened where there is none."""
        partner = partner or self.customer
        files = self.env["ops.customer"]
        found = files.search([("partner_id", "=", partner.id), ("company_id", "=", self.company.id)])
        if not found:
            found = files.create({"partner_id": partner.id, **vals})
        elif vals:
            found.write(vals)
        return found.with_user(user or self.consultant)
