"""A visit of the consultant, with everything ready to leave."""

from datetime import datetime

from .common import VisitCase as Base

# Monday, ten in the morning in China; the company works from eight to five there.
MONDAY = datetime(2026, 3, 2, 2, 0)


class VisitCase(Base):
    """The consultant's customer is known well enough for a first visit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ops.visit"].search([]).unlink()
        cls.customer.write({"street": "Renmin Road 1", "city": "Suzhou"})
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Mr Shen",
                "parent_id": cls.customer.id,
                "phone": "0512-6677",
                "email": "shen@example.com",
            }
        )
        cls.goal = cls.env.ref("ops_dept.visit_goal_need")
        files = cls.env["ops.customer"]
        cls.customer_file = files._get_of(cls.customer) or files.create({"partner_id": cls.customer.id})
        cls.customer_file.fact_ids.unlink()
        cls.customer_file.write(
            {
                "importance": "ordinary",
                "ops_business": "Pumps",
                "source_id": cls.env["utm.source"].create({"name": "Fair of pumps"}).id,
                "ops_potential": "a",
                "ops_potential_reason": "Builds a hall",
                "fact_ids": [(0, 0, {"text": "300 people"})],
            }
        )

    def _pack(self, user=None):
        """Confirm today's kit of a consultant (default: the customer's), as his one tap does."""
        self.env["ops.kit"].with_user(user or self.consultant)._confirm(self.company)

    def _plan(self, user=None, is_packed=True, **vals):
        """Plan a visit as a consultant (default: the customer's), with today's kit confirmed."""
        if is_packed:
            self._pack(user)
        return (
            self.env["ops.visit"]
            .with_user(user or self.consultant)
            .create(
                {
                    "partner_id": self.customer.id,
                    "contact_id": self.person.id,
                    "date_start": MONDAY,
                    "goal_id": self.goal.id,
                    **vals,
                }
            )
        )

    def _say(self, visit, **vals):
        """Fill in what a complete report needs."""
        visit.write(
            {"result": "interested", "talk": "They want ten bearings a month", "no_next": "customer", **vals}
        )
        return visit

    def _owed(self, visit, code="V1.8"):
        return self.env["ops.obligation"].search(
            [
                ("res_model", "=", "ops.visit"),
                ("res_id", "=", visit.id),
                ("clause_id.code", "=", code),
            ]
        )
