"""Who is meant by a post: users, roles, teams, companies."""
