"""The districts into which a company divides its market (N1.1)."""

from . import ops_district
