#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a Llama of 3B parameters with random bf16 weights as a GGUF file: shape.py FILE"""

import struct
import sys

import torch

LAYERS, WIDTH, HIDDEN, HEADS, KEY_HEADS, WORDS = 28, 3072, 8192, 24, 8, 49152
BF16, F32 = 30, 0


def text(value):
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def whole(key, value):
    return text(key) + struct.pack("<II", 4, value)


def real(key, value):
    return text(key) + struct.pack("<If", 6, value)


def main(path):
    words = b"".join(text(f"t{i}") for i in range(WORDS))
    metadata = [
        text("general.architecture") + struct.pack("<I", 8) + text("llama"),
        whole("llama.block_count", LAYERS),
        whole("llama.context_length", 4096),
        whole("llama.embedding_length", WIDTH),
        whole("llama.feed_forward_length", HIDDEN),
        whole("llama.attention.head_count", HEADS),
        whole("llama.attention.head_count_kv", KEY_HEADS),
        real("llama.attention.layer_norm_rms_epsilon", 1e-5),
        real("llama.rope.freq_base", 500000.0),
        text("tokenizer.ggml.tokens") + struct.pack("<IIQ", 9, 8, WORDS) + words,
    ]
    key_rows = WIDTH // HEADS * KEY_HEADS
    tensors = [("token_embd", (WORDS, WIDTH)), ("output_norm", (WIDTH,))]
    for i in range(LAYERS):
        tensors += [(f"blk.{i}.{name}", shape) for name, shape in (
            ("attn_norm", (WIDTH,)), ("attn_q", (WIDTH, WIDTH)), ("attn_k", (key_rows, WIDTH)), ("attn_v", (key_rows, WIDTH)),
            ("attn_output", (WIDTH, WIDTH)), ("ffn_norm", (WIDTH,)), ("ffn_gate", (HIDDEN, WIDTH)), ("ffn_up", (HIDDEN, WIDTH)),
            ("ffn_down", (WIDTH, HIDDEN)))]
    head, at, sizes = b"", 0, []
    for name, shape in tensors:
        kind = F32 if len(shape) == 1 else BF16
        count = 1
        for n in shape:
            count *= n
        size = count * (4 if kind == F32 else 2)
        head += text(name + ".weight") + struct.pack("<I", len(shape)) + b"".join(struct.pack("<Q", n) for n in reversed(shape))
        head += struct.pack("<IQ", kind, at)
        sizes.append((count, kind, size))
        at += (size + 31) // 32 * 32
    start = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata)) + b"".join(metadata) + head
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(1)
    with open(path, "wb") as out:
        out.write(start + b"\0" * (-len(start) % 32))
        for count, kind, size in sizes:
            if kind == F32:
                data = torch.ones(count).numpy().tobytes()
            else:
                data = (torch.randn(count, device=device) * 0.02).to(torch.bfloat16).view(torch.int16).cpu().numpy().tobytes()
            out.write(data + b"\0" * (-size % 32))


main(sys.argv[1])
