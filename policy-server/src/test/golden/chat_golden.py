# SPDX-License-Identifier: Apache-2.0
"""Chats as the model file's own template writes them, by llama.cpp: text and token ids.

usage: chat_golden.py MODEL.gguf > chat_….json
"""

import json
import sys
import urllib.request

import llama_cpp

CHATS = [
    [("system", "Answer with a short phrase."), ("user", "Who wrote the novel 1984?")],
    [("user", "Where was its author born?")],
    [("user", "It's 20:17, isn't it?\n\n  Say so.")],
    [("system", ""), ("user", "東京 2024 – naïve? 😀")],
]


def main():
    tokenizer = llama_cpp.Tokenizer(sys.argv[1])
    chats = []
    for chat in CHATS:
        messages = [{"role": role, "content": content} for role, content in chat]
        request = urllib.request.Request(
            tokenizer.server.listening_address + "/apply-template",
            json.dumps({"messages": messages}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as reply:
            text = json.load(reply)["prompt"]
        chats.append({"messages": messages, "text": text, "ids": tokenizer.encode(text, control_tokens=True)})
    print("[\n" + ",\n".join(json.dumps(chat, ensure_ascii=False) for chat in chats) + "\n]")


main()
