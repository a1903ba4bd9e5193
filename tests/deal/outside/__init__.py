"""The ways out of the house: print, send, portal, payment."""
