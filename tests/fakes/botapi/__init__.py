"""
A Telegram Bot API server on loopback, as strict as the real one.

``BotAPI`` is all a test needs: ``async with BotAPI() as telegram`` serves ``telegram.url`` until
the block ends, and the people of its chats speak through ``telegram.say`` and its kin
(``people``). Rules and error texts were read from the sources of tdlib/telegram-bot-api 10.0 and
tdlib/td. Parse modes are refused and entities are never added: Rawi sends text with its entities.
"""

from tests.fakes.botapi.faults import Fault
from tests.fakes.botapi.refusals import Refused
from tests.fakes.botapi.server import BotAPI

__all__ = ["BotAPI", "Fault", "Refused"]
