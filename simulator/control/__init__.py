"""The control surface: what Zoom has no API for."""
