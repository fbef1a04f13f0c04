# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What the launcher says, and how it reads its command.

COMMANDS=(demo ask up down status logs doctor test fetch audit record eval train runs policy schedule bench drill help version)

usage() {
  cat <<'EOF'
usage: ./router COMMAND [OPTIONS]

  demo [--crash [PART]]   fetch, start, answer a multi-hop question with real models, verify the audit
  ask "QUESTION"          the same with your question   [--trade-off 0..1] [--budget USD]
  up · down · status      the local stack               [--port-base N]
  logs [PART]             what a part wrote             [-n LINES]
  audit show | verify     the records of decisions and calls
  record                  questions × candidates, kept and graded   --suite home | --data FILE…
  eval                    policies and baselines on the same questions   [--suite NAME | --data DIR] [--policy V]…
  train --config NAME     a policy that learns: lessons, episodes, checkpoints   [--seed N] [--steps N]
  policy list | show | promote | rollback | import | export
                          versions, and the gate before the stable one
  runs list | show | watch | pause | resume | cancel
                          evaluations and trainings under way
  schedule create | list | trigger | pause | resume | delete
                          trainings at night   --id ID --config NAME --cron "0 3 * * *"
  drill crash             many queries, the worker killed again and again
  drill training          one training, policy server, worker and Temporal killed in it
  bench learner           updates and rollouts beside PyTorch with peft
  bench overhead          what a durable round costs
  bench peft              adapters go to Python's peft and back
  bench policy            the policy server beside llama.cpp and transformers
  bench soak              the policy server under mixed load for a long time   --minutes N
  fetch                   only fetch, for later without a network
  test [unit|integration] every test                    (default: all)
  doctor                  what is missing on this machine

everywhere: --json (one document on stdout) · --catalogue FILE · --data-dir DIR · COMMAND --help
docs/cli.md tells more.
EOF
}

version() {
  sed -n 's/^  <version>\(.*\)<\/version>$/router-r1 \1/p' "$ROUTER_HOME/pom.xml"
}

say() { printf '%s\n' "$*" >&2; }

# One sentence (and with --json a document), and the exit code.
fail() {
  local code=$1
  shift
  say "router: $*"
  if [ -n "${JSON:-}" ]; then
    printf '{"error": {"code": %d, "message": %s}}\n' "$code" "$(json_string "$*")"
  fi
  exit "$code"
}

json_string() {
  local s=$1
  s=${s//\\/\\\\}
  s=${s//\"/\\\"}
  s=${s//$'\n'/\\n}
  s=${s//$'\t'/\\t}
  printf '"%s"' "$s"
}

# The first word that is neither an option nor an option's value.
command_of() {
  while [ $# -gt 0 ]; do
    case $1 in
      --catalogue | --data-dir | --port-base) shift ;;
      --help | -h) echo help; return ;;
      --version) echo version; return ;;
      -*) ;;
      *) printf '%s' "$1"; return ;;
    esac
    shift || true
  done
}

# Who asks how a command is used waits for no more than the command line.
wants_help() {
  local word
  for word in "$@"; do case $word in -h | --help) return 0 ;; esac; done
  return 1
}

wants_json() {
  local word
  for word in "$@"; do [ "$word" != --json ] || return 0; done
  return 1
}

# The value of an option, or nothing.
option() {
  local name=$1
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      "$name") printf '%s' "${2:-}"; return ;;
      "$name"=*) printf '%s' "${1#*=}"; return ;;
    esac
    shift
  done
}

unknown() {
  local near
  near=$(nearest "$1")
  fail 2 "there is no command \"$1\"${near:+; did you mean \"$near\"?} (./router help lists them)"
}

# The command that is the fewest edits away, if they are few.
nearest() {
  printf '%s\n' "${COMMANDS[@]}" | awk -v word="$1" '
    function edits(a, b,   i, j, d, up, cost, best) {
      for (j = 0; j <= length(b); j++) row[j] = j
      for (i = 1; i <= length(a); i++) {
        d = row[0]; row[0] = i
        for (j = 1; j <= length(b); j++) {
          up = row[j]
          cost = d + (substr(a, i, 1) == substr(b, j, 1) ? 0 : 1)
          best = up < row[j - 1] ? up + 1 : row[j - 1] + 1
          row[j] = cost < best ? cost : best
          d = up
        }
      }
      return row[length(b)]
    }
    { e = edits(tolower(word), $0); if (NR == 1 || e < least) { least = e; near = $0 } }
    END { if (least <= 2 || index(near, tolower(word)) == 1) print near }'
}
