"""What the rulebook knows of a customer (V2.1, W6.A)."""

from . import res_partner
