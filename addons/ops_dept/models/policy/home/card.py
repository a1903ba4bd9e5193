from typing import Any, NamedTuple

from odoo import api, models
from odoo.tools import SQL

# How many rows of each kind the page shows; the rest is one tap away.
ROWS = 5


class Found(NamedTuple):
    """What a card shows, before it is looked for.

    :param query: finds the first records
    :param row: function from a record to its row
    """

    query: Any
    row: Any


class Card(dict):
    """A card whose `rows` and `count` are looked for together with those of the others (`_fill_cards`), or by
    themselves where somebody asks for them earlier.
    """

    def __init__(self, home, values):
        super().__init__(values)
        self.home = home

    def __missing__(self, key):
        if key not in ("rows", "count"):
            raise KeyError(key)
        self.home._fill_cards([self])
        return self[key]


class OpsHome(models.AbstractModel):
    """Cards of the page: the first records of a domain, of all cards in one statement."""

    _inherit = "ops.home"

    @api.model
    def _card(self, model, domain, order, row, find=None, **values):
        """Return a card: the first records of a domain, how many there are, and where to see them all.

        :param row: function from a record to its row
        :param find: searches instead of the model's own `_search`
        :param values: `key`, `icon`, `title`, `empty` (said when there is nothing), `action` (an xml id),
            `with_others` (somebody else acts next), `vanishes` (it stands on the page only while there is
            something), `owed_here` (with others, and still owed by the user: it stands here alone)
        """
        find = find or self.env[model]._search
        query = find(domain, order=order, limit=ROWS)
        place = {"model": model, "domain": domain, "find": find}
        card = {"late": 0, "with_others": False, "empty": "", **values, **place}
        return Card(self, {**card, "found": Found(query, row)})

    @api.model
    def _fill_cards(self, cards):
        """Look for the records of these cards in one statement; another counts those that show not all."""
        unfilled = [card for card in cards if not {"rows", "count"} <= card.keys()]
        ids = self._find_first([card["found"].query for card in unfilled])
        full = [card for card, found in zip(unfilled, ids, strict=True) if len(found) == ROWS]
        counts = self._count_all([card for card in full if "count" not in card])
        for card, found in zip(unfilled, ids, strict=True):
            card.setdefault("count", counts.get(card["key"], len(found)))
            records = self.env[card["model"]].browse(found)
            card.setdefault("rows", [card["found"].row(record) for record in records])
            card["ids"] = found if card["count"] == len(found) else None

    @api.model
    def _find_first(self, queries):
        """Return the ids that each of these queries finds, in their order."""
        parts = [
            SQL(
                "(SELECT %s, found.id, row_number() OVER () FROM (%s) found)",
                number,
                query.select(SQL("%s AS id", SQL.identifier(query.table, "id"))),
            )
            for number, query in enumerate(queries)
            if not query.is_empty()
        ]
        ids = [[] for _query in queries]
        if parts:
            rows = self._read_at_once(parts)
            for number, record_id, _place in sorted(rows, key=lambda row: (row[0], row[2])):
                ids[number].append(record_id)
        return ids

    @api.model
    def _read_at_once(self, parts):
        """Return the rows of several queries, read in one statement.

        Together they look so expensive that the database compiles them first, which takes seconds where to
        read the few rows takes milliseconds: it is told not to, until this transaction ends.
        """
        return self.env.execute_query(SQL("SET LOCAL jit = off; %s", SQL(" UNION ALL ").join(parts)))

    @api.model
    def _count_all(self, cards):
        """Return how many records there are of these cards, by key."""
        parts = []
        for number, card in enumerate(cards):
            find = card.get("find") or self.env[card["model"]]._search
            query = find(card["domain"])
            parts.append(SQL("(%s)", query.select(SQL("%s", number), SQL("COUNT(*)"))))
        rows = self._read_at_once(parts) if parts else []
        return {cards[number]["key"]: count for number, count in rows}
