"""What proves an agreement and stays: scans, the customer's signature, the date of the order (W3.E)."""

from . import attachment_signature
from . import signature
from . import date
