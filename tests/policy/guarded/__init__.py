"""What guarded models declare: moves, doors, frozen and derived fields."""
