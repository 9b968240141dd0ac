"""
A server of OpenAI's embeddings protocol on loopback, as strict as the real one.

A text's vector is the sum of a direction for each of its stems, so that texts with words in common
are near. What the real server would refuse is refused here with its status: a wrong key, an unknown
model, an empty text, more texts than one request may hold.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

from retrieval.language.arabic import stems
from tests.fakes.archives import direction

KEY = "sk-loopback-embeddings"
MODEL = "loopback-embed"
_MOST = 2048  # texts of a request
_ARGUMENTS = {"input", "model", "encoding_format", "dimensions", "user"}


class EmbeddingsServer:
    """
    base_url: its address. requests: the bodies of those it took, in order.
    faults: what it does with the next requests instead: (status, headers, body), in order.
    dimension: of its vectors.
    """

    def __init__(self):
        self.requests = []
        self.faults = []
        self.dimension = 384
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                status, headers, reply = server.answer(self.path, self.headers, body)
                raw = json.dumps(reply).encode()
                self.send_response(status)
                for name, value in {"content-type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def close(self):
        self._http.shutdown()
        self._http.server_close()

    def answer(self, path, headers, body):
        """Status, headers and body of the reply to one request."""
        if path != "/v1/embeddings":
            return refusal(404, f"Invalid URL (POST {path})")
        if headers.get("authorization") != f"Bearer {KEY}":
            return refusal(401, "Incorrect API key provided.")
        if self.faults:
            return self.faults.pop(0)
        if body.get("model") != MODEL:
            return refusal(404, f"The model `{body.get('model')}` does not exist.")
        if extra := set(body) - _ARGUMENTS:
            return refusal(400, f"Unrecognized request argument supplied: {extra}")
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        if not 0 < len(texts) <= _MOST or not all(isinstance(text, str) and text for text in texts):
            return refusal(400, "'$.input' is invalid.")
        if body.get("encoding_format") != "float":
            return refusal(400, "Only float is spoken here.")
        self.requests.append(body)
        data = [
            {"object": "embedding", "index": at, "embedding": self.vector(text).tolist()}
            for at, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        # The protocol has an index because the order is not promised.
        return 200, {}, {"object": "list", "model": MODEL, "data": data[::-1], "usage": usage}

    def vector(self, text):
        found = sum(map(direction, stems(text)), np.full(384, 0.01, np.float32))
        return found[: self.dimension]


def refusal(status, message, **headers):
    """A reply that refuses, in the server's shape."""
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": None}
    return status, headers, {"error": error}
