"""Open screens follow what changes: Postgres tells each process, and each process its open streams."""
