"""Competitors and our strengths against them."""
