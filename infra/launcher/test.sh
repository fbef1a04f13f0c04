# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# ./router test [unit|integration|all]

# A test that fails is tried once more, since real processes and threads share two noisy cores; the summary names it.
AGAIN=(-Dsurefire.rerunFailingTestsCount=1 -Dfailsafe.rerunFailingTestsCount=1)
# Two rooms at a time: a test that waits for a server leaves a core idle.
WITH_SERVERS=(-Pintegration -T 2 "${AGAIN[@]}")

run_tests() {
  local what='' word
  for word in "$@"; do
    case $word in
      test) ;;
      unit | integration | all) what=$word ;;
      --json) ;;
      *) fail 2 "test knows unit, integration and all, not \"$word\"" ;;
    esac
  done
  what=${what:-all}
  need_java
  need_maven
  if [ "$what" = unit ]; then
    forget_stale_tests
  else
    need_python
    build_tests
    provide_parts
  fi
  local log="$ROUTER_HOME/target/router-test.log" from=$SECONDS code=0
  mkdir -p "$ROUTER_HOME/target"
  find "$ROUTER_HOME" -path '*/target/*-reports' -prune -exec rm -rf {} +
  say "testing: $what (log: $log)"
  (
    case $what in
      unit) maven "$log" test --fail-at-end "${AGAIN[@]}" ;;
      integration) maven "$log" verify --fail-at-end "${WITH_SERVERS[@]}" -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false ;;
      all) maven "$log" verify --fail-at-end "${WITH_SERVERS[@]}" ;;
    esac
  ) || code=$?
  summary "$((SECONDS - from))"
  exit "$code"
}

# Fetches what integration tests run, and tells them where it is.
provide_parts() {
  local settings
  settings=$(ROUTER_PYTHON=$PYTHON run_cli fetch --tests --env) || exit $?
  eval "$settings"
}

# One closing line for each kind of test, from the reports.
summary() {
  local kind name
  for kind in surefire failsafe; do
    [ $kind = surefire ] && name=unit || name=integration
    find "$ROUTER_HOME" -path "*/target/$kind-reports/TEST-*.xml" -exec grep -ho '<testsuite [^>]*' {} + |
      awk -v name="$name" '
        function value(key) { return match($0, " " key "=\"[0-9.]+\"") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 4) : 0 }
        { tests += value("tests"); bad += value("failures") + value("errors"); skipped += value("skipped"); seconds += value("time") }
        END { if (tests) printf "%s: %d passed, %d failed, %d skipped\n", name, tests - bad - skipped, bad, skipped }'
  done
  find "$ROUTER_HOME" -path '*/target/*-reports/TEST-*.xml' -exec awk '
      /<testcase / { match($0, / name="[^"]*"/); test = substr($0, RSTART + 7, RLENGTH - 8)
                     match($0, / classname="[^"]*"/); test = substr($0, RSTART + 12, RLENGTH - 13) "." test }
      /<flaky(Failure|Error)/ { print "failed once, passed when repeated: " test }' {} +
  say "all in all   $1 s"
}
