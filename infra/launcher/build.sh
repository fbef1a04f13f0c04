# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Builds what is stale, one build at a time: a stamp over the content of a module and of all that it depends on tells.

# Modules that have something to run, by what a command needs.
set_modules() {
  case $1 in
    cli) echo cli ;;
    app) echo cli worker gateway policy-server ;;
    bench) echo cli worker gateway policy-server infra/bench ;;
  esac
}

module_output() {
  case $1 in
    cli) echo cli/target/classpath.txt ;;
    infra/bench) echo infra/bench/target/bench.jar ;;
    *) echo "$1/target/quarkus-app/quarkus-run.jar" ;;
  esac
}

# The module and those of ours that it runs with, one a line.
module_closure() {
  local module=$1 seen=${2:-} artifact directory
  echo "$module"
  while read -r artifact; do
    directory=$(sed -n "s/.*<module>\(.*\/\)\{0,1\}$artifact<\/module>.*/\1$artifact/p" "$ROUTER_HOME/pom.xml")
    case " $seen " in
      *" $directory "*) ;;
      *) module_closure "$directory" "$seen $module" ;;
    esac
  done < <(grep 'org\.routerr1</groupId><artifactId>' "$ROUTER_HOME/$module/pom.xml" |
    grep -v '<scope>test' | sed 's/.*org\.routerr1<\/groupId><artifactId>\([^<]*\)<.*/\1/')
}

# A hash over everything that the module is built from.
source_stamp() {
  local directories
  mapfile -t directories < <(module_closure "$1" | LC_ALL=C sort -u)
  (
    cd "$ROUTER_HOME" || exit 1
    {
      echo pom.xml
      find "${directories[@]}" -name target -prune -o -type f \( -path '*/src/main/*' -o -name pom.xml \) -print
    } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum
    echo "$JAVA"
  ) | sha256sum | cut -d' ' -f1
}

stamp_file() { echo "$ROUTER_HOME/$1/target/router.stamp"; }

is_built() {
  local module
  for module in $(set_modules "$1"); do
    [ -f "$ROUTER_HOME/$(module_output "$module")" ] || return 1
  done
}

# The set's modules that must be built, as Maven wants them: separated by commas.
stale_modules() {
  local module stale=''
  for module in $(set_modules "$1"); do
    if [ ! -f "$ROUTER_HOME/$(module_output "$module")" ] ||
      [ "$(cat "$(stamp_file "$module")" 2> /dev/null)" != "$(source_stamp "$module")" ]; then
      stale+="${stale:+,}$module"
    fi
  done
  printf '%s' "$stale"
}

cli_class_path() {
  printf '%s:%s' "$ROUTER_HOME/cli/target/classes" "$(cat "$ROUTER_HOME/cli/target/classpath.txt")"
}

# There after a build that left out the tests.
TESTS_STALE=target/router-tests-stale

# Brings a set of modules up to date.
build() {
  local stale
  [ -n "$(stale_modules "$1")" ] || return 0
  begin_build
  stale=$(stale_modules "$1")
  if [ -n "$stale" ]; then
    compile "${stale//,/, }" "${stale//,/ }" -pl "$stale" -am -Dmaven.test.skip=true
    touch "$ROUTER_HOME/$TESTS_STALE"
  fi
  end_build
}

# Brings every room and its tests up to date; what is compiled already is left as it is.
build_tests() {
  begin_build
  forget_stale_tests
  compile "everything and its tests" "$(set_modules bench)" -DskipTests -Pintegration
  end_build
}

# Maven compiles what depends on a change of the same build only: after a build of a part, all that it left out goes.
forget_stale_tests() {
  if [ -f "$ROUTER_HOME/$TESTS_STALE" ]; then
    find "$ROUTER_HOME" -path '*/target/test-classes' -prune -exec rm -rf {} +
    rm -rf "$ROUTER_HOME/infra/example-worker/target/classes" "${ROUTER_HOME:?}/$TESTS_STALE"
  fi
}

begin_build() {
  mkdir -p "$ROUTER_HOME/target"
  exec 9> "$ROUTER_HOME/target/router-build.lock"
  if ! flock -n 9; then
    say "another build is under way; waiting for it"
    flock 9
  fi
}

end_build() { exec 9>&-; }

# What is built, in words; the modules that are up to date then; how Maven is to build them.
compile() {
  local what=$1 modules=$2 from=$SECONDS log=$ROUTER_HOME/target/router-build.log module
  shift 2
  need_maven
  say "building $what (the first time this fetches libraries; log: $log)"
  maven "$log" package -T 1C "$@"
  for module in $modules; do source_stamp "$module" > "$(stamp_file "$module")"; done
  say "built in $((SECONDS - from)) s"
}

# Runs a goal of Maven, without the network where it is not needed; ends the launcher if it fails.
maven() {
  local log=$1 resolved=$ROUTER_HOME/target/router-resolved goal offline=()
  shift
  goal=$(printf '%s\n' "$@" "$(pom_files)" | sha256sum)
  ! grep -qsxF "$goal" "$resolved" || offline=(-o)
  if ! run_maven "$log" "${offline[@]}" "$@"; then
    if [ ${#offline[@]} -gt 0 ] && grep -q 'offline mode' "$log"; then
      say "something is missing in Maven's repository; building again with the network"
      run_maven "$log" "$@" || explain_maven "$log"
    else
      explain_maven "$log"
    fi
  fi
  [ ${#offline[@]} -gt 0 ] || echo "$goal" >> "$resolved"
}

pom_files() {
  (cd "$ROUTER_HOME" && find . -name target -prune -o -name pom.xml -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
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
  trap 'exit 130' INT # as the launcher has it
  trap - TERM
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
