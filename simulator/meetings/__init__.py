"""Meetings: creating, changing, listing, deleting."""
