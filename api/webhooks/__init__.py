"""The door for Zoom's events: kept as they come, applied by asking Zoom."""
