"""
The bot broken on purpose, for a suite that finds nothing wrong must be able to.

    python -m tests.stress.sabotage crossed | forgetful | hollow MODULE [ARGUMENTS]

``crossed`` answers every fifth question with what another chat asked, and tells every fifth follower
what the first is told; ``forgetful`` has an inbox
that keeps nothing; ``hollow`` leaves a message without words above every fifth answer. MODULE is run
as ``python -m`` would.
"""

import itertools
import runpy
import sys
from dataclasses import replace

from bot.telegram.delivery import Delivery
from bot.telegram.messages.entities import Post
from bot.telegram.notifier import Notifier
from bot.telegram.responder import Responder
from bot.telegram.state.inbox import Inbox

EVERY = 5


def crossed():
    asked, turn, real = {}, itertools.count(1), Responder._written

    async def written(self, job, language, delivery):
        chat = job.incoming.chat.id
        asked[chat] = job.incoming.text
        others = [text for other, text in asked.items() if other != chat]
        if others and next(turn) % EVERY == 0:
            job.incoming = replace(job.incoming, text=others[-1])
        return await real(self, job, language, delivery)

    Responder._written = written
    told, show = [], Notifier._show

    async def shown(self, job):
        told.append(job.incoming.text)
        if next(turn) % EVERY == 0:
            job.incoming = replace(job.incoming, text=told[0])
        await show(self, job)

    Notifier._show = shown


def forgetful():
    async def take(self, incoming, messages=()):
        return True

    async def nothing(self, *_args, **_facts):
        return []

    Inbox.take = take
    Inbox.open_jobs = Inbox.claim = Inbox.save = Inbox.close = nothing


def hollow():
    turn, real = itertools.count(1), Delivery._place

    async def place(self, at, post):
        if next(turn) % EVERY == 0:
            incoming = self._job.incoming
            await self._messenger.send(incoming.chat, Post("…"), reply_to=incoming.message)
        await real(self, at, post)

    Delivery._place = place


if __name__ == "__main__":
    how, dash, module, *sys.argv[1:] = sys.argv[1:]
    {"crossed": crossed, "forgetful": forgetful, "hollow": hollow}[how]()
    runpy.run_module(module, run_name="__main__", alter_sys=True)
