"""Parley: Zoom meetings inside your CRM."""
