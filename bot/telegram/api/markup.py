"""A post's entities and buttons, as python-telegram-bot sends them."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.telegram.messages.posts import Post


def entities(post: Post) -> list[MessageEntity]:
    return [MessageEntity(one.type, one.offset, one.length, url=one.url) for one in post.entities]


def keyboard(post: Post) -> InlineKeyboardMarkup | None:
    if not post.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.text, callback_data=button.data) for button in row]
            for row in post.rows
        ]
    )
