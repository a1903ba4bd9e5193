"""Repeated duties: opened each period for whoever owes them, closed at their due moment."""
