"""The handbook: editions, who is asked, who has read his clauses."""
