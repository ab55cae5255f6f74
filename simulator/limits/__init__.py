"""Zoom's rate limits and daily quotas."""
