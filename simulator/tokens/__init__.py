"""Access tokens of the account's app."""
