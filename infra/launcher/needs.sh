# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What the project needs of a machine, and where to look for it.

LEAST_JDK=25
LEAST_PYTHON=10 # of Python 3: the LLM server's package asks for it

# The feature version of the JDK in a directory; fails if there is none.
jdk_version() {
  [ -x "$1/bin/javac" ] || return 1
  local version=
  [ ! -r "$1/release" ] || version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$version" ] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ -n "$version" ] && printf '%s' "$version"
}

jdk_places() {
  local on_path
  [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
  on_path=$(command -v javac || true)
  [ -z "$on_path" ] || dirname "$(dirname "$(readlink -f "$on_path")")"
  printf '%s\n' "${ROUTER_JVM_DIR:-/usr/lib/jvm}"/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*
}

# Sets JAVA; fails and sets JDK_FOUND to what was found instead.
find_java() {
  local place version best=
  JAVA='' JDK_FOUND=''
  while read -r place; do
    version=$(jdk_version "$place") || continue
    if [ "$version" -lt "$LEAST_JDK" ]; then
      place=$(readlink -f "$place")
      [[ ", $JDK_FOUND," == *", $version in $place,"* ]] || JDK_FOUND+="${JDK_FOUND:+, }$version in $place"
    elif [ -z "$best" ] || [ "$version" -lt "$best" ]; then
      best=$version JAVA=$place
      [ "$place" != "${JAVA_HOME:-}" ] || break
    fi
  done < <(jdk_places)
  [ -n "$JAVA" ]
}

JAVA_REMEDY="install JDK $LEAST_JDK (Temurin: https://adoptium.net) or point JAVA_HOME to one"
MAVEN_REMEDY="install Maven 3.8 or later (Debian: apt install maven)"
PYTHON_REMEDY="install Python 3.$LEAST_PYTHON or later with venv (Debian: apt install python3 python3-venv), or name one in ROUTER_PYTHON"

need_java() {
  find_java || fail 3 "no JDK $LEAST_JDK or later was found${JDK_FOUND:+ (only $JDK_FOUND)}: $JAVA_REMEDY"
}

# Sets MAVEN.
find_maven() {
  MAVEN=$(command -v mvn || true)
  local place
  for place in "${MAVEN_HOME:-/nowhere}/bin/mvn" "$HOME/.sdkman/candidates/maven/current/bin/mvn"; do
    [ -n "$MAVEN" ] || [ ! -x "$place" ] || MAVEN=$place
  done
  [ -n "$MAVEN" ]
}

need_maven() {
  find_maven || fail 3 "Maven was not found: $MAVEN_REMEDY"
}

# Sets PYTHON, which the launcher hands on.
find_python() {
  local name
  PYTHON=''
  for name in ${ROUTER_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python3.10}; do
    if "$name" -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, $LEAST_PYTHON))" 2> /dev/null; then
      # shellcheck disable=SC2034
      PYTHON=$name
      return 0
    fi
  done
  return 1
}

need_python() {
  find_python || fail 3 "no fitting Python was found: $PYTHON_REMEDY"
}
