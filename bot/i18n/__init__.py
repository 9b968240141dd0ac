"""
What the interface says, in every language it speaks: one catalogue a language, ``ar.po``, ``en.po``.

Gettext's format, because translators have tools for it that know its plural forms and placeholders
(Poedit, Weblate), and because it is quick to read where every command begins: polib takes 8 ms of
CPU to import and 2.4 ms to read a catalogue. Babel's reader takes 34 and 13 ms, Fluent's 59 and
18 ms; the standard library's own needs a compiled copy beside each catalogue for the 7 ms it saves.

A further language is one more file. ``python -m bot.i18n CODE`` prints it with the English to
translate; tests/bot/i18n says what is missing, unused, or differs in its placeholders.
"""
