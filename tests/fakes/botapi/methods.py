"""The methods by their names in lower case; each is called with the world and the call."""

METHODS = {}


def method(function):
    """
    Let ``send_message`` answer to ``sendMessage``.

    What it returns is the result, awaited if need be; it raises Refused.
    """
    METHODS[function.__name__.replace("_", "")] = function
    return function
