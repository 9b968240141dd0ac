"""A judge examined on sentences that ship with Rawi, whose truth is known."""

from collections.abc import Sequence
from importlib.resources import as_file, files

from bot.evaluation.certificate import Pair, gate_for, read_pairs
from bot.verification.judge import Judge
from bot.verification.ruling import Sentence, Waiting
from bot.verification.trust import Examined

_TOGETHER = 8  # sentences of one request, somewhat more than an answer's


def exam_pairs() -> list[Pair]:
    """48 false sentences of twenty classes and eight true ones; in no certificate."""
    with as_file(files("bot.evaluation").joinpath("exam.jsonl")) as path:
        return read_pairs([path])


async def examine(judge: Judge, pairs: Sequence[Pair]) -> Examined:
    """
    What *judge* says of *pairs* by itself, no veto beside it. Raises ModelFault if it does not reply.
    """
    await judge.ready()
    vouched: list[Pair] = []
    for begin in range(0, len(pairs), _TOGETHER):
        some = pairs[begin : begin + _TOGETHER]
        gates = [gate_for(pair) for pair in some]
        waiting = [
            gate.rule(Sentence(pair.sentence)) for gate, pair in zip(gates, some, strict=True)
        ]
        cases = {
            at: gates[at].case(one) for at, one in enumerate(waiting) if isinstance(one, Waiting)
        }
        choices = await judge.choose(list(cases.values()))
        vouched += [some[at] for at, one in zip(cases, choices, strict=True) if one.windows]
    labels = [pair.label for pair in pairs]
    passed = sum(pair.label == "false" for pair in vouched)
    return Examined(labels.count("false"), passed, labels.count("true"), len(vouched) - passed)
