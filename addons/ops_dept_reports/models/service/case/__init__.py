"""The form of a service case: what technical, warehouse and purchasing work by (W7.B)."""

from . import helpdesk_ticket
