"""Purchase orders and their papers are read without their prices."""
