"""Cases made of answers, as files hold them."""

from dataclasses import replace

from bot.evaluation.reading import as_yaml, read_cases
from bot.evaluation.recording import disputed, proposed
from bot.presentation.as_json import answer_json
from tests.fakes.cases import ANSWERED, NEAREST, REFUSED, TWO_SIDED, failures

MARKED = replace(ANSWERED, citations=(replace(ANSWERED.citations[0], answer=(16, 20)),))


def test_what_is_recorded_holds(tmp_path):
    """
    A case proposed from an answer is one that the answer meets, however it came out.
    """
    answers = [ANSWERED, MARKED, TWO_SIDED, NEAREST, REFUSED]
    taken, entries = [], []
    for answer in answers:
        entries.append(proposed(answer, taken=taken))
        taken.append(entries[-1]["id"])
    file = tmp_path / "cases.yaml"
    file.write_text(as_yaml(entries), "utf-8")
    cases = read_cases(file)

    assert [failures(one, answer) for one, answer in zip(cases, answers, strict=True)] == [[]] * 5
    assert cases[1].facts.all == (2500,)
    assert [one.outcome for one in cases] == [*["answer"] * 3, "nearest", "refused"]
    assert [one.id for one in cases][:2] == ["كم-بلغت-الكلفة", "كم-بلغت-الكلفة-2"]


def test_what_a_reader_disliked_must_not_return(tmp_path):
    """
    The question as it was understood, without what was quoted; a wish until somebody mends it.
    """
    body = answer_json(replace(ANSWERED, question="وكم؟", standalone="كم بلغت الكلفة؟"))
    file = tmp_path / "cases.yaml"
    file.write_text(
        as_yaml([disputed(body), disputed(answer_json(REFUSED), taken=["وكم"])]), "utf-8"
    )
    [wrong, silent] = read_cases(file)

    assert (wrong.question, wrong.severity, wrong.tags) == (
        "كم بلغت الكلفة؟",
        "wish",
        ("feedback",),
    )
    assert [layer for layer, _ in failures(wrong)] == ["evidence"]
    assert silent.forbidden == () and [layer for layer, _ in failures(silent, REFUSED)] == [
        "answerability"
    ]
