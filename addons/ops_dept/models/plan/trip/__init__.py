"""Business trips: asked for, approved, each day reported (M7.5)."""
