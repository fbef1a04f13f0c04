#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Serves one GGUF file as an OpenAI-compatible API on the loopback, and counts what it was asked.

llama.cpp's own server (package xllamacpp) answers; this front only passes requests on and counts the
completions, in all and by the header Idempotency-Key. So what a caller says that it asked can be
compared with what this candidate was in fact asked (GET /control/counters).
"""

import argparse
import http.client
import json
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import xllamacpp

HOST = "127.0.0.1"
MAX_BODY = 4 << 20  # bytes
MAX_KEYS = 10_000
ANSWER_SECONDS = 600


class Counts:
    """How many completions were asked for, in all and by idempotency key."""

    def __init__(self):
        self._lock = threading.Lock()
        self._total = 0
        self._keys = {}

    def add(self, key):
        with self._lock:
            self._total += 1
            if key:
                self._keys[key] = self._keys.get(key, 0) + 1
                if len(self._keys) > MAX_KEYS:
                    del self._keys[next(iter(self._keys))]

    def document(self):
        with self._lock:
            keys = {key: {"asked": n} for key, n in self._keys.items()}
            return {"total": {"asked": self._total}, "keys": keys}


def handler(inner, counts):
    """The request handler of a front before the server at HOST:inner."""

    class Front(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if self.path == "/control/counters":
                self._answer(200, json.dumps(counts.document()).encode())
            else:
                self._forward(b"")

        def do_POST(self):
            try:
                length = int(self.headers.get("Content-Length", ""))
            except ValueError:
                self._refuse(411, "the request needs a Content-Length")
                return
            if not 0 <= length <= MAX_BODY:
                self._refuse(413, f"the request is larger than {MAX_BODY} bytes")
                return
            body = self.rfile.read(length)
            if urlsplit(self.path).path.endswith("/completions"):
                counts.add(self.headers.get("Idempotency-Key", ""))
            self._forward(body)

        def _forward(self, body):
            upstream = http.client.HTTPConnection(HOST, inner, timeout=ANSWER_SECONDS)
            try:
                kind = self.headers.get("Content-Type", "application/json")
                upstream.request(self.command, self.path, body, {"Content-Type": kind})
                reply = upstream.getresponse()
                self._answer(reply.status, reply.read(), reply.headers.get_content_type())
            except (OSError, http.client.HTTPException) as e:
                self._refuse(502, f"the model's server does not answer: {e}")
            finally:
                upstream.close()

        def _refuse(self, status, message):
            self.close_connection = True
            self._answer(status, json.dumps({"error": {"message": message, "code": status}}).encode())

        def _answer(self, status, body, kind="application/json"):
            try:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except ConnectionError:
                self.close_connection = True  # the caller has gone

        def log_message(self, form, *args):
            pass  # counted, not logged: prompts are nobody's business

    return Front


def start_model(options):
    """Starts llama.cpp's server for the model and returns its port."""
    params = xllamacpp.CommonParams()
    params.model.path = options.model
    params.model_alias = [options.alias]
    params.hostnames = [HOST]
    params.port = 0
    params.n_parallel = options.slots
    params.n_ctx = options.context * options.slots
    params.n_gpu_layers = 0
    params.cpuparams.n_threads = options.threads
    params.cpuparams_batch.n_threads = options.threads
    params.verbosity = 1
    server = xllamacpp.Server(params)
    return server, urlsplit(server.listening_address).port


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True, help="the GGUF file")
    parser.add_argument("--alias", required=True, help="the model's name in requests and replies")
    parser.add_argument("--port", required=True, type=int)
    # One by default: llama.cpp's threads wait for each other spinning, so on a busy machine two are far slower than one.
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--context", type=int, default=2048, help="tokens a request may use")
    parser.add_argument("--slots", type=int, default=2, help="requests that are answered at once")
    options = parser.parse_args()

    server, inner = start_model(options)
    front = ThreadingHTTPServer((HOST, options.port), handler(inner, Counts()))
    front.daemon_threads = True
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"{options.alias} listens on {HOST}:{options.port}", flush=True)
    try:
        front.serve_forever()
    finally:
        del server


if __name__ == "__main__":
    main()
