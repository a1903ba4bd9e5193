"""Several requests that send the same draft of a visit at the same time, in committed transactions.

``python -m tests.scale.draft_senders CONF DATABASE SENDERS ROUNDS`` prints what came out of each round.
The database is one to throw away.
"""

import dataclasses
import json
import multiprocessing
import sys

from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.service.server import load_server_wide_modules
from odoo.tests import new_test_user
from odoo.tools import config

CONSULTANT = "base.group_user,ops_dept.ops_dept_group_consultant"


@dataclasses.dataclass
class Outcome:
    """What the senders of one draft brought about."""

    visits: int  # notes under the draft's key
    leads: int  # leads of the unknown caller
    answers: int  # different ids that the senders were told
    lines: int  # offers of the note, which came with it
    failures: list  # what a browser would have seen instead of an answer
    repeated: int  # how often the server began somebody's call anew


def prepare(database):
    """Switch the rulebook on, hire the consultant who sends, and commit.

    :return: ids of the consultant and of a product that he offers
    """
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        env.company.ops_rulebook = True
        product = env["product.product"].create({"name": "Seal", "list_price": 12})
        return new_test_user(env, "draft_sender", groups=CONSULTANT).id, product.id


def run(database, user, product, number, senders):
    """Let so many requests bring the same draft at the same time.

    :param int number: of the round; its draft and its caller are its own
    :rtype: Outcome
    """
    key, phone = f"draft-{number}", f"0512-6677{number:04}"
    values = {
        "channel": "inbound",
        "caller_number": phone,
        "talk": "He asks for seals",
        "result": "interested",
        "sent_key": key,
        "offer_ids": [(0, "virtual_1", {"product_id": product, "quantity": 10})],
    }
    sql_db.close_all()  # processes must not share a connection
    context = multiprocessing.get_context("fork")
    start, results = context.Barrier(senders), context.Queue()
    processes = [
        context.Process(target=send, args=(database, user, values, start, results))
        for _sender in range(senders)
    ]
    for process in processes:
        process.start()
    parts = [results.get(timeout=120) for _process in processes]
    for process in processes:
        process.join()
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        visits = env["ops.visit"].search([("draft_key", "=", key)])
        return Outcome(
            visits=len(visits),
            leads=env["crm.lead"].search_count([("phone", "=", phone)]),
            answers=len({answer for answer, _failure, _tries in parts if answer}),
            lines=len(visits.offer_ids),
            failures=[failure for _answer, failure, _tries in parts if failure],
            repeated=sum(tries - 1 for _answer, _failure, tries in parts),
        )


def send(database, user, values, start, results):
    """What one request does, as the server carries it out: repeated when the database says so."""
    tries, answer, failure = 0, None, None
    with Registry(database).cursor() as cr:
        env = Environment(cr, user, {})

        def save():
            nonlocal tries
            tries += 1
            visits = env["ops.visit"]
            visits.search_count([])  # the transaction sees what was before anybody sent it
            if tries == 1:
                start.wait()
            return visits.web_save(values, {})[0]["id"]

        try:
            answer = retrying(save, env)
            cr.commit()
        except Exception as error:  # whatever it is, the browser would have seen it
            failure = repr(error)
    results.put((answer, failure, tries))


def main():
    conf, database, senders, rounds = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", database, "--log-level=critical"], setup_logging=True)
    load_server_wide_modules()
    user, product = prepare(database)
    outcomes = [run(database, user, product, number, int(senders)) for number in range(int(rounds))]
    print(json.dumps([dataclasses.asdict(outcome) for outcome in outcomes]))


if __name__ == "__main__":
    main()
