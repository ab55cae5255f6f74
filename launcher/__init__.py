"""Starts Parley on one machine: the servers it needs, the simulator, the API, the worker; and stops them all again."""
