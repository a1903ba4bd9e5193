"""The record of service on site: times, work, parts, the customer's signature (W7.C, W7.D)."""

from . import ops_visit
