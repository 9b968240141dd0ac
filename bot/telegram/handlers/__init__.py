"""What comes of a command, a press and an inline query."""
