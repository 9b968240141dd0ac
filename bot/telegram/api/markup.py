"""A post's entities and buttons, as python-telegram-bot sends them."""

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.telegram.messages.entities import Button, Post


def entities(post: Post) -> list[MessageEntity]:
    """Counted in UTF-16 units, as the server does."""
    counted = [
        MessageEntity(one.type, one.start, one.end - one.start, url=one.url)
        for one in post.entities
    ]
    return [*MessageEntity.adjust_message_entities_to_utf_16(post.text, counted)]


def keyboard(post: Post) -> InlineKeyboardMarkup | None:
    if not post.rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in post.rows])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.text,
        callback_data=button.data or None,
        url=button.url or None,
        copy_text=CopyTextButton(button.copy) if button.copy else None,
    )
