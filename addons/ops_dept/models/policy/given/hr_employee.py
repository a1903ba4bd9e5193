from contextlib import contextmanager

from odoo import models


class HrEmployee(models.Model):
    """What is given without a document stands on the employee record, and makes nobody follow that."""

    _inherit = "hr.employee"

    @contextmanager
    def _ops_without_followers(self):
        """Keep who follows these records as it is: core lets people follow what an activity is given on, and
        with it whatever human resources write there.
        """
        before = {employee: employee.message_partner_ids for employee in self}
        yield
        for employee, partners in before.items():
            added = employee.message_partner_ids - partners
            if added:
                employee.message_unsubscribe(added.ids)


class MailActivity(models.Model):
    """Work that is handed over moves to the record of who has it now."""

    _inherit = "mail.activity"

    def _ops_employees(self):
        """Return the employee records on which these were given, in superuser mode."""
        ids = self.sudo().filtered(lambda activity: activity.res_model == "hr.employee").mapped("res_id")
        # sudo: the record of a colleague, of which nothing gets out
        return self.env["hr.employee"].sudo().browse(ids)

    def _ops_move_to_person(self):
        """Put what stands on an employee record onto that of the person who has it now."""
        for activity_sudo in self.sudo().filtered(lambda activity: activity.res_model == "hr.employee"):
            employee_sudo = activity_sudo.user_id._ops_employee()
            if employee_sudo and employee_sudo.id != activity_sudo.res_id:
                activity_sudo._stamp({"res_id": employee_sudo.id})
