"""One question becomes ranked evidence."""
