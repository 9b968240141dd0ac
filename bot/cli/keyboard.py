"""Lines typed at a terminal. The only module that imports prompt_toolkit."""

from collections.abc import Iterator

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys

from bot.settings import Settings


def typed(settings: Settings, prompt: str) -> Iterator[str]:
    """Lines from the keyboard, with a history. Ctrl-C gives up a line, Ctrl-D the conversation."""
    keys = KeyBindings()
    # Text copied off a coloured screen reads like a mouse at work, and would end in a traceback.
    keys.add(Keys.Vt100MouseEvent)(lambda event: None)
    history = settings.home / "history"
    history.touch(mode=0o600)  # it holds what somebody asked
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)), key_bindings=keys
    )
    while True:
        try:
            yield session.prompt(prompt)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
