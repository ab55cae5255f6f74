"""A pretend Zoom with state: its REST API, its pages, and a control surface for everything Zoom does not offer."""
