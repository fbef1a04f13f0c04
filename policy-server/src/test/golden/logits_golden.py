# SPDX-License-Identifier: Apache-2.0
"""Logits and greedy continuations of three prompts by Hugging Face transformers, in float32.

usage: logits_golden.py MODEL.gguf > logits.json

Of every prompt position: the 50 largest logits with their ids, and every 997th logit.
"""

import json
import os
import sys

import torch
from transformers import AutoModelForCausalLM

import llama_cpp

PROMPTS = [
    "<|im_start|>system\nAnswer with a short phrase.<|im_end|>\n"
    "<|im_start|>user\nWho wrote the novel 1984, and where was its author born?<|im_end|>\n"
    "<|im_start|>assistant\n",
    "In 1969, Neil Armstrong became the first person to",
    "# naïve Fibonacci, 東京 2024\ndef fib(n: int) -> int:\n    if n < 2:\n        return n\n",
]


def main():
    folder, name = os.path.split(sys.argv[1])
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32).eval()
    tokenizer = llama_cpp.Tokenizer(sys.argv[1])
    prompts = []
    for text in PROMPTS:
        ids = tokenizer.encode(text, control_tokens=True)
        tokens = list(ids)
        greedy = []
        with torch.no_grad():
            logits = model(torch.tensor([tokens])).logits[0]
            for _ in range(64):
                best = int(model(torch.tensor([tokens])).logits[0, -1].argmax())
                greedy.append(best)
                tokens.append(best)
        top = logits.topk(50, dim=-1)
        prompts.append(
            {
                "ids": ids,
                "greedy": greedy,
                "top_ids": top.indices.tolist(),
                "top": [[round(x, 5) for x in row] for row in top.values.tolist()],
                "sample": [[round(x, 5) for x in row] for row in logits[:, ::997].tolist()],
            }
        )
    json.dump({"stride": 997, "prompts": prompts}, sys.stdout, separators=(",", ":"))


main()
