"""Zoom's REST API for the rest of Parley: calls, tokens, answers, errors, limits and webhook signatures.

It knows no database, no web framework and nothing of the CRM.
"""
