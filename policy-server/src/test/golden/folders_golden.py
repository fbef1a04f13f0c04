# SPDX-License-Identifier: Apache-2.0
"""Small made models as Hugging Face saves them, with what transformers and tokenizers say of them.

usage: folders_golden.py FOLDER > folders.json
Writes FOLDER/{llama,qwen2}-{tied,untied}. Logits are of the weights as saved, in float32.
"""

import json
import os
import sys

import torch
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

from families_golden import golden

SIZES = {
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 512,
}
LLAMA3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 16}
CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
TEMPLATES = {
    "llama": "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
    "{{ '<|im_start|>system\nBe brief.<|im_end|>\n' }}{% endif %}"
    "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
    "qwen2": "{%- if messages[0]['role'] == 'system' %}\n    {{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}\n"
    "{%- else %}\n    {{- '<|im_start|>system\\nBe kind and short.<|im_end|>\\n' }}\n{%- endif %}\n"
    "{%- for message in messages %}\n    {%- if (message.role == \"user\") or (message.role == \"system\" and not loop.first) %}\n"
    "        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}\n    {%- endif %}\n{%- endfor %}\n"
    "{%- if add_generation_prompt %}\n    {{- '<|im_start|>assistant\\n' }}\n{%- endif %}\n",
}
CHATS = [
    [("system", "Be exact."), ("user", "the answer in the end")],
    [("user", "the answer's in the sand, isn't it?")],
]
CORPUS = ["the answer is in the sand and then in the end", "the thing that they think is then the answer", "int main(void) { return the_answer; }\n\n\n"]
LINES = [
    "", " ", "\n\n", "  the answer\r\n\r\n  is 42.", "It's 1999, they'VE said; we'll see 007 & 3.14",
    "naïve café Straße — 東京 2024", "cafe\u0301 e\u0301", "😀 👨‍👩‍👧 \u00a0\u3000x \u200b\u0085", "a1b2  c3\t\tend   ", "<|im_end|><think>the</think>",
    "''s 'll'd've're 'S", "!!! ??? ... (((\n)))\n\n", "Привет, мир! Ёлка ½ ② Ⅻ", " " * 9 + "x" + "\n" * 5,
]


def tokenizer(family):
    made = Tokenizer(models.BPE())
    if family == "llama":
        made.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]
        )
        special = CONTROL
    else:
        made.normalizer = normalizers.NFC()
        pieces = (
            r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
            r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
        )
        made.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Split(Regex(pieces), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
        )
        special = []
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=280, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    made.train_from_iterator(CORPUS, trainer)
    if family == "qwen2":
        made.add_special_tokens([AddedToken(word, special=True) for word in CONTROL])
        made.add_tokens([AddedToken("<tool_call>", special=False, normalized=False)])
    whole = PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    whole.chat_template = TEMPLATES[family]
    return whole


def model(family, tied, words):
    torch.manual_seed(7 + tied)
    vocabulary = words if family == "llama" else words + 9
    if family == "llama":
        config = LlamaConfig(**SIZES, vocab_size=vocabulary, tie_word_embeddings=tied, rope_theta=500.0, rms_norm_eps=1e-5)
        if not tied:
            config.rope_scaling = LLAMA3
        made = LlamaForCausalLM(config)
    else:
        config = Qwen2Config(**SIZES, vocab_size=vocabulary, tie_word_embeddings=tied, rope_theta=1000.0, rms_norm_eps=1e-6)
        made = Qwen2ForCausalLM(config)
    with torch.no_grad():
        for name, weight in made.named_parameters():
            if name.endswith("norm.weight"):
                weight.uniform_(0.5, 1.5)
            else:
                weight.normal_(0, 0.5 if name.endswith("bias") else 0.2)
    return made


def main():
    types = {("llama", True): torch.float16, ("llama", False): torch.bfloat16, ("qwen2", True): torch.bfloat16, ("qwen2", False): torch.float32}
    all_folders = {}
    for (family, tied), kind in types.items():
        words = tokenizer(family)
        name = f"{family}-{'tied' if tied else 'untied'}"
        folder = os.path.join(sys.argv[1], name)
        made = model(family, tied, len(words)).to(kind)
        made.save_pretrained(folder, max_shard_size="5MB" if tied else "40KB")
        words.save_pretrained(folder)
        read = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
        chats = [[{"role": role, "content": content} for role, content in chat] for chat in CHATS]
        template = [words.apply_chat_template(chat, add_generation_prompt=True) for chat in chats]
        words.backend_tokenizer.encode_special_tokens = True
        entry = golden(read, [5, 86, 118, 104, 117, 13, 75, 37, 259, 9, 200, 31, 77, 6, 44, 101, 18, 250, 90, 33])
        entry["lines"] = [{"text": t, "ids": words.backend_tokenizer.encode(t, add_special_tokens=False).ids} for t in LINES]
        entry["chats"] = [{"messages": chat, "ids": ids} for chat, ids in zip(chats, template)]
        all_folders[name] = entry
    json.dump(all_folders, sys.stdout, separators=(",", ":"))
    print()


main()
