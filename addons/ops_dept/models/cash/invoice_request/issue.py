from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import float_is_zero

from ....tools.actions import open_records

# What an invoice is made with, of all that a client may send along: who, in which language, where.
CONTEXT_KEYS = ("lang", "tz", "allowed_company_ids")


class OpsInvoiceRequest(models.Model):
    """The invoice made of an approved request, through core's own hooks, and posted (W6.C)."""

    _inherit = "ops.invoice.request"

    def _do_approve(self):
        """Issue the invoice: the last approval is finance's.

        Clause: W6.C
        """
        result = super()._do_approve()
        for request in self:
            request._issue_document()
        return result

    def _issue_document(self):
        """Make the invoice and post it. Where the rulebook is off nobody approved, so a draft is made and
        posted by who may post.
        """
        self.ensure_one()
        context = {key: self.env.context[key] for key in CONTEXT_KEYS if key in self.env.context}
        # sudo: every review is approved (`_check_approve`); finance need not be allowed to write the orders
        request = self.with_env(self.env(su=True, context=context)).with_company(self.company_id)
        move = request._create_move()
        request._stamp({"move_id": move.id})
        move._stamp(
            {
                "ops_invoice_request_id": request.id,
                "ops_approved_content": move._ops_content(),
                "ops_invoice_type": request.invoice_type,
                "ops_fapiao_code": request.fapiao_code,
                "ops_fapiao_number": request.fapiao_number,
            }
        )
        if not request._ops_is_on() and not self.env.user.has_group("account.group_account_invoice"):
            return
        move.action_post()
        if request.state == "approved":
            raise UserError(
                self.env._("%(invoice)s could not be posted.", invoice=move.display_name)
            )  # pragma: no cover

    def _create_move(self):
        """Create the draft invoice as core does from orders, with the quantities asked for."""
        orders = self.order_ids.sorted("id")
        vals_list = []
        sequence = 0
        for order in orders:
            localized = order.with_context(lang=order.partner_invoice_id.lang or self.env.lang)
            vals = localized._prepare_invoice()
            lines = self._prepare_lines(localized, sequence)
            sequence += len(lines)
            vals["invoice_line_ids"] = [Command.create(line) for line in lines]
            vals_list.append(vals)
        move = orders._create_account_invoices([self._prepare_merged_vals(vals_list)], True)
        move.message_post_with_source(
            "mail.message_origin_link",
            render_values={"self": move, "origin": self},
            subtype_xmlid="mail.mt_note",
        )
        return move

    def _prepare_merged_vals(self, vals_list):
        """Return the values of one invoice for all orders, addressed as the request says."""
        vals = vals_list[0]
        for name, size in (("ref", 2000), ("invoice_origin", None)):
            vals[name] = ", ".join(dict.fromkeys(part[name] for part in vals_list if part[name]))[:size]
        references = {part["payment_reference"] for part in vals_list}
        vals["payment_reference"] = references.pop() if len(references) == 1 else False
        transactions = {tx for part in vals_list for tx in part["transaction_ids"][0][2]}
        return {
            **vals,
            "partner_id": self.partner_id.id,
            "invoice_date": self.date_invoice,
            "transaction_ids": [Command.set(sorted(transactions))],
            "invoice_line_ids": [command for part in vals_list for command in part["invoice_line_ids"]],
        }

    def _prepare_lines(self, order, sequence):
        """Return the invoice lines of an order: what was asked for under its sections, then what was paid
        down.
        """
        parts = {line.order_line_id.id: line._prepare_invoice_part() for line in self.line_ids}
        found = []
        for line in self._get_lines_to_print(order, parts):
            found += line._prepare_invoice_lines_vals_list(
                sequence=sequence + len(found), **parts.get(line.id, {})
            )
        return found + self._prepare_down_payments(order, sequence + len(found))

    def _get_lines_to_print(self, order, quantities):
        """Return the order's lines that stand on the invoice: those asked for, with their sections and the
        notes among them, as core chooses them.
        """
        chosen = section = subsection = order.order_line.browse()
        for line in order.order_line:
            if line.display_type == "line_section":
                section, subsection = line, line.browse()
            elif line.display_type == "line_subsection":
                subsection = line
            elif line.display_type:
                if subsection:
                    subsection += line
                elif section:
                    section += line
                else:
                    chosen += line
            elif line.id in quantities or any(item.id in quantities for item in line.linked_line_ids):
                chosen += section + subsection + line
                section = subsection = line.browse()
        return chosen

    # ------------------------------------------------------------------
    # Down payments invoiced before
    # ------------------------------------------------------------------
    def _get_down_payment_lines(self, orders=None):
        """Return the orders' down payments that were invoiced and not taken off an invoice yet."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        lines = (orders or self.line_ids.order_line_id.order_id).order_line
        return lines.filtered(
            lambda line: (
                line.is_downpayment
                and not line.display_type
                and line.qty_to_invoice < 0
                and not float_is_zero(line.qty_to_invoice, precision_digits=digits)
            )
        )

    def _prepare_down_payment_base_lines(self):
        """Return core's base lines of the down payments that this invoice takes off."""
        if not self.deduct_down_payments:
            return []
        return [
            line._prepare_base_line_for_taxes_computation(
                quantity=-1.0, extra_tax_data=self._get_reversed_tax_data(line)
            )
            for line in self._get_down_payment_lines()
        ]

    def _get_reversed_tax_data(self, line):
        return self.env["account.tax"]._reverse_quantity_base_line_extra_tax_data(line.extra_tax_data)

    def _prepare_down_payments(self, order, sequence):
        """Return the lines that take the order's down payments off, as core's final invoice does."""
        lines = (
            self._get_down_payment_lines(order) if self.deduct_down_payments else order.order_line.browse()
        )
        if not lines:
            return []
        found = [order._prepare_down_payment_section_line(sequence=sequence)]
        for line in lines:
            found += line._prepare_invoice_lines_vals_list(
                sequence=sequence + len(found),
                quantity=-1.0,
                extra_tax_data=self._get_reversed_tax_data(line),
            )
        return found

    # ------------------------------------------------------------------
    # Issued
    # ------------------------------------------------------------------
    def _check_invoice(self):
        """An invoiced request is one whose invoice is posted, by nobody's hand."""
        for request in self:
            if request.sudo().move_id.state != "posted":  # sudo: only whether it is posted
                raise UserError(
                    self.env._(
                        "%(request)s is invoiced when its invoice is posted (W6.C).",
                        request=request.display_name,
                    )
                )

    def _do_invoice(self):
        """Show the date of the invoice on its request."""
        for request in self:
            request._stamp({"date_invoice": request.move_id.invoice_date})

    def action_open_invoice(self):
        """Open the invoice made of this request."""
        return open_records(self.move_id)

    def action_open_orders(self):
        """Open the orders of this request."""
        return open_records(self.order_ids, self.env._("Orders"))
