"""How the server says no."""


class Refused(Exception):
    """
    An answer with ``ok: false``.

    status: the HTTP status, which is also the ``error_code``.
    parameters: ``retry_after`` in seconds, or ``migrate_to_chat_id``.
    """

    def __init__(self, status, description, **parameters):
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    @property
    def json(self):
        told = {"ok": False, "error_code": self.status, "description": self.description}
        return {**told, "parameters": self.parameters} if self.parameters else told


def bad(reason):
    return Refused(400, f"Bad Request: {reason}")
