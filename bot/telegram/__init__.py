"""Rawi in Telegram: who is answered, what is said, and that it is said once."""
