# SPDX-License-Identifier: Apache-2.0
"""All logits of a few tokens and a greedy continuation by transformers, in float32, of the tests' tiny models.

usage: families_golden.py FOLDER > families.json
FOLDER is what TinyModelsMain wrote; transformers reads the GGUF files itself.
"""

import json
import sys

import torch
from transformers import AutoModelForCausalLM

KINDS = ["LLAMA", "QWEN2", "QWEN2_K"]


def golden(model, ids):
    tokens = list(ids)
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0]
        for _ in range(24):
            tokens.append(int(model(torch.tensor([tokens])).logits[0, -1].argmax()))
    return {
        "ids": ids,
        "greedy": tokens[len(ids) :],
        "logits": [[round(x, 5) for x in row] for row in logits.tolist()],
    }


def main():
    ids = [1, 86, 118, 104, 117, 13, 75, 37, 259, 2, 200, 31]
    all_kinds = {}
    for kind in KINDS:
        model = AutoModelForCausalLM.from_pretrained(sys.argv[1], gguf_file=f"tiny-{kind}.gguf", dtype=torch.float32)
        all_kinds[kind] = golden(model.eval(), ids)
    json.dump(all_kinds, sys.stdout, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
