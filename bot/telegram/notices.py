"""Short words to readers on the side of their questions: said once, and not too often."""

import time
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Sequence
from functools import partial
from typing import Any

from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.telegram.context import Context
from bot.telegram.delivery import Delivery, retry
from bot.telegram.logging import log_error, log_event
from bot.telegram.messages.entities import Post
from bot.telegram.messages.posts import plain_posts
from bot.telegram.messenger import Chat, Incoming, MessengerError
from bot.telegram.queues import Queues
from bot.telegram.responder import LIFE
from bot.telegram.state.jobs import Job

_AGAIN = 10.0  # seconds before the same word is said to the same person again
_CROWD = 10_000  # words remembered before old ones are dropped


class Notices:
    """Says things in the background; nothing that goes wrong with one goes further."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._said: dict[tuple[str, int, Chat], float] = {}
        self._queues: Queues[Callable[[], Awaitable[object]]] = Queues(_quietly)

    async def close(self) -> None:
        """Give up what was not said yet."""
        await self._queues.finish(0)

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Do *work* in the background."""
        self._queues.add(object(), lambda: work)

    def start_in_order(self, key: Hashable, work: Callable[[], Awaitable[None]]) -> None:
        """Do *work* in the background, after what *key* was given before."""
        self._queues.add(key, work)

    def notify(
        self, incoming: Incoming, word: str, *, instead_of: Sequence[int] = (), **facts: object
    ) -> None:
        """Say *word*, once in a while to each person in a chat; a message that stands empty must say it."""
        who, now = (word, incoming.person, incoming.chat), time.monotonic()
        lately = now - self._said.get(who, -_AGAIN) < _AGAIN
        if lately and not instead_of:
            return
        if len(self._said) >= _CROWD:
            self._said = {one: at for one, at in self._said.items() if now - at < _AGAIN}
        self._said[who] = now
        self.start(self._tell(incoming, word, instead_of, facts))

    async def _tell(
        self, incoming: Incoming, word: str, instead_of: Sequence[int], facts: dict[str, object]
    ) -> None:
        language = await self.language(incoming)
        (post, *_) = plain_posts(say(word, language, **facts), language)
        if instead_of:
            job, until = Job(incoming, list(instead_of)), time.monotonic() + LIFE
            save = self._context.inbox.save
            await Delivery(self._context.telegram, job, note=save, until=until).fill([post])
        else:
            await self.say(incoming, [post])

    async def language(self, incoming: Incoming) -> Language:
        """The interface language of its writer."""
        said = incoming.text if incoming.asks else ""  # an id after a command is in no language
        return await self._context.people.language(incoming.person, said, incoming.language)

    async def say(self, incoming: Incoming, some: Sequence[Post]) -> None:
        """Say it, one after the other. Raises MessengerError."""
        for post in some:
            await self.send(incoming.chat, post, incoming.message if incoming.chat.group else None)

    async def send(self, chat: Chat, post: Post, reply_to: int | None) -> None:
        """Send it, again once if nobody knows whether it was shown. Raises MessengerError."""
        send = partial(self._context.telegram.send, chat, post, reply_to=reply_to)
        await retry(send, until=time.monotonic() + LIFE, again=1)


async def _quietly(work: Callable[[], Awaitable[object]]) -> None:
    try:
        await work()
    except MessengerError as error:
        log_event("not_shown", kind=type(error).__name__)
    except Exception as error:
        log_error("task_failed", error)
