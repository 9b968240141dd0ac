"""Telegram through python-telegram-bot: the only room that knows its library."""
