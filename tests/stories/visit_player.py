"""Visits and calls played tap by tap, as the consultant presses them."""

from ast import literal_eval

from odoo.tests import Form

from ..form_changes import save_as_browser
from .deal_player import DealPlayer


class VisitPlayer(DealPlayer):
    """The taps of a visit and of a call; the deal goes on from them with the buttons of a deal."""

    def answer_call(self, number, **vals):
        """The telephone rings: the note is opened, the number typed, and what he wants."""
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_visit_action_inbound")
        context = literal_eval(action["context"])
        view = next(view for view, kind in action["views"] if kind == "form")
        form = Form(self.env["ops.visit"].with_user(self.consultant).with_context(**context), view)
        form.caller_number = number
        for name, value in vals.items():
            setattr(form, name, value)
        return save_as_browser(form)

    def pack(self, visit):
        visit.with_user(self.consultant).action_kit_complete()

    def go(self, visit, left, arrived, finished):
        """The consultant leaves, arrives and finishes, a tap each at its moment."""
        visit = visit.with_user(self.consultant)
        self._at(left)
        visit.action_depart()
        self._at(arrived)
        visit.action_arrive()
        self._at(finished)
        visit.action_finish()
        return visit

    def report(self, visit, offers=(), **vals):
        """The consultant fills in the report and hands it in; offers are (product, quantity, price)."""
        with Form(visit.with_user(self.consultant)) as form:
            for name, value in vals.items():
                setattr(form, name, value)
            for product, quantity, price in offers:
                with form.offer_ids.new() as line:
                    line.product_id = product
                    line.quantity = quantity
                    line.price_unit = price
        visit.with_user(self.consultant).action_report()

    def quote_talk(self, visit):
        """The consultant makes the quotation from the talk and keeps it as it opens, terms added."""
        form = self._open(visit.with_user(self.consultant).action_new_quotation(), self.consultant)
        form.payment_term_id = self.term_30
        form.validity_date = "2030-12-31"
        return save_as_browser(form)
