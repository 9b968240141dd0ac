"""Methods about the bot itself and where it may be found. From Client.cpp."""

import re

from tests.fakes.botapi.methods import method
from tests.fakes.botapi.refusals import bad

MOST_COMMANDS = 100
_LONGEST = {"name": 64, "description": 512, "short_description": 120}


@method
def get_me(world, call):
    return world.bot


@method
def set_my_commands(world, call):
    commands = call.object("commands") or []
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(one.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_place(call)] = commands
    return True


@method
def get_my_commands(world, call):
    return world.commands.get(_place(call), [])


@method
def delete_my_commands(world, call):
    world.commands.pop(_place(call), None)
    return True


def _place(call):
    """Whom commands are for: the kind of chat, and the language they read."""
    scope = call.object("scope") or {"type": "default"}
    return scope["type"], _language(call)


def _language(call):
    code = call.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad("LANG_CODE_INVALID")
    return code


def _set(world, call, name):
    text = call.text(name)
    if len(text) > _LONGEST[name]:
        raise bad(f"bot {name.replace('_', ' ')} is too long")
    world.profile[name, _language(call)] = text
    return True


def _get(world, call, name):
    known = world.profile
    return {name: known.get((name, _language(call)), known.get((name, ""), ""))}


@method
def set_my_name(world, call):
    return _set(world, call, "name")


@method
def set_my_description(world, call):
    return _set(world, call, "description")


@method
def set_my_short_description(world, call):
    return _set(world, call, "short_description")


@method
def get_my_name(world, call):
    return _get(world, call, "name")


@method
def get_my_description(world, call):
    return _get(world, call, "description")


@method
def get_my_short_description(world, call):
    return _get(world, call, "short_description")


@method
def get_chat(world, call):
    gifts = ("unlimited", "limited", "unique")
    return {
        **world.chats.addressed(call),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            **{f"{kind}_gifts": False for kind in gifts},
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


@method
def get_chat_member(world, call):
    world.chats.addressed(call)
    return {"status": "member", "user": world.chats.user(call.number("user_id"))}
