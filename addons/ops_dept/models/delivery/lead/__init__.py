"""What was delivered of an opportunity's orders (M1.4)."""

from . import crm_lead
