# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Builds what is stale, once at a time: a stamp over the sources' content tells.

# Modules of a set, and the directories whose content they are made of.
set_modules() {
  case $1 in
    cli) echo cli ;;
    app) echo cli,worker,gateway,policy-server ;;
    bench) echo cli,worker,gateway,policy-server,infra/bench,infra/doubles ;;
  esac
}

set_directories() {
  local all=(core cli infra/local-stack)
  [ "$1" = cli ] || all+=(proto ledger activities workflows policy-server worker gateway)
  [ "$1" != bench ] || all+=(infra/bench infra/doubles)
  printf '%s\n' "${all[@]}"
}

set_outputs() {
  local app
  echo cli/target/classpath.txt
  [ "$1" != cli ] || return 0
  for app in worker gateway policy-server; do echo "$app/target/quarkus-app/quarkus-run.jar"; done
  [ "$1" != bench ] || echo infra/bench/target/bench.jar
}

# A hash over everything that the set is built from.
source_stamp() {
  local directories
  mapfile -t directories < <(set_directories "$1")
  (
    cd "$ROUTER_HOME"
    {
      echo pom.xml
      find "${directories[@]}" -name target -prune -o -type f \( -path '*/src/main/*' -o -name pom.xml \) -print
    } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum
    echo "$JAVA"
  ) | sha256sum | cut -d' ' -f1
}

stamp_file() { echo "$ROUTER_HOME/target/router-$1.stamp"; }

is_built() {
  local output
  while read -r output; do
    [ -f "$ROUTER_HOME/$output" ] || return 1
  done < <(set_outputs "$1")
}

is_fresh() {
  is_built "$1" && [ -f "$(stamp_file "$1")" ] && [ "$(cat "$(stamp_file "$1")")" = "$2" ]
}

cli_class_path() {
  printf '%s:%s' "$ROUTER_HOME/cli/target/classes" "$(cat "$ROUTER_HOME/cli/target/classpath.txt")"
}

# Brings a set of modules up to date.
build() {
  local set=$1 stamp
  stamp=$(source_stamp "$set")
  ! is_fresh "$set" "$stamp" || return 0
  mkdir -p "$ROUTER_HOME/target"
  exec 9> "$ROUTER_HOME/target/router-build.lock"
  if ! flock -n 9; then
    say "another build is under way; waiting for it"
    flock 9
  fi
  stamp=$(source_stamp "$set")
  if ! is_fresh "$set" "$stamp"; then
    need_maven
    say "building (the first time this fetches libraries; log: $ROUTER_HOME/target/router-build.log)"
    local from=$SECONDS
    maven "$ROUTER_HOME/target/router-build.log" -pl "$(set_modules "$set")" -am package -Dmaven.test.skip=true
    echo "$stamp" > "$(stamp_file "$set")"
    say "built in $((SECONDS - from)) s"
  fi
  exec 9>&-
}

# Runs Maven, without the network where it is not needed; ends the launcher if it fails.
maven() {
  local log=$1 poms
  shift
  poms=$(cd "$ROUTER_HOME" && find . -name target -prune -o -name pom.xml -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
  local offline=()
  [ "$(cat "$ROUTER_HOME/target/router-resolved" 2> /dev/null)" != "$poms" ] || offline=(-o)
  if ! run_maven "$log" "${offline[@]}" "$@"; then
    if [ ${#offline[@]} -gt 0 ] && grep -q 'offline mode' "$log"; then
      say "something is missing in Maven's repository; building again with the network"
      run_maven "$log" "$@" || explain_maven "$log"
    else
      explain_maven "$log"
    fi
  fi
  printf '%s' "$poms" > "$ROUTER_HOME/target/router-resolved"
}

run_maven() {
  local log=$1 code=0
  shift
  # In the background, so that a signal is answered at once; Maven is told to end.
  (cd "$ROUTER_HOME" && JAVA_HOME=$JAVA exec "$MAVEN" -B -Dstyle.color=never "$@") > >(tee "$log" | show_maven) 2>&1 &
  local child=$!
  trap 'kill -TERM "$child" 2> /dev/null; wait "$child" 2> /dev/null; exit 130' INT
  trap 'kill -TERM "$child" 2> /dev/null; wait "$child" 2> /dev/null; exit 143' TERM
  wait "$child" || code=$?
  trap - INT TERM
  return "$code"
}

# What Maven is doing, in short.
show_maven() {
  local line module='' files=0
  while IFS= read -r line; do
    case $line in
      '[INFO] Building '*'['*)
        module=${line#'[INFO] Building '}
        files=0
        progress "  ${module%% *} ${module##* }" ;;
      'Downloaded from '* | '[INFO] Downloaded from '*)
        files=$((files + 1))
        [ $((files % 20)) -ne 0 ] || progress "  ${module%% *}: $files files fetched" ;;
      *'Tests run:'*'Time elapsed'*FAIL* | *'Tests run:'*'Time elapsed'*ERROR*) say "$line" ;;
    esac
  done
  [ ! -t 2 ] || printf '\r\033[K' >&2
}

progress() {
  if [ -t 2 ]; then printf '\r\033[K%s' "$1" >&2; else say "$1"; fi
}

explain_maven() {
  local log=$1
  sleep 0.2 # tee has the last lines
  if grep -q 'No space left on device' "$log"; then
    fail 3 "the disk is full: free some space and run the command again"
  fi
  if grep -qE 'Could not transfer|Unknown host|Connection refused|Connect timed out|Network is unreachable|Temporary failure in name' "$log"; then
    fail 3 "Maven cannot reach its repository: connect to the network and run the command again (log: $log)"
  fi
  grep -E '^\[ERROR\]' "$log" | grep -vE 're-run Maven|Help 1|^\[ERROR\] *$|For more information' | awk '!seen[$0]++' | head -20 >&2 || true
  fail 1 "the build failed (log: $log)"
}
