"""What readers take away: rows as files, over buttons and over HTTP."""
