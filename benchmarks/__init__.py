"""What is promised about speed, measured beside what the same machine can do at best in the same minute."""
