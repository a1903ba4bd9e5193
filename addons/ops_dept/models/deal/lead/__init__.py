"""An opportunity and the documents of all its deals, one tap away (M1.4)."""

from . import crm_lead
