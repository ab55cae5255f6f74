"""How Parley is doing: for the operator's probes, and for administrators on a page."""
