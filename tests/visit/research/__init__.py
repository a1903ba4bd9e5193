"""What is found out about customers and leads."""
