from odoo import models


class SaleOrderLine(models.Model):
    """What moves for a line: its product, or the components of a kit; and when two quantities are the same
    (W4.C).
    """

    _inherit = "sale.order.line"

    def _ops_parts(self):
        """Return per line id how much of which product makes one of the line's unit, in the product's unit.

        Called on sudo: bills of materials and units are asked in nobody's name.

        :rtype: dict[int, dict[int, float]]
        """
        parts = {
            line.id: {line.product_id.id: line._ops_to_unit(line.product_id.uom_id)(1.0)} for line in self
        }
        for line, bom in self._ops_kits().items():
            components = line._ops_components(bom)
            if components:
                parts[line.id] = components
        return parts

    def _ops_kits(self):
        """Return the bill of materials of each line that sells a kit, as core chooses it: the one that its
        moves came from, else today's.
        """
        if "mrp.bom" not in self.env:  # kits come with `sale_mrp`
            return {}
        kits = {}
        for company, lines in self.grouped("company_id").items():
            today = self.env["mrp.bom"]._bom_find(lines.product_id, company_id=company.id, bom_type="phantom")
            for line in lines:
                moves = line.move_ids.filtered(lambda move: move.state != "cancel")
                kit = moves.bom_line_id.bom_id.filtered(line._ops_is_kit_of)[:1] or today[line.product_id]
                if kit:
                    kits[line] = kit
        return kits

    def _ops_is_kit_of(self, bom):
        template = self.product_id.product_tmpl_id
        return bom.type == "phantom" and (
            bom.product_id == self.product_id or (not bom.product_id and bom.product_tmpl_id == template)
        )

    def _ops_components(self, bom):
        """Return product id → quantity in its unit that one of this line's unit of a kit consists of."""
        ordered = self.product_uom_qty or 1.0
        kits = self.product_uom_id._compute_quantity(ordered, bom.product_uom_id, round=False)
        _boms, rows = bom.explode(self.product_id, kits / bom.product_qty)
        components = {}
        for bom_line, data in rows:
            product = bom_line.product_id
            quantity = bom_line.product_uom_id._compute_quantity(data["qty"], product.uom_id, round=False)
            if product.type != "service" and not product.uom_id.is_zero(quantity):
                components[product.id] = components.get(product.id, 0.0) + quantity / ordered
        return components

    def _ops_to_unit(self, unit):
        """Return a function that brings a quantity of this line into another unit."""
        self.ensure_one()
        return lambda quantity: self.product_uom_id._compute_quantity(
            quantity, unit or self.product_uom_id, round=False, raise_if_failure=False
        )

    def _ops_compare_goods(self, first, second):
        """Compare two quantities of this line in the rounding of the unit in which its goods move.

        What is less than that unit's rounding apart is the same: 5 pieces of what is kept in dozens leave as
        0.42 dozen.

        :return: -1, 0 or 1
        """
        self.ensure_one()
        unit = self.product_id.uom_id or self.product_uom_id
        to_moving = self._ops_to_unit(unit)
        return unit.compare(to_moving(first), to_moving(second))

    def _ops_round_open_quantity(self, quantity):
        """Return a quantity that is still open, 0 where no goods could move for it: too little for the unit
        of the line or for the unit in which its goods move.
        """
        self.ensure_one()
        unit = self.product_uom_id or self.product_id.uom_id
        if unit.compare(quantity, 0.0) <= 0 or self._ops_compare_goods(quantity, 0.0) <= 0:
            return 0.0
        return quantity

    def _ops_quantity_words(self, product, **quantities):
        """Return product, unit and quantities for a sentence: in the line's unit, a component in its own.

        :param quantities: name → quantity in the product's unit
        """
        self.ensure_one()
        unit = self.product_uom_id if product == self.product_id else product.uom_id
        words = {
            name: product.uom_id._compute_quantity(quantity, unit, round=False, raise_if_failure=False)
            for name, quantity in quantities.items()
        }
        return {
            "product": product.display_name,
            "unit": unit.name,
            **{name: f"{quantity:g}" for name, quantity in words.items()},
        }
