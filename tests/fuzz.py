"""
Post random answers past the server's rules: ``python -m tests.fuzz 10000``.

Any Unicode, any length, articles with markup and commands in them. Every message is checked by the
server's rules, and every answer is sent over HTTP to the loopback server as well. Prints how many
were tried and how many were refused, altered, or not whole.
"""

import sys
from collections import Counter

from hypothesis import HealthCheck, Phase, given, seed, settings

from bot.telegram.messages.answers import answer_posts
from tests.fakes.answers import answers, complaints
from tests.fakes.clients import wire

_ROUND = 500  # examples; hypothesis keeps those of one round in memory


def main(examples):
    found = Counter()
    for first in range(0, examples, _ROUND):
        with wire() as send:
            posted(found, send, min(_ROUND, examples - first), first)
    tried, characters = found.pop("answers"), found.pop("characters")
    sent = found.pop("messages")
    refused = sum(count for what, count in found.items() if what.startswith("Bad Request"))
    print(f"{tried} answers of {characters} characters, sent in {sent} messages")
    print(f"{refused} Bad Requests, {found.total() - refused} altered or not whole")
    for what, count in found.most_common():
        print(f"  {count} {what}")
    return int(bool(found))


def posted(found, send, examples, number):
    """Count in *found* what is wrong with *examples* random answers, the same for a *number*."""

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(answers())
    def post(told):
        found["answers"] += 1
        found["characters"] += len(told[0].text)
        found.update(complaints(*told))
        whole = answer_posts(told[0], "ar")
        found["messages"] += len(whole)
        found.update(send(whole))

    post()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
