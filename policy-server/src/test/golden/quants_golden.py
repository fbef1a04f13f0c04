# SPDX-License-Identifier: Apache-2.0
"""Blocks of every quantised type that is read, and their numbers by gguf-py, both in base64 (numbers: float32, little endian).

usage: quants_golden.py > quants.json
"""

import base64
import json
import random
import sys

import numpy
from gguf import GGMLQuantizationType as Type
from gguf import quants

# Bytes of a block; where its half-precision scales stand.
BLOCKS = {
    Type.Q4_0: (18, [0]),
    Type.Q4_1: (20, [0, 2]),
    Type.Q8_0: (34, [0]),
    Type.Q4_K: (144, [0, 2]),
    Type.Q6_K: (210, [208]),
}
COUNT = 6


def blocks(rng, size, scales):
    out = bytearray()
    for _ in range(COUNT):
        block = bytearray(rng.randbytes(size))
        for at in scales:
            block[at : at + 2] = numpy.float16(rng.uniform(-0.01, 0.03)).tobytes()
        out += block
    return bytes(out)


def main():
    rng = random.Random(20261128)
    golden = {}
    for kind, (size, scales) in BLOCKS.items():
        raw = blocks(rng, size, scales)
        rows = numpy.frombuffer(raw, dtype=numpy.uint8).reshape(1, -1)
        numbers = quants.dequantize(rows, kind).astype("<f4")
        golden[kind.name] = {
            "blocks": base64.b64encode(raw).decode(),
            "floats": base64.b64encode(numbers.tobytes()).decode(),
        }
    json.dump(golden, sys.stdout, indent=1)
    print()


main()
