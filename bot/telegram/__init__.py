"""Rawi in Telegram: who is heard, what is said, and that it is said once."""
