# SPDX-License-Identifier: Apache-2.0
"""LoRA updates by PyTorch with peft, and sampling by transformers' generate, over a GGUF file in 32-bit floats.

usage: learner_peer.py MODEL.gguf THREADS RANK FIRST_LAYER; one line in, tokens a second out:
update SEQUENCES TOKENS LOSS: one AdamW step with the norm clipped, logits at the LOSS last positions only;
rollout SAMPLES PROMPT TOKENS: samples of one prompt, with the cache.
"""

import os
import sys
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def main():
    folder, name = os.path.split(sys.argv[1])
    threads, rank, first = map(int, sys.argv[2:])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32)
    words, layers = model.config.vocab_size, model.config.num_hidden_layers
    model = get_peft_model(
        model,
        LoraConfig(
            r=rank,
            lora_alpha=2 * rank,
            target_modules=MODULES,
            layers_to_transform=list(range(first, layers)),
            task_type="CAUSAL_LM",
        ),
    )
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=1e-4, weight_decay=0, fused=True)

    def made(rows, tokens):
        return torch.randint(100, words, (rows, tokens))

    def update(sequences, tokens, loss):
        model.train()
        ids = made(sequences, tokens)
        begun = time.perf_counter()
        logits = model(input_ids=ids, logits_to_keep=loss + 1, use_cache=False).logits[:, :-1]
        torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, -loss:].flatten()).backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        return sequences * tokens / (time.perf_counter() - begun)

    def rollout(samples, prompt, tokens):
        model.eval()
        ids = made(1, prompt)
        begun = time.perf_counter()
        with torch.inference_mode():
            model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                do_sample=True,
                temperature=1.0,
                top_k=0,
                top_p=1.0,
                num_return_sequences=samples,
                min_new_tokens=tokens,
                max_new_tokens=tokens,
                pad_token_id=0,
            )
        return samples * tokens / (time.perf_counter() - begun)

    kinds = {"update": update, "rollout": rollout}
    print("ready", flush=True)
    for line in sys.stdin:
        kind, *numbers = line.split()
        print(kinds[kind](*map(int, numbers)), flush=True)


main()
