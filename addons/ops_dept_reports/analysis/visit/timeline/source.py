"""How a room declares a kind of thing that happens with a customer."""

from typing import NamedTuple

from odoo.tools.translate import LazyGettext


class Source(NamedTuple):
    """A kind of thing that happens with a customer: one row declares it, no other code is needed.

    Fields are named as paths of links (`lead_id.partner_id`); of several the first that has a value counts.

    :param int number: tells its rows' ids from those of other kinds: 1 to 99, never given to another kind
    :param str kind: its technical name
    :param LazyGettext label: what it is called
    :param str phase: before, during or after the sale
    :param str icon: its sign, of Font Awesome
    :param str model: of the documents
    :param tuple domain: which of the documents happened, and are of this kind
    :param tuple date: when: moments, or days
    :param tuple customer: links to the contact; the row is his company's
    :param str contact: link to the person (none: the contact himself, where he is not the company)
    :param str user: link to who of us did it or looks after it
    :param str name: the document's number
    :param tuple title: what it was about
    :param tuple state: where it stands: selections, or links that are named
    :param str amount: what the customer is to pay or has paid, with tax; never a cost
    """

    number: int
    kind: str
    label: LazyGettext
    phase: str
    icon: str
    model: str
    domain: tuple = ()
    date: tuple = ("create_date",)
    customer: tuple = ("partner_id",)
    contact: str = ""
    user: str = "user_id"
    name: str = "name"
    title: tuple = ()
    state: tuple = ("state",)
    amount: str = ""
