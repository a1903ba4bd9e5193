"""Bids in batches: as many queries for twenty as for two, and none at all where the rulebook is off."""

from unittest.mock import patch

from odoo.tests import tagged

from ..bid_common import BidCase


@tagged("post_install", "-at_install")
class TestOpsBidSpeed(BidCase):
    def _count(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        result = call()
        self.env.flush_all()
        return self.cr.sql_log_count - before, result

    def _vals(self, lead):
        return {
            "title": "Bearings",
            "partner_id": self.customer.id,
            "user_id": self.consultant.id,
            "team_id": self.team.id,
            "lead_id": lead.id,
            "estimated_amount": 1000,
            "description": "Bearings",
        }

    def _leads(self, number):
        return self.env["crm.lead"].concat(*(self._create_lead() for _number in range(number)))

    def test_creating_bids(self):
        bids = self.env["ops.bid"].with_user(self.consultant)
        bids.create(self._vals(self.lead))  # the number's series, caches
        counts = []
        for number in (2, 20):
            vals_list = [self._vals(lead) for lead in self._leads(number)]
            counts.append(self._count(lambda vals_list=vals_list: bids.create(vals_list))[0])
        # each number costs its own query or two (`ir.sequence`), each bid its insert and its tracking
        self.assertLessEqual((counts[1] - counts[0]) / 18, 4, counts)

    def test_quotations_of_leads_with_bids(self):
        """Checking and linking costs the same for two quotations as for twenty."""
        orders = self.env["sale.order"].with_user(self.consultant)
        spent = {}
        for kind in ("with", "without"):
            for number in (2, 20):
                leads = self._leads(number)
                if kind == "with":
                    for lead in leads:
                        self._take_part(self._create_bid(lead_id=lead.id))
                vals_list = [
                    {
                        "partner_id": self.customer.id,
                        "team_id": self.team.id,
                        "user_id": self.consultant.id,
                        "opportunity_id": lead.id,
                    }
                    for lead in leads
                ]
                orders.create({**vals_list[0], "opportunity_id": False})
                spent[kind, number], created = self._count(
                    lambda vals_list=vals_list: orders.create(vals_list)
                )
                self.assertEqual(len(created.ops_bid_id), number if kind == "with" else 0)
        more = {number: spent["with", number] - spent["without", number] for number in (2, 20)}
        self.assertLessEqual(more[20], more[2] + 2, spent)
        self.assertLess(more[2], 10, spent)

    def test_switched_off_no_query_of_bids(self):
        self._switch(False)
        order = self._create_order(opportunity_id=self.lead.id)
        self.env["ops.bid"]._ops_gated_companies()  # the switch itself is cached
        self.env.flush_all()
        queries = []
        with patch.object(type(self.env["ops.bid"]), "_get_by_lead", side_effect=queries.append):
            order.write({"opportunity_id": self._create_lead().id})
            order.write({"state": "sent"})
            order.copy()
        self.assertFalse(queries)

    def test_lists_and_forms_around_it(self):
        for number in (2, 18):
            for lead in self._leads(number):
                self._take_part(self._create_bid(lead_id=lead.id))
            bids = self.env["ops.bid"].with_user(self.manager).search([("team_id", "=", self.team.id)])
            leads = bids.env["crm.lead"].browse(bids.lead_id.ids)
            names = ("order_count", "display_name", "is_report_late", "state")
            counts = [self._count(lambda bids=bids, names=names: bids.read(names))[0]]
            counts.append(
                self._count(
                    lambda leads=leads: leads.read(["ops_bid_count", "ops_bid_step", "ops_bid_next"])
                )[0]
            )
            if number == 2:
                first = counts
        self.assertEqual(len(bids), 20)
        self.assertTrue(all(more <= few for few, more in zip(first, counts, strict=True)), (first, counts))
