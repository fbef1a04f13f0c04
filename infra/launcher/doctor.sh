# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# ./router doctor: each need, whether it is met, and what to do. Works without JDK, Maven and Python.

NEEDS=() # need <tab> ok|missing <tab> found <tab> remedy

need() { NEEDS+=("$1"$'\t'"$2"$'\t'"$3"$'\t'"$4"); }

check() { # NAME FOUND REMEDY: met if something was found
  if [ -n "$2" ]; then need "$1" ok "$2" ''; else need "$1" missing '' "$3"; fi
}

doctor() {
  local data
  data=$(option --data-dir "$@")
  data=${data:-$ROUTER_HOME/.router}
  check_system
  check_tools
  check_room "$data"
  check_ports "$data" "$(option --port-base "$@")"
  report
}

check_system() {
  local system
  system="$(uname -s) $(uname -m)"
  if [ "$system" = 'Linux x86_64' ]; then
    need system ok "$system" ''
  else
    need system missing "$system" 'the packaged servers are for Linux on x86-64'
  fi
}

check_tools() {
  local tool
  if find_java; then
    need jdk ok "$(jdk_version "$JAVA") in $JAVA" ''
  else
    need jdk missing "${JDK_FOUND:-none}" "$JAVA_REMEDY"
  fi
  if find_maven; then need maven ok "$MAVEN" ''; else need maven missing '' "$MAVEN_REMEDY"; fi
  if find_python; then need python ok "$("$PYTHON" --version 2>&1), $PYTHON" ''; else need python missing '' "$PYTHON_REMEDY"; fi
  for tool in setsid flock unshare; do
    check "$tool" "$(command -v "$tool" || true)" 'install util-linux'
  done
  check_namespaces
}

# PostgreSQL refuses to run as root; in a user namespace it does not see that it would.
check_namespaces() {
  if [ "$(id -u)" -ne 0 ]; then
    need 'user namespaces' ok 'not needed (not root)' ''
  elif unshare -U true 2> /dev/null; then
    need 'user namespaces' ok available ''
  else
    need 'user namespaces' missing '' 'run as another user than root, or allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, or the container runtime)'
  fi
}

check_room() {
  local dir=$1 free memory least=4
  [ -d "$dir/cache/models" ] && least=1 # fetched already
  while [ ! -d "$dir" ]; do dir=$(dirname "$dir"); done
  free=$(df -Pk "$dir" | awk 'NR == 2 { printf "%d", $4 / 1048576 }')
  if [ "$free" -ge "$least" ]; then
    need disk ok "$free GB free in $dir" ''
  else
    need disk missing "$free GB free in $dir" "free $least GB, or name another place with --data-dir"
  fi
  memory=$(awk '/^MemAvailable/ { printf "%d", $2 / 1048576 }' /proc/meminfo)
  if [ "$memory" -ge 5 ]; then
    need memory ok "$memory GB available" ''
  else
    need memory missing "$memory GB available" 'end something: the stack with its three models wants 5 GB'
  fi
}

check_ports() {
  local data=$1 base=${2:-${ROUTER_PORT_BASE:-17080}} offset port taken=''
  case $base in
    '' | *[!0-9]*) need ports missing "$base" '--port-base wants a number'; return ;;
    0) need ports ok 'any free ones' ''; return ;;
  esac
  for offset in 0 1 2 3 4 5 6 10 11 12; do
    port=$((base + offset))
    if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
      grep -qsw "$port" "$data"/run/*.json || taken+=" $port"
    fi
  done
  if [ -z "$taken" ]; then
    need ports ok "from $base on" ''
  else
    need ports missing "in use:$taken" 'end what listens there, or choose others with --port-base N (0: any free ones)'
  fi
}

report() {
  local line name state found remedy all=true
  for line in "${NEEDS[@]}"; do
    [ "$(cut -f2 <<< "$line")" = ok ] || all=false
  done
  if [ -n "${JSON:-}" ]; then
    report_json "$all"
  else
    for line in "${NEEDS[@]}"; do
      name=$(cut -f1 <<< "$line") state=$(cut -f2 <<< "$line") found=$(cut -f3 <<< "$line") remedy=$(cut -f4 <<< "$line")
      printf '%-8s %-16s %s\n' "$state" "$name" "$found${remedy:+${found:+ – }$remedy}"
    done
  fi
  $all || exit 3
}

report_json() {
  local line comma='' fields
  printf '{"ok": %s, "needs": [' "$1"
  for line in "${NEEDS[@]}"; do
    mapfile -t fields < <(tr '\t' '\n' <<< "$line")
    printf '%s{"need": %s, "state": %s, "found": %s, "remedy": %s}' "$comma" \
      "$(json_string "${fields[0]}")" "$(json_string "${fields[1]}")" "$(json_string "${fields[2]:-}")" "$(json_string "${fields[3]:-}")"
    comma=', '
  done
  printf ']}\n'
}
