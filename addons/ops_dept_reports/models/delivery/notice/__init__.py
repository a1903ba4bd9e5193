"""The delivery notice on paper (W4.A)."""

from . import ops_delivery_notice
