"""What the rulebook knows of a customer (W6.A)."""

from . import res_partner
