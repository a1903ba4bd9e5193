"""Delivery on the page of a deal and on the first page."""

from . import ops_deal
from . import ops_home
