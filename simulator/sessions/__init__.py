"""Meetings being held and held before."""
