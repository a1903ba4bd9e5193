from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..ledger.ops_obligation import DECISION, LIVE


class Part(NamedTuple):
    """A part of the page as a room declares it, and for whom it is.

    :param int sequence: where it stands among its kind, whatever room it is from
    :param str method: makes it, or a list of several; None, where it has nothing to say to this user
    :param tuple roles: for who holds one of these (none: for everybody)
    :param str submits: for who submits documents of this model
    """

    sequence: int
    method: str
    roles: tuple = ()
    submits: str = ""


class OpsHome(models.AbstractModel):
    """The first page of the application: what waits for me, for every role, in one call.

    An act stands once on it: in the card of its document, with the button that does it and until when it is
    owed. What is owed and has no card of its own stands under "My obligations" (`duties.py`).
    """

    _name = "ops.home"
    _description = "My work"

    # Rooms add rows of their own to these; the whole page is read from them (`_get_parts`).
    _cards = (
        Part(40, "_get_approvals_card"),
        Part(50, "_get_requests_card"),
    )
    _shortcuts = ()
    _lists = ()

    @api.model
    def get_home(self):
        """Return the page: `name`, `date`, `is_on`, `shortcuts` (see `_shortcut`), its `cards` (see `_card`)
        and `lists` to read (see `_list`).

        :rtype: dict
        """
        self.env.company.sudo()._ops_fetch_whole()  # sudo: the room of the company's settings, read at once
        # sudo: the user's and the company's language and time zone, asked all over the page, read at once
        (self.env.user.partner_id | self.env.company.sudo().partner_id).mapped("tz")
        owed = self._get_owed_domain()
        models = self.env["ops.obligation"]._get_models_owed_on(owed)
        return self.with_context(ops_owed_models=models)._get_page()

    @api.model
    def _get_owed_domain(self):
        """Return the domain of all obligations that the page looks at."""
        mine = Domain("is_mine", "=", True) & Domain("state", "in", LIVE) & Domain("step", "!=", DECISION)
        return Domain.OR([mine, self._get_late_domain(), *self._get_overdue_domains()])

    @api.model
    def _find_owed(self, domain, **kwargs):
        """Find obligations for the page: on documents of the models on which the page knows that something
        is owed (`get_home` alone says which).
        """
        duties = self.env["ops.obligation"]
        return duties._search_on(self._get_owed_models(), domain, **kwargs)

    @api.model
    def _get_owed_models(self):
        models = self.env.context.get("ops_owed_models")
        return self.env["ops.obligation"]._get_document_models() if models is None else models

    @api.model
    def _get_page(self):
        cards = self._get_cards()
        self._fill_cards(cards)
        cards = [card for card in cards if card["count"] or not card.get("vanishes")]
        acts = [card for card in cards if not card["with_others"] or card.get("owed_here")]
        self._say_when_due(acts)
        owed = self._get_obligations_card(self._get_shown_domain(acts))
        self._fill_cards([owed])
        cards.insert(1, owed)
        # what waits comes first, whatever room it is from; before what waits for others
        cards.sort(key=lambda card: (not card["count"], card["with_others"]))
        for card in cards:
            for name in ("model", "domain", "find", "found", "ids", "vanishes", "owed_here"):
                card.pop(name, None)
        return {
            "name": self.env.user.name,
            "date": fields.Date.context_today(self),
            "is_on": self.env.company._ops_rulebook_on(),
            "shortcuts": self._make_parts("_shortcuts"),
            "cards": cards,
            "lists": self._make_parts("_lists"),
        }

    @api.model
    def _get_cards(self):
        """Return the cards of what waits for the user."""
        return self._make_parts("_cards")

    @api.model
    @tools.ormcache("table")
    def _get_parts(self, table):
        """Return the parts that all rooms declare in a table, as they stand on the page."""
        parts = {part for cls in type(self).__mro__ for part in cls.__dict__.get(table, ())}
        return tuple(sorted(parts))

    @api.model
    def _make_parts(self, table):
        """Make the parts of a table that are for the user."""
        user = self.env.user
        mine = (
            getattr(self, part.method)()
            for part in self._get_parts(table)
            if (not part.roles or user._ops_has_role(*part.roles))
            and (not part.submits or self.env[part.submits]._ops_may_submit())
        )
        parts = (part for made in mine for part in (made if isinstance(made, list) else [made]))
        return [part for part in parts if part]

    # ------------------------------------------------------------------
    # Parts of the page
    # ------------------------------------------------------------------
    @api.model
    def _row(self, record, title, text, model=None, res_id=None, **values):
        """Return a row: what it is about, the document it opens, and what is worth a look.

        :param values: `amount` and `tax` (see `_untaxed`, `_taxed`), `badge`, `since` (UTC), `is_late`,
            `button` (what is done here), `method` (the action of the document behind the button; none: the
            document is opened), `opens` (the action that the row opens, where it is not the document's form),
            `owed_on` (ids of the card's records, where the row is about several)
        """
        return {
            "id": record.id,
            "model": model or record._name,
            "res_id": res_id or record.id,
            "title": title,
            "text": text,
            "amount": "",
            "tax": "",
            "badge": "",
            "since": "",
            "is_late": False,
            "button": "",
            "method": "",
            **values,
        }

    @api.model
    def _untaxed(self, currency, amount):
        """Return an amount without tax as a row shows it, saying so (nothing: none is known yet)."""
        return {"amount": currency.format(amount), "tax": self.env._("Untaxed")} if amount else {}

    @api.model
    def _taxed(self, currency, amount):
        """Return an amount with tax as a row shows it, saying so."""
        return {"amount": currency.format(amount), "tax": self.env._("With tax")} if amount else {}

    @api.model
    def _shortcut(self, key, icon, title, action, **context):
        """Return something the user can begin in one tap.

        :param str action: xml id of an action that opens a form
        """
        return {"key": key, "icon": icon, "title": title, "action": action, "context": context}

    @api.model
    def _list(self, key, icon, title, rows):
        """Return a list to read: `rows` of `_list_row` (None: not for this user)."""
        return {"key": key, "icon": icon, "title": title, "rows": [row for row in rows if row]}

    @api.model
    def _list_row(self, title, action, text="", is_late=False):
        """Return a row of a list to read.

        :param action: what it opens, an xml id or the values of an action ("": nothing)
        """
        return {"title": title, "text": text, "action": action, "is_late": is_late}

    # ------------------------------------------------------------------
    # Until when
    # ------------------------------------------------------------------
    @api.model
    def _say_when_due(self, cards):
        """Say on the rows of these cards until when the user owes it, of all in one query."""
        models = set(self.env["ops.obligation"]._get_document_models())
        rows = {
            (card["model"], res_id): row
            for card in cards
            if card["model"] in models
            for row in card["rows"]
            for res_id in row.pop("owed_on", (row["id"],))
        }
        by_model = {}
        for name, res_id in rows:
            by_model.setdefault(name, []).append(res_id)
        if not by_model:
            return
        documents = Domain.OR(
            Domain("res_model", "=", name) & Domain("res_id", "in", ids) for name, ids in by_model.items()
        )
        mine = Domain("is_mine", "=", True) & Domain("state", "in", LIVE)
        # sudo: the documents are on the user's page; what others may read of them is not asked again
        owed = self.env["ops.obligation"].sudo().search(mine & documents, order="date_due desc, id")
        for obligation in owed:
            row = rows[obligation.res_model, obligation.res_id]
            row["is_late"] = row["is_late"] or obligation.is_overdue
            row["due"] = self._due_text(obligation)

    @api.model
    def _due_text(self, obligation):
        due = obligation.date_due
        return (due and self.env._("Due %s", format_datetime(self.env, due, dt_format="short"))) or ""

    @api.model
    def _get_shown_domain(self, cards):
        """Return the domain of the obligations whose document stands in one of these cards."""
        models = set(self._get_owed_models())
        return Domain.OR(
            Domain("res_model", "=", card["model"]) & Domain("res_id", "in", self._get_shown_ids(card))
            for card in cards
            if card["model"] in models
        )

    @api.model
    def _get_shown_ids(self, card):
        """Return the ids of a card's records, or what finds them where it does not show all."""
        ids = card.get("ids")
        return self.env[card["model"]]._search(card["domain"]) if ids is None else ids
