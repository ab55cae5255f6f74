"""Failures made on purpose."""
