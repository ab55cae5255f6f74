"""Parley: Zoom meetings inside your CRM."""

VERSION = "0.1.0"
