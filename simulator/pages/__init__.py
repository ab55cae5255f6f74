"""What people see in a browser: joining, starting and registering."""
