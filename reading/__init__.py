"""Files that people hand us: read whole, checked whole, every error with its line."""
