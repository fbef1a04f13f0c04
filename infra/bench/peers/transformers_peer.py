# SPDX-License-Identifier: Apache-2.0
"""Hugging Face transformers over a GGUF file, in 32-bit floats.

usage: transformers_peer.py MODEL.gguf THREADS; one line "KIND SIZE TOKENS" in, one figure out:
prefill (tokens a second of SIZE tokens), decode (tokens a second of SIZE sequences, TOKENS each, without the
reading of their prompts), first (milliseconds after a kept beginning of SIZE tokens, for TOKENS further ones).
"""

import copy
import os
import sys
import time

import torch
from transformers import AutoModelForCausalLM

PROMPT = 64


def main():
    folder, name = os.path.split(sys.argv[1])
    torch.set_num_threads(int(sys.argv[2]))
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32).eval()
    words = model.config.vocab_size
    kept = {}

    def made(rows, tokens):
        return torch.randint(100, words, (rows, tokens))

    def read(ids, past=None):
        return model(ids, past_key_values=past, use_cache=True, logits_to_keep=1)

    def prefill(size, _):
        ids = made(1, size)
        begun = time.perf_counter()
        read(ids)
        return size / (time.perf_counter() - begun)

    def decode(size, tokens):
        out = read(made(size, PROMPT))
        begun = time.perf_counter()
        for _ in range(tokens):
            out = read(out.logits[:, -1].argmax(-1, keepdim=True), out.past_key_values)
        return size * tokens / (time.perf_counter() - begun)

    def first(size, tokens):
        if size not in kept:
            kept[size] = read(made(1, size)).past_key_values
        ids = made(1, tokens)
        begun = time.perf_counter()
        read(ids, copy.deepcopy(kept[size])).logits[:, -1].argmax(-1).item()
        return 1000 * (time.perf_counter() - begun)

    kinds = {"prefill": prefill, "decode": decode, "first": first}
    print("ready", flush=True)
    with torch.inference_mode():
        for line in sys.stdin:
            kind, size, tokens = line.split()
            print(kinds[kind](int(size), int(tokens)), flush=True)


main()
