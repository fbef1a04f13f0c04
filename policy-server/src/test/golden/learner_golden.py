# SPDX-License-Identifier: Apache-2.0
"""Loss, gradients and one AdamW step of a lesson by PyTorch and Hugging Face's Llama or Qwen2, in float32.

usage: learner_golden.py MODEL.gguf FOLDER all|sample > learner_….json
FOLDER is what GoldenExportMain wrote. Every decision is computed on its whole path by itself: no packing, no tree mask.
"""

import json
import math
import sys

import gguf
import numpy
import torch
from safetensors.torch import load_file
from transformers import LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM

FAMILIES = {"llama": (LlamaConfig, LlamaForCausalLM), "qwen2": (Qwen2Config, Qwen2ForCausalLM)}
SPANS = {"thought": 1.0, "choice": 2.0, "query": 1.0, "name": 6.0, "answer": 1.0}
CLIP_LOW, CLIP_HIGH, ENTROPY, CAP, IMITATION = 0.2, 0.28, 0.02, 2.0, 0.3
ADAMW = {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01}
MAX_NORM = 1.0
NAMES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
}


class Lora(torch.nn.Module):
    def __init__(self, inner, a, b, scale):
        super().__init__()
        self.inner, self.scale = inner, scale
        self.a, self.b = torch.nn.Parameter(a), torch.nn.Parameter(b)

    def forward(self, x):
        return self.inner(x) + (x @ self.a.T @ self.b.T) * self.scale


def load(path):
    reader = gguf.GGUFReader(path)
    family = reader.fields["general.architecture"].contents()
    make_config, make_model = FAMILIES[family]

    def field(name):
        return reader.fields[family + "." + name].contents()

    heads, key_heads = field("attention.head_count"), field("attention.head_count_kv")
    tensors = {
        t.name: torch.from_numpy(numpy.array(gguf.quants.dequantize(t.data, t.tensor_type), dtype=numpy.float32))
        for t in reader.tensors
    }
    embedding = tensors["token_embd.weight"]
    config = make_config(
        vocab_size=embedding.shape[0],
        hidden_size=embedding.shape[1],
        intermediate_size=field("feed_forward_length"),
        num_hidden_layers=field("block_count"),
        num_attention_heads=heads,
        num_key_value_heads=key_heads,
        rms_norm_eps=field("attention.layer_norm_rms_epsilon"),
        rope_theta=field("rope.freq_base"),
        max_position_embeddings=field("context_length"),
        tie_word_embeddings="output.weight" not in tensors,
        attn_implementation="eager",
    )
    model = make_model(config).eval().requires_grad_(False)
    state = {"model.embed_tokens.weight": embedding, "lm_head.weight": tensors.get("output.weight", embedding), "model.norm.weight": tensors["output_norm.weight"]}
    for name, value in tensors.items():
        if name.startswith("blk."):
            _, layer, kind, end = name.split(".")
            if family == "llama" and kind in ("attn_q", "attn_k"):
                n = heads if kind == "attn_q" else key_heads
                value = value.reshape(n, value.shape[0] // n // 2, 2, -1).swapaxes(1, 2).reshape(value.shape)
            state[f"model.layers.{layer}.{NAMES[kind]}.{end}"] = value
    model.load_state_dict(state)
    return model


def adapt(model, folder, alpha):
    pairs = {}
    tensors = load_file(folder + "/adapter_model.safetensors")
    for name, a in tensors.items():
        if ".lora_A." in name:
            target = name.removeprefix("base_model.model.").removesuffix(".lora_A.weight")
            parent, leaf = target.rsplit(".", 1)
            b = tensors[name.replace("lora_A", "lora_B")]
            module = Lora(model.get_submodule(target), a, b, alpha / a.shape[0])
            setattr(model.get_submodule(parent), leaf, module)
            pairs[name] = module.a
            pairs[name.replace("lora_A", "lora_B")] = module.b
    return dict(sorted(pairs.items()))


def objective(model, lesson):
    words = model.config.vocab_size
    taught = tried = gain = entropy = 0
    mass = count = 0
    for tree in lesson["trees"]:
        for term in tree["terms"]:
            logits = model(torch.tensor([term["path"]])).logits[0, -1]
            shut = torch.zeros(words, dtype=torch.bool)
            shut[lesson["legal"][term["legal"]]] = True
            logs = torch.log_softmax(logits[~shut], -1)
            place = int((~shut[: term["token"]]).sum())
            weight = SPANS[term["span"]]
            if "mass" in term:
                taught = taught - weight * term["mass"] * logs[place]
                mass += weight * term["mass"]
            else:
                old = logs[place].detach()
                ratio = torch.exp(logs[place] - old)
                advantage = term["advantage"]
                trust = min(math.exp(float(old) - term["sampler"]), CAP)
                held = torch.clamp(ratio, 1 - CLIP_LOW, 1 + CLIP_HIGH)
                tried = tried - weight * trust * torch.minimum(ratio * advantage, held * advantage)
                entropy = entropy - (logs.exp() * logs).sum()
                count += 1
    return IMITATION * taught / mass + tried / count - ENTROPY * entropy / count


def numbers(tensors, whole):
    def some(t):
        flat = t.detach().flatten()
        return flat if whole else flat[:: max(1, flat.numel() // 8)]

    return {n: {"norm": float(t.detach().norm()), "values": [float(f"{x:.7g}") for x in some(t).tolist()]} for n, t in tensors.items()}


def main():
    path, folder, how = sys.argv[1:]
    torch.manual_seed(0)
    lesson = json.load(open(folder + "/lesson.json"))
    model = load(path)
    pairs = adapt(model, folder, lesson["alpha"])
    optimiser = torch.optim.AdamW(pairs.values(), **ADAMW)
    loss = objective(model, lesson)
    loss.backward()
    gradients = numbers({n: p.grad.clone() for n, p in pairs.items()}, how == "all")
    norm = torch.nn.utils.clip_grad_norm_(pairs.values(), MAX_NORM)
    optimiser.step()
    json.dump(
        {
            "loss": float(loss.detach()),
            "norm": float(norm),
            "gradients": gradients,
            "stepped": numbers(pairs, how == "all"),
        },
        sys.stdout,
        separators=(",", ":"),
    )


main()
