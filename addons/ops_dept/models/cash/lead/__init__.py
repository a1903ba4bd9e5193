"""What was invoiced and collected of an opportunity's orders (M1.4)."""

from . import crm_lead
