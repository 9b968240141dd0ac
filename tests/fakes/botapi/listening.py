"""Methods by which a bot hears: polling or a webhook. From Client.cpp and WebhookActor.cpp."""

import re

from tests.fakes.botapi.methods import method
from tests.fakes.botapi.refusals import bad


@method
async def get_updates(world, call):
    _hear(world, call)
    limit = call.number("limit")
    return await world.updates.poll(
        call.number("offset"), limit if 1 <= limit <= 100 else 100, call.number("timeout")
    )


def _hear(world, call):
    allowed = call.object("allowed_updates")
    if allowed is not None:
        world.updates.allowed = frozenset(allowed)


@method
def set_webhook(world, call):
    url, secret = call.text("url"), call.text("secret_token")
    # The real one wants https; on loopback there is nobody to ask for a certificate.
    if url and not re.match(r"https://|http://127\.0\.0\.1:", url):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad("secret token contains unallowed characters")
    _hear(world, call)
    if call.flag("drop_pending_updates"):
        world.updates.drop()
    world.updates.webhook, world.updates.secret = url, secret
    world.signal.ring()
    return True


@method
def delete_webhook(world, call):
    if call.flag("drop_pending_updates"):
        world.updates.drop()
    world.updates.webhook = world.updates.secret = ""
    world.signal.ring()
    return True


@method
def get_webhook_info(world, call):
    return {
        "url": world.updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
