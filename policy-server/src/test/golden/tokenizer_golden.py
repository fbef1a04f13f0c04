# SPDX-License-Identifier: Apache-2.0
"""Mixed lines with the token ids that llama.cpp gives them, one JSON object a line.

usage: tokenizer_golden.py MODEL.gguf > tokenizer.jsonl
"""

import json
import random
import sys

import llama_cpp

WRITTEN = [
    "",
    " ",
    "  ",
    "\n",
    "\n\n\n",
    "\t",
    " \n \t \n",
    "a",
    " a",
    "a ",
    "  a  ",
    "\r\n",
    "line one\r\nline two\r\n",
    "Hello, world!",
    "The capital of France is Paris.",
    "Who wrote the novel on which the film was based, and where was its author born?",
    "I'm sure they've said it's what we'll do, isn't it? He'd know; you're right.",
    "I'M SURE THEY'VE SAID IT'S WHAT WE'LL DO",
    "''s 'll'd've're 'S",
    "0",
    "007",
    "1234567890",
    " 1234 5678",
    "3.14159 -2.71828e+10 0xDEADBEEF 1_000_000",
    "In 1969, 2 men walked 1.5 km at 20:17:40 UTC.",
    "a1b2c3 x86_64 R2D2 H2O CO2 v1.2.3-rc4",
    "٣٤٥ १२३ ໑໒໓ Ⅻ ½ ² ⑩ 九十",
    "<think>I need facts.</think><search>Who?<to>small</search>",
    "<|im_start|>system\nYou are helpful.<|im_end|>\n",
    "<|endoftext|><|im_start|><|im_end|><repo_name><file_sep>",
    "<information>\n\n</information></answer></think>",
    "< | im_start | > <|im_start| > <im_start>",
    "naïve café über Straße façade jalapeño coöperate Ærøskøbing",
    "cafe\u0301 e\u0301e\u0301 \u0301 a\u0300\u0301\u0302",
    "Привет, мир! Как дела? Ёлка, съезд.",
    "Γειά σου Κόσμε — Ἀχιλλεύς",
    "שלום עולם, מה שלומך?",
    "مرحبا بالعالم، كيف حالك؟",
    "नमस्ते दुनिया, आप कैसे हैं?",
    "สวัสดีชาวโลก",
    "你好，世界！今天天气怎么样？",
    "こんにちは世界。カタカナとひらがな。",
    "안녕하세요 세계",
    "𠀀𠀁𪚥 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟘𝟙𝟚",
    "😀😃😄 👍🏽 👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪🇫🇷 ❤️",
    "text with emoji 🎉 in the middle🎉and glued",
    "a\u00a0b\u2003c\u3000d\u200be\ufefff\u2028g\u0085h",
    "\u00a0\u00a0 \u3000\u3000x",
    "zero\u0000byte and \u0001\u0002\u001f\u007f controls",
    "tab\tseparated\tvalues\t\t\tend",
    "    four spaces\n        eight\n\tand a tab\n",
    "def f(x):\n    return x ** 2  # squared\n\nprint(f(3))\n",
    "public static void main(String[] args) { System.out.println(\"hi\"); }",
    "#include <stdio.h>\nint main(void) { return 0; }\n",
    "SELECT a.id, COUNT(*) FROM t a WHERE a.x <> 'y' GROUP BY 1;",
    "{\"key\": [1, 2.5, null, true], \"nested\": {\"a\": \"b\\n\"}}",
    "https://example.org/path?query=1&other=%20two#fragment",
    "user@example.org; C:\\Users\\name\\file.txt; /usr/local/bin",
    "x=y+z;a<b&&c>d||!e?f:g",
    "$\\int_0^\\infty e^{-x^2} dx = \\frac{\\sqrt{\\pi}}{2}$",
    "!!! ??? ... --- ___ *** ((())) [[[]]] {{{}}}",
    "-----BEGIN-----\n=====\n~~~~~\n",
    "\"quoted\" 'single' `back` “curly” ‘marks’ «guillemets» „low“",
    "€5 £6 ¥7 ₹8 ₿9 $10 ¢11",
    "→ ← ↑ ↓ ⇒ ∀x∈ℝ ∃y ≤ ≥ ≠ ≈ ∞ ∑ ∏ √",
    "A" * 100,
    "ab" * 80,
    " " * 70 + "x",
    "\n" * 40 + "x",
    "é" * 40,
    "字" * 40,
    "1" * 64,
    "'" * 30,
    "Supercalifragilisticexpialidocious antidisestablishmentarianism",
    "CamelCaseIdentifier snake_case_identifier SCREAMING_CASE kebab-case",
    "Mr. O'Neill said: \"Don't!\"—and left…",
    "1. First\n2. Second\n   - nested\n3. Third",
    "12:30pm 5'10\" 90° 50% #1 @2 ^3 &4",
    "\ufffd \ufffe \U0010ffff \ue000",
    "ﬁ ﬂ ﷺ ㎏ ℃ Å Å",
    "\u202eright to left\u202c \u200fmark\u200e",
    "ᚠᚢᚦ ᏣᎳᎩ ተፈጥሮ ქართული հայերեն ខ្មែរ မြန်မာ සිංහල தமிழ் తెలుగు ಕನ್ನಡ മലയാളം ગુજરાતી ਪੰਜਾਬੀ বাংলা",
]

WORDS = (
    "the of and capital river novel film author born country currency language president wrote which Who Where "
    "Paris Thailand Shakespeare quantum photosynthesis tokenization I'm don't they've it's we'd you'll "
    "return import class lambda self void int std::vector printf() => != <= && 42 7 1999 3.5 1,000 0x1F "
    "naïve Zürich São Łódź Москва Αθήνα 東京 서울 القاهرة मुंबई ไทย 😀 🚀 👩‍🔬 ½ ² № … — « » “ ” \\n \\t"
).split(" ")
SPACES = [" ", " ", " ", " ", "  ", "\n", "\n\n", "\t", "", "", " \n", "\u00a0", "\u3000", "\r\n"]
RANGES = [
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x250, 0x5FF),
    (0x600, 0x6FF),
    (0x900, 0xDFF),
    (0x1E00, 0x206F),
    (0x2070, 0x2BFF),
    (0x3000, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0x1F300, 0x1FAFF),
    (0x10000, 0x103FF),
]


def lines():
    yield from WRITTEN
    rng = random.Random(20260101)
    for _ in range(250):
        yield "".join(rng.choice(WORDS) + rng.choice(SPACES) for _ in range(rng.randint(1, 25)))
    for _ in range(150):
        low, high = rng.choice(RANGES)
        yield "".join(chr(rng.randint(low, high)) for _ in range(rng.randint(1, 30)))
    for _ in range(100):
        text = ""
        for _ in range(rng.randint(1, 40)):
            low, high = rng.choice(RANGES[:1] * 6 + RANGES)
            text += chr(rng.randint(low, high))
            if rng.random() < 0.2:
                text += rng.choice(SPACES)
        yield text


def main():
    tokenizer = llama_cpp.Tokenizer(sys.argv[1])
    for text in lines():
        print(json.dumps({"text": text, "ids": tokenizer.encode(text)}), flush=True)


main()
