# SPDX-License-Identifier: Apache-2.0
"""Token ids by llama.cpp, through its own server on the loopback."""

import json
import urllib.request

import xllamacpp


class Tokenizer:
    def __init__(self, model):
        params = xllamacpp.CommonParams()
        params.model.path = model
        params.port = 0
        params.n_ctx = 256
        params.n_gpu_layers = 0
        params.warmup = False
        self.server = xllamacpp.Server(params)

    def encode(self, text, control_tokens=False):
        body = {"content": text, "add_special": False, "parse_special": control_tokens}
        request = urllib.request.Request(
            self.server.listening_address + "/tokenize",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as reply:
            return json.load(reply)["tokens"]
