#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same decoding by Hugging Face transformers, and the bound that memory sets: peer.py BATCH…"""

import json
import sys
import time

import torch
from transformers import LlamaConfig, LlamaForCausalLM

PROMPT, WARM, STEPS = 128, 16, 64


def copy_bandwidth():
    a = torch.empty(1 << 30, dtype=torch.float32, device="cuda")
    b = torch.empty_like(a)
    for _ in range(3):
        b.copy_(a)
    torch.cuda.synchronize()
    begun = time.perf_counter()
    for _ in range(10):
        b.copy_(a)
    torch.cuda.synchronize()
    return 10 * 2 * a.numel() * 4 / (time.perf_counter() - begun)


@torch.inference_mode()
def measure(model, batch):
    tokens = torch.randint(0, model.config.vocab_size, (batch, PROMPT), device="cuda")
    out = model(tokens, use_cache=True, logits_to_keep=1)
    for i in range(WARM + STEPS - 1):
        if i == WARM:
            torch.cuda.synchronize()
            begun = time.perf_counter()
        out = model(out.logits[:, -1].argmax(-1, keepdim=True), past_key_values=out.past_key_values, use_cache=True)
    torch.cuda.synchronize()
    return (time.perf_counter() - begun) / (STEPS - 1)


def main(batches):
    bandwidth = copy_bandwidth()
    torch.set_default_dtype(torch.bfloat16)
    config = LlamaConfig(hidden_size=3072, intermediate_size=8192, num_hidden_layers=28, num_attention_heads=24,
                         num_key_value_heads=8, vocab_size=49152, rope_theta=500000.0, tie_word_embeddings=True)
    with torch.device("cuda"):
        model = LlamaForCausalLM(config).eval()
    weights = sum(p.numel() for p in model.parameters()) * 2
    print(json.dumps({"device": torch.cuda.get_device_name(), "copy_bytes_per_s": bandwidth, "weight_bytes": weights,
                      "bound_ms_per_step": 1000 * weights / bandwidth}))
    for batch in batches:
        seconds = measure(model, batch)
        print(json.dumps({"engine": "transformers", "precision": "bf16", "batch": batch, "ms_per_step": round(1000 * seconds, 3),
                          "tokens_per_s": round(batch / seconds, 1)}))


main([int(b) for b in sys.argv[1:]])
