"""Several keepers who ship against the same approved release at the same time, in committed transactions.

``python -m tests.scale.release_racers CONF DATABASE RACE ...`` prints what came out of each race as JSON. A
race is ``APPROVED:EACH:KEEPERS``: so much is approved, and each of so many keepers validates a delivery of so
much. The database is one to throw away.
"""

import dataclasses
import json
import multiprocessing
import sys

from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.service.server import load_server_wide_modules
from odoo.tests import new_test_user
from odoo.tools import config

from bench.cycle import decide, sign_contract
from bench.side import Side

ON_HAND = 1000
NEVER_MAJOR = 10**9


@dataclasses.dataclass
class Outcome:
    """What several keepers of one release brought about."""

    left: float  # delivered to the customer, by the moves that are done
    passed: int  # deliveries that left
    refused: list  # what the others were told
    failures: list  # anything else that a keeper would have seen
    repeated: int  # how often the server began a keeper's call anew


class Course:
    """Our company with goods in its warehouse and a keeper."""

    def __init__(self, database):
        self.database = database
        self.side = Side(database, ours=True)
        self.side.switch(True, major=NEVER_MAJOR)
        self.side.administer(self._prepare)

    def _prepare(self, env):
        place = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1).lot_stock_id
        product = env["product.product"].browse(self.side.products[0])
        env["stock.quant"]._update_available_quantity(product, place, ON_HAND)
        groups = "base.group_user,ops_dept.ops_dept_group_warehouse"
        self.keeper = new_test_user(env, "race_keeper", groups=groups).id

    def set_up(self, approved, each, keepers):
        """Bring an order to its approved release, and split its delivery among the keepers; commit.

        :return: ids of the deliveries
        """
        with self.side.registry.cursor() as cr:
            env = Environment(cr, self.side.user, {})
            vals = self.side.order_vals(each * keepers)
            order = env["sale.order"].create({**vals, "order_line": vals["order_line"][:1]})
            order.action_ops_submit()
            order.with_user(self.side.people["sales_manager"]).action_ops_approve()
            sign_contract(order)
            order.action_confirm()
            release = env["ops.release"].create(
                {"order_id": order.id, "line_ids": order._ops_prepare_release_lines()}
            )
            release.line_ids.quantity = approved
            release.action_submit()
            decide(release)
            return self._split(order.picking_ids.sudo(), each, keepers).ids

    def _split(self, picking, each, keepers):
        """Divide one delivery into several of the same size."""
        picking.do_unreserve()
        pickings = picking
        for _other in range(keepers - 1):
            other = picking.copy({"move_ids": [], "move_line_ids": []})
            move = picking.env["stock.move"].create(picking.move_ids._split(each))
            move.picking_id = other
            move._action_confirm(merge=False)
            pickings |= other
        pickings.action_assign()
        if pickings.move_ids.mapped("quantity") != [each] * keepers:
            raise RuntimeError(f"the deliveries were not divided: {pickings.move_ids.mapped('quantity')}")
        return pickings

    def run(self, approved, each, keepers):
        """Let the keepers validate at the same time.

        :rtype: Outcome
        """
        pickings = self.set_up(approved, each, keepers)
        sql_db.close_all()  # processes must not share a connection
        context = multiprocessing.get_context("fork")
        start, results = context.Barrier(keepers), context.Queue()
        processes = [
            context.Process(target=ship, args=(self.database, self.keeper, picking, start, results))
            for picking in pickings
        ]
        for process in processes:
            process.start()
        parts = [results.get(timeout=120) for _process in processes]
        for process in processes:
            process.join()
        with self.side.registry.cursor() as cr:
            moves = Environment(cr, SUPERUSER_ID, {})["stock.picking"].browse(pickings).move_ids
            left = sum(moves.filtered(lambda move: move.state == "done").mapped("quantity"))
        told = {kind: [text for end, text, _tries in parts if end == kind] for kind in ("refused", "failed")}
        return Outcome(
            left=left,
            passed=sum(end == "passed" for end, _text, _tries in parts),
            refused=told["refused"],
            failures=told["failed"],
            repeated=sum(tries - 1 for _end, _text, tries in parts),
        )


def ship(database, user, picking_id, start, results):
    """What one keeper's request does, as the server carries it out: repeated when the database says so."""
    tries = 0
    with Registry(database).cursor() as cr:
        env = Environment(cr, user, {})

        def validate():
            nonlocal tries
            tries += 1
            picking = env["stock.picking"].browse(picking_id)
            picking.move_ids.mapped("quantity")  # the transaction sees what was before anybody shipped
            if tries == 1:
                start.wait()
            picking.move_ids.picked = True
            answer = picking.button_validate()
            if isinstance(answer, dict) and answer.get("res_model") == "ops.ship.released":
                picking._action_done()  # who goes on past the offer meets the gate
            elif answer is not True:
                raise RuntimeError("the delivery asks for something")

        try:
            retrying(validate, env)
            cr.commit()
            end, text = "passed", ""
        except UserError as error:
            end, text = "refused", str(error)
        except Exception as error:  # whatever it is, the keeper would have seen it
            end, text = "failed", repr(error)
    results.put((end, text, tries))


def main():
    conf, database, *races = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", database, "--log-level=critical"], setup_logging=True)
    load_server_wide_modules()
    course = Course(database)
    outcomes = [course.run(*(int(part) for part in race.split(":"))) for race in races]
    print(json.dumps([dataclasses.asdict(outcome) for outcome in outcomes]))


if __name__ == "__main__":
    main()
