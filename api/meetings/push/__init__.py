"""The steps of a push, one file each: to create, to change, to delete, and what is done when Zoom fails."""
