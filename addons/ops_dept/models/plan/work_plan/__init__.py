"""Plans of a year, a month, a week: visits as their lines, agreed with the head (W1.A, W1.C, H6, V2.2)."""
