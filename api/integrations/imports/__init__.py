"""Clients, contacts and leads from a table that somebody has: looked at first, then taken over row by row."""
