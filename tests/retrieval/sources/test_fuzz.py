"""A hundred mutated files of every format; ``make fuzz-sources`` tries two thousand."""

from tests.fuzz_sources import main


def test_mutated_files_are_articles_or_errors(capsys):
    """
    No exception, no wait of over ten seconds, no child of over a gigabyte.
    """
    assert main(100, 11) == 0, capsys.readouterr().out
