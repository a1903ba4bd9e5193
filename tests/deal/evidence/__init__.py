"""What the customer signed stays, and the day of an order."""
