# SPDX-License-Identifier: Apache-2.0
"""The official OpenAI client against a running gateway.

usage: openai_client.py SCENARIO BASE_URL [KEY]

Each scenario prints one JSON document when it went as it should, and fails with a traceback otherwise.
"""

import concurrent.futures
import json
import sys
import urllib.error
import urllib.request

import openai

QUESTION = [{"role": "user", "content": "Who was the teacher of the person who wrote the first one?"}]


def client(base_url, **options):
    options.setdefault("max_retries", 0)
    return openai.OpenAI(base_url=base_url + "/v1", api_key="unused", timeout=120, **options)


def ask(api, key=None, **fields):
    fields.setdefault("messages", QUESTION)
    return api.chat.completions.create(
        model=fields.pop("model", "router-r1"),
        extra_headers={"Idempotency-Key": key} if key else None,
        extra_body={"router": fields.pop("router")} if "router" in fields else None,
        **fields,
    )


def http(method, url, body=None, content_type="application/json"):
    """A plain call, for what the client has no method for: status and document."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data=data, method=method, headers={"Content-Type": content_type})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as e:
        return e.code, json.load(e)


def summary(reply):
    return {
        "id": reply.id,
        "answer": reply.choices[0].message.content,
        "finish_reason": reply.choices[0].finish_reason,
        "prompt_tokens": reply.usage.prompt_tokens,
        "completion_tokens": reply.usage.completion_tokens,
        "total_tokens": reply.usage.total_tokens,
        "router": reply.model_extra["router"],
    }


def refusal(error_type, call):
    """What the client raises, as its type and the fields that programs read."""
    try:
        call()
    except error_type as e:
        assert type(e) is error_type, f"{type(e)} instead of {error_type}"
        assert e.message and e.body["message"], "an error without a message"
        return {"status": e.status_code, "type": e.type, "code": e.code, "param": e.param}
    raise AssertionError(f"no {error_type.__name__} was raised")


def answer(base_url, key):
    """One question, asked as any user of the client would."""
    api = client(base_url)
    raw = api.chat.completions.with_raw_response.create(
        model="router-r1", messages=QUESTION, extra_headers={"Idempotency-Key": key}
    )
    reply = raw.parse()
    assert raw.headers["x-router-query-id"] == key == reply.id
    assert raw.headers["x-router-cost-nano-usd"] == str(reply.model_extra["router"]["cost_nano_usd"])
    return summary(reply)


def models(base_url, key):
    api = client(base_url)
    ids = [m.id for m in api.models.list()]
    assert api.models.retrieve("router-r1").id == "router-r1"
    return {"ids": ids, "missing": refusal(openai.NotFoundError, lambda: api.models.retrieve("gpt-4o"))}


def errors(base_url, key):
    """Every refusal of a request, as the client's typed exception."""
    api = client(base_url)
    bad = openai.BadRequestError
    cases = {
        "stream": (bad, lambda: ask(api, stream=True)),
        "tools": (bad, lambda: ask(api, tools=[{"type": "function", "function": {"name": "f"}}])),
        "several": (bad, lambda: ask(api, n=2)),
        "model": (openai.NotFoundError, lambda: ask(api, model="gpt-4o")),
        "unknown_field": (bad, lambda: ask(api, router={"tradeoff": 1})),
        "trade_off": (bad, lambda: ask(api, router={"trade_off": 2})),
        "budget_zero": (bad, lambda: ask(api, router={"budget_usd": 0})),
        "budget_text": (bad, lambda: ask(api, router={"budget_usd": "much"})),
        "max_turns": (bad, lambda: ask(api, router={"max_turns": 0})),
        "policy_version": (bad, lambda: ask(api, router={"policy_version": "nobody"})),
        "candidate": (bad, lambda: ask(api, router={"candidates": ["nobody"]})),
        "empty": (bad, lambda: ask(api, messages=[{"role": "user", "content": " "}])),
        "long": (bad, lambda: ask(api, messages=[{"role": "user", "content": "x" * 9000}])),
        "assistant_last": (bad, lambda: ask(api, messages=[{"role": "assistant", "content": "x"}])),
        "large": (openai.APIStatusError, lambda: ask(api, messages=[{"role": "user", "content": "x" * 1100000}])),
        "key": (bad, lambda: ask(api, key="a/b")),
    }
    found = {name: refusal(kind, call) for name, (kind, call) in cases.items()}
    for wanted, call in {
        404: ("GET", base_url + "/v1/nothing"),
        405: ("DELETE", base_url + "/v1/chat/completions"),
        415: ("POST", base_url + "/v1/chat/completions", {}, "text/plain"),
    }.items():
        status, document = http(*call)
        assert status == wanted, f"{status} instead of {wanted}: {document}"
        found[str(wanted)] = dict(document["error"], status=status)
    return found


def idempotent(base_url, key):
    """The same key eight times at once and once more is one query; with another question it is a conflict."""
    api = client(base_url)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: summary(ask(api, key=key)), range(8)))
    replies.append(summary(ask(api, key=key)))
    other = [{"role": "user", "content": "Something else?"}]
    conflicts = [
        refusal(openai.ConflictError, lambda: ask(api, key=key, messages=other)),
        refusal(openai.ConflictError, lambda: ask(api, key=key, router={"max_turns": 2})),
    ]
    return {"replies": replies, "conflicts": conflicts}


def feedback(base_url, key):
    """On a finished query, twice, and on one that does not exist."""
    api = client(base_url)
    ask(api, key=key)
    note = {"id": "f1", "score": 1, "comment": "good"}
    path = f"{base_url}/v1/queries/{key}/feedback"
    for _ in range(2):
        status, document = http("POST", path, note)
        assert status == 200, document
    status, conflict = http("POST", path, note | {"score": 0})
    assert status == 409, conflict
    status, unknown = http("POST", f"{base_url}/v1/queries/nobody/feedback", note)
    assert status == 404, unknown
    status, bad = http("POST", path, {"id": "f2"})
    assert status == 400, bad
    return {"unknown": unknown["error"], "bad": bad["error"], "conflict": conflict["error"]}


def failing(base_url, key):
    """A query that cannot be answered, as the client's exception; says which."""
    api = client(base_url)
    try:
        ask(api, key=key)
    except openai.APIStatusError as e:
        return {
            "raised": type(e).__name__,
            "status": e.status_code,
            "code": e.code,
            "retry_after": e.response.headers.get("retry-after"),
        }
    raise AssertionError("the query was answered")


def main():
    scenario, base_url = sys.argv[1:3]
    key = sys.argv[3] if len(sys.argv) > 3 else None
    known = (answer, models, errors, idempotent, feedback, failing)
    print(json.dumps({f.__name__: f for f in known}[scenario](base_url, key)))


if __name__ == "__main__":
    main()
