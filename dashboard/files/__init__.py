"""What readers take away: rows as files, each at its address."""
