"""
The bot as a process of its own against the loopback Bot API, for longer than a test may last.

    python -m tests.stress load | model | extractive | faults | kills | followers | replicas | soak
        [--short] [--crossed | --forgetful | --hollow]

Each prints what it measured and ends with status 1 if a promise was broken; with a bot that is
broken on purpose (the last three options) it must.
"""
