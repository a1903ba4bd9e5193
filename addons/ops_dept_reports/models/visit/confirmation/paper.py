from odoo import models
from odoo.tools import format_datetime, format_list, formatLang


class OpsVisit(models.Model):
    """The papers of a visit or call: the report as it is filed, the confirmation that the customer gets."""

    _name = "ops.visit"
    _inherit = ["ops.visit", "ops.mailed"]

    def _ops_approval_stamps(self):
        """Nobody approves a visit."""
        return []

    def _get_confirmation_paper(self):
        """Return what the booking confirmation says, written in the language of the environment.

        Prices are untaxed, in the company's currency.

        Clause: P4.2
        """
        self.ensure_one()
        # sudo: the customer's address, whoever sends the paper
        party = (self.contact_id or self.partner_id).sudo()._ops_paper_party()
        return {
            "date": self._ops_paper_date(self.date_reported or self.date_start),
            "talked": self._paper_time(self.date_finished or self.date_reported or self.date_start),
            "is_visit": self._is_visit(),
            "party": party,
            "table": self._get_offer_table(),
            "total": self._get_offer_total(),
            "points": [text for text in (self.promise, self.commitment) if text],
            "expected": self._ops_paper_date(self.booking_date),
            "next": self.next_date and self._paper_time(self.next_date),
            "next_place": (self.next_date and (self.next_place or self.place)) or "",
            "consultant": self.user_id.sudo().name,  # sudo: a colleague's name and number
            "phone": self.user_id.sudo().partner_id.phone or self.company_id.phone or "",
        }

    def _get_report_paper(self):
        """Return what the visit report says, in the language of the environment. Clause: V4.1"""
        self.ensure_one()

        def chosen(name):
            return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")

        facts = [(fact.text, fact) for fact in self.fact_ids]
        return {
            "channel": chosen("channel"),
            "state": self._ops_state_label(),
            "customer": self._get_customer_name(),
            "contact": self.contact_id.sudo().name or "",  # sudo: a person's name
            "consultant": self.user_id.sudo().name,
            "companion": self.companion_id.sudo().name or "",
            "planned": self._paper_time(self.date_start),
            "arrived": self._paper_time(self.date_arrived),
            "finished": self._paper_time(self.date_finished)[-len("hh:mm") :],
            "minutes": self.minutes or "",
            "late": self.is_registered_late,
            "place": self.place or "",
            "goal": " · ".join(filter(None, (self.goal_id.name, self.goal))),
            "result": chosen("result"),
            "rows": self._get_report_rows_of_paper(),
            "facts": [text for text, _fact in facts],
            "objections": [(line.choice_id.name, line.answer or "") for line in self.objection_ids],
            "table": self._get_offer_table(),
            "next": self.next_date and self._paper_time(self.next_date),
            "next_text": self.next_focus or "",
            "no_next": chosen("no_next"),
            "review": self.review_note or "",
            "reviewed_by": self.reviewed_by_id.sudo().name or "",
            "reviewed_on": self._ops_paper_date(self.date_reviewed),
        }

    def _get_report_rows_of_paper(self):
        """Return (label, text) of what was said, where something was."""
        names = ("talk", "solution", "promise", "commitment", "complaint", "questions")
        labels = self.fields_get(names, ["string"])
        rows = [(labels[name]["string"], self[name]) for name in names if self[name]]
        material = self.fields_get(("shown_ids", "left_ids"), ["string"])
        rows += [
            (material[name]["string"], format_list(self.env, self[name].mapped("name")))
            for name in ("shown_ids", "left_ids")
            if self[name]
        ]
        return rows

    def _paper_time(self, moment):
        if not moment:
            return ""
        return format_datetime(self.env, moment, tz=self._ops_paper_tz(), dt_format="yyyy-MM-dd HH:mm")

    def _get_offer_table(self):
        """Return what was offered as the table of a paper, in the order of the talk."""
        lines = self.offer_ids
        return {
            "columns": {"specification": False, "discount": any(lines.mapped("discount")), "taxes": False},
            "rows": [line._get_paper_row(number) for number, line in enumerate(lines, 1)],
        }

    def _get_offer_total(self):
        amount = sum(line._get_amount() for line in self.offer_ids)
        return formatLang(self.env, amount, currency_obj=self.currency_id) if self.offer_ids else ""


class OpsVisitOffer(models.Model):
    """A line of a talk on paper."""

    _inherit = "ops.visit.offer"

    def _get_amount(self):
        """Return what the line comes to, untaxed, in the company's currency."""
        return self.currency_id.round(self.quantity * self.price_unit * (1 - self.discount / 100))

    def _get_paper_row(self, number):
        self.ensure_one()
        visit = self.visit_id
        product_sudo = self.product_id.sudo()  # sudo: name, code and unit of what was offered
        money = self.currency_id
        return {
            "kind": "product",
            "number": number,
            "name": product_sudo.name,
            "code": product_sudo.default_code or "",
            "description": "",
            "specification": "",
            "quantity": visit._ops_paper_quantity(self.quantity),
            "unit": product_sudo.uom_id.name,
            "price": formatLang(self.env, self.price_unit, currency_obj=money),
            "discount": f"{visit._ops_paper_number(self.discount, 0, 2)}%" if self.discount else "",
            "taxes": "",
            "amount": formatLang(self.env, self._get_amount(), currency_obj=money),
        }
