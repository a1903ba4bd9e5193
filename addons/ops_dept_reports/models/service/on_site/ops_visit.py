from odoo import models
from odoo.exceptions import UserError

RECORD = "ops_dept_reports.ops_service_record"


class OpsVisit(models.Model):
    """The service record: what was done at the customer's, in his language, with his signature.

    Clauses: W7.C, W7.D
    """

    _inherit = "ops.visit"

    def _ops_require_printable(self, report):
        """A service record is made of a visit for a case, for who may read it.

        :raises UserError: for another visit
        """
        if report.report_name != RECORD:
            return
        self.sudo(False).check_access("read")  # sudo is left: a paper is for the readers of its record
        for visit in self:
            if not visit.case_id or not visit._is_visit():
                raise UserError(
                    self.env._(
                        "%(visit)s was not made for a service case: there is no record to print (W7.C).",
                        visit=visit.display_name,
                    )
                )

    def _get_service_paper(self):
        """Return what the record says, in the language of the environment. Clauses: W7.C, W7.D"""
        self.ensure_one()
        signed = self.with_context(bin_size=False)
        visit_sudo = self.sudo()  # sudo: names and numbers, for whoever prints what he reads
        case_sudo = visit_sudo.case_id
        photos = signed.photo_ids.filtered(lambda photo: photo.mimetype in ("image/jpeg", "image/png"))
        return {
            "date": self._ops_paper_date(self.date_finished or self.date_start),
            "case": case_sudo.number,
            "party": (self.contact_id or self.partner_id).sudo()._ops_paper_party(),  # sudo: as above
            "facts": [
                (self.env._("Technician"), visit_sudo.user_id.name),
                (self.env._("Arrived"), self._paper_time(self.date_arrived)),
                (self.env._("Finished"), self._paper_time(self.date_finished)),
                (self.env._("Place"), self.place or ""),
                (self.env._("What it was about"), case_sudo.name),
            ],
            "work": (self.work_done or "").strip(),
            "parts": self.parts_used or "",
            "products": [
                " · ".join(filter(None, (line.product_id.display_name, line.lot_id.name)))
                for line in case_sudo.ops_line_ids
            ],
            "photos": [photo.datas for photo in photos],
            "signed_by": self.service_signed_by or "",
            "signature": signed.service_signature,
        }
