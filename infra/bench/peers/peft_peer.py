# SPDX-License-Identifier: Apache-2.0
"""Log-probabilities of an action under the base model, an adapter of ours and one that peft makes and saves.

usage: peft_peer.py MODEL.gguf OUR_ADAPTER FOLDER_FOR_THEIRS SYSTEM QUESTION > JSON
"""

import hashlib
import json
import os
import struct
import sys

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

ACTION = [260, 1000, 284, 3575, 11, 2022, 314, 7042, 30, 504, 940, 12001, 18, 657, 4096, 99]
MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def load(path):
    folder, name = os.path.split(path)
    return AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32).eval()


def scores(model, prompt):
    with torch.inference_mode():
        logits = model(torch.tensor([prompt + ACTION])).logits[0, len(prompt) - 1 : -1]
        logs = torch.log_softmax(logits, -1)
    return [float(logs[i, token]) for i, token in enumerate(ACTION)]


def main():
    path, ours, theirs, system, question = sys.argv[1:]
    torch.manual_seed(5)
    folder, name = os.path.split(path)
    tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
    text = f"<|im_start|>system\n{system}<|im_end|>\n<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n"
    prompt = tokenizer.encode(text, add_special_tokens=False)
    found = {
        "prompt_hash": hashlib.sha256(struct.pack(f"<{len(prompt)}I", *prompt)).hexdigest(),
        "action": ACTION,
        "base": scores(load(path), prompt),
        "written_by_us": scores(PeftModel.from_pretrained(load(path), ours).eval(), prompt),
    }
    # Both matrices are drawn, so that the adapter changes something.
    config = LoraConfig(r=4, lora_alpha=1, target_modules=MODULES, init_lora_weights=False, task_type="CAUSAL_LM")
    made = get_peft_model(load(path), config).eval()
    made.save_pretrained(theirs)
    found["written_by_peft"] = scores(made, prompt)
    json.dump(found, sys.stdout)
    print()


main()
