"""Competitors: contacts that sell what we sell, and our strengths against each (V3.3, N1.4)."""

from . import res_partner
