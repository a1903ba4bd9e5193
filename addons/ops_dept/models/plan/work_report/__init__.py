"""Reports that are handed in: of a year, of a problem, of a day on a trip (M7.4, M7.5, H8)."""
