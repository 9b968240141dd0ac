"""Imported last by the server of ``tests.processes``: what each of its programs would build anew."""

from bot.conversation.forms import forms

forms()  # a hundred expressions to compile
