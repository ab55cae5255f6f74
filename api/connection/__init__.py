"""How the connection to Zoom stands, for all processes: the client of Zoom itself knows no database."""
