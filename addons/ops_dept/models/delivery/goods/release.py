from odoo import models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """What of a delivery is covered by approved releases: goods, quantity and address (W4.C)."""

    _inherit = "stock.move"

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------
    def _ops_check_release(self, *, picked=False, lock=False, done=False):
        """Refuse what is not covered by approved releases of its order lines.

        :param bool picked: only what is picked leaves (before core sorts it out)
        :param bool lock: let a second delivery of the same goods wait for this one
        :param bool done: the moves count among what has left already
        :return: the releases that were locked, on sudo
        :raises UserError: per order line what is missing and who acts next
        """
        releases = self.env["ops.release"]
        # sudo: the gate counts releases and deliveries of everybody, whoever ships
        moves = self.sudo()._ops_filter_to_customers()
        moves = moves.filtered(lambda move: not move._ops_is_of_case())
        if picked:
            moves = moves.filtered("picked")
        if not moves:
            return releases
        running = moves.filtered(lambda move: move._ops_runs_freely())
        gated = moves - running
        problems = running._ops_exempt_messages(picked, done) if running else []
        stray = gated.filtered(lambda move: not move._ops_fits_order_line())
        problems += stray._ops_get_misdirected_messages()
        covered = gated - stray
        if covered:
            if lock:
                # sudo: as above
                releases = releases.sudo()._lock_deliveries(covered.sale_line_id)
            problems += covered._ops_address_messages() or covered._ops_get_excess_messages(picked, done)
        if problems:
            raise UserError("\n".join(problems))
        return releases

    def _ops_is_of_case(self):
        """Tell whether the goods pass on a customer's service case instead of a release; its room says so."""
        return False

    def _ops_fits_order_line(self):
        """Tell whether the move really delivers its order line: its goods, of a running order."""
        line = self.sale_line_id
        return (
            self._ops_is_of_line()
            and line.order_id.state == "sale"
            and line.company_id == self.company_id
            and self._ops_is_leaving(self.location_id, self.location_dest_id)
            and self.location_id.usage != "customer"
        )

    def _ops_is_of_line(self):
        """Tell whether the move carries its line's product, or a component of the kit that the line sells.
        Called on sudo.
        """
        line = self.sale_line_id
        if line.product_id == self.product_id:
            return True
        return bool(line) and self.product_id.id in line._ops_parts()[line.id]

    # ------------------------------------------------------------------
    # How much
    # ------------------------------------------------------------------
    def _ops_get_leaving_quantity(self, picked):
        """Return how much of the move leaves, in its product's unit."""
        self.ensure_one()
        unit = self.product_id.uom_id
        if not picked:
            return self.product_uom._compute_quantity(self.quantity, unit, round=False)
        return sum(
            line.product_uom_id._compute_quantity(line.quantity, unit, round=False)
            for line in self.move_line_ids.filtered("picked")
        )

    def _ops_get_excess(self, quantities, done=False, balances=None):
        """Return what leaves beyond what is released.

        :param dict quantities: move → how much of it leaves, in its product's unit
        :return: (order line, product, leaving, left) each, the quantities in the product's unit
        """
        balances = balances or self.sale_line_id._ops_kept_balances()
        missing = []
        for (line, product), moves in self.grouped(lambda move: (move.sale_line_id, move.product_id)).items():
            balance = balances[line.id]
            groups = [(None, moves), *moves.grouped(lambda move: move._ops_addresses()[:1].id).items()]
            for place, group in groups:
                leaving = sum(quantities[move] for move in group)
                left = balance.left_of(product.id, place or None) + (leaving if done else 0.0)
                if product.uom_id.compare(leaving, left) > 0:
                    missing.append((line, product, leaving, max(0.0, left)))
                    break
        return missing

    def _ops_get_excess_messages(self, picked, done):
        _ = self.env._
        quantities = {move: move._ops_get_leaving_quantity(picked) for move in self}
        return [
            _(
                "%(order)s, “%(product)s”: %(leaving)s %(unit)s would leave, %(left)s are released and have "
                "not left. %(next)s",
                order=line.order_id.name,
                next=line._ops_release_next_step(),
                **line._ops_quantity_words(product, leaving=leaving, left=left),
            )
            for line, product, leaving, left in self._ops_get_excess(quantities, done)
        ]

    # ------------------------------------------------------------------
    # Where to
    # ------------------------------------------------------------------
    def _ops_addresses(self):
        """Return where the goods go by this move and by its transfer; nothing where neither says so.

        The transfer of a drop-shipment names the vendor, its moves the customer.
        """
        self.ensure_one()
        if self.location_id.usage == "supplier":
            return self.partner_id
        return self.partner_id | self.picking_id.partner_id

    def _ops_address_messages(self):
        """Say which goods would go elsewhere than their release says. Called on sudo."""
        balances = self.sale_line_id._ops_kept_balances()
        messages = []
        for move in self:
            line = move.sale_line_id
            balance = balances[line.id]
            places = {balance.places[release] for release in balance.approved}
            addresses = move._ops_addresses()
            wrong = addresses.filtered(lambda address, places=places: address.id not in places)
            if len(addresses) > 1 or (places and wrong):
                messages.append(
                    self.env._(
                        "%(order)s, “%(product)s” would go to %(address)s; it is released for %(released)s. "
                        "The warehouse puts that address on the transfer again; for another one sales "
                        "support requests a release (W4.C).",
                        order=line.order_id.name,
                        product=move.product_id.display_name,
                        address=", ".join(address.display_name for address in wrong or addresses),
                        released=", ".join(self.env["res.partner"].browse(places).mapped("display_name"))
                        or "-",
                    )
                )
        return list(dict.fromkeys(messages))

    # ------------------------------------------------------------------
    # In words
    # ------------------------------------------------------------------
    def _ops_get_misdirected_messages(self):
        _ = self.env._
        messages = []
        for move in self:
            product = move.product_id.display_name
            if move.sale_line_id and move.sale_line_id.order_id.state != "sale":
                messages.append(
                    _(
                        "“%(product)s” cannot leave: %(order)s does not run. Sales support confirms it first "
                        "(W4.C).",
                        product=product,
                        order=move.sale_line_id.order_id.name,
                    )
                )
            else:
                messages.append(
                    _(
                        "“%(product)s” would leave for a customer without an order line of this product. "
                        "Deliver it from a confirmed order: sales support requests its release, the sales "
                        "manager approves it (W4.C).",
                        product=product,
                    )
                )
        return messages

    def _ops_get_planned_quantity(self):
        """Return how much would leave if the delivery were validated now, in the product's unit.

        What is picked; while nothing of the transfer is, what is reserved or filled in; all that is asked for
        as long as nothing is.
        """
        self.ensure_one()
        others = self.picking_id.move_ids
        if any(others.mapped("picked")):
            return self._ops_get_leaving_quantity(picked=True)
        begun = any(others.mapped("quantity"))
        quantity = self.quantity if begun else self.product_uom_qty
        return self.product_uom._compute_quantity(quantity, self.product_id.uom_id, round=False)

    # ------------------------------------------------------------------
    # Told before Validate is pressed
    # ------------------------------------------------------------------
    def _ops_get_release_problems(self, balances):
        """Return a sentence for each of these moves' order lines that may not leave as planned, and those of
        them of which only the quantity is short, when nothing else stands in the way. Called on sudo.
        """
        fitting = self.filtered(lambda move: move._ops_fits_order_line())
        problems = (self - fitting)._ops_get_misdirected_messages() + fitting._ops_address_messages()
        missing = fitting._ops_get_excess(
            {move: move._ops_get_planned_quantity() for move in fitting}, balances=balances
        )
        short = [
            self.env._(
                "“%(product)s”: %(leaving)s %(unit)s in this delivery, %(left)s released. %(next)s",
                next=line._ops_release_next_step(),
                **line._ops_quantity_words(product, leaving=leaving, left=left),
            )
            for line, product, leaving, left in missing
        ]
        return problems + short, [] if problems else short

    def _ops_covered_texts(self, balances):
        """Say of each order line and product what is released of it. Called on sudo."""
        texts = []
        for (line, product), moves in self.grouped(lambda move: (move.sale_line_id, move.product_id)).items():
            leaving = sum(move._ops_get_planned_quantity() for move in moves)
            if not product.uom_id.is_zero(leaving):
                left = max(0.0, balances[line.id].left_of(product.id))
                texts.append(
                    self.env._(
                        "“%(product)s”: %(leaving)s %(unit)s in this delivery, %(left)s released.",
                        **line._ops_quantity_words(product, leaving=leaving, left=left),
                    )
                )
        return texts

    def _ops_take_from_release(self, left, place):
        """Let no more of this move leave than is released, and take it off what is left.

        :param dict left: address id, or None for all, → what may leave, in the product's unit
        :param place: the id of the address that this move goes to, None where it names none
        """
        unit = self.product_id.uom_id
        allowed = min(left[None], left[place])
        wanted = self.product_uom._compute_quantity(self.quantity, unit, round=False)
        taken = min(wanted, allowed)  # less, never more: what lies there decides
        for key in {None, place}:
            left[key] -= taken
        if unit.compare(wanted, allowed) > 0:
            quantity = unit._compute_quantity(allowed, self.product_uom, rounding_method="HALF-UP")
            self.write({"quantity": quantity})
