"""What every package stands on; it knows nothing of Zoom or of the CRM."""
