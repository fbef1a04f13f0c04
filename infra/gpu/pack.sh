#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Packs what a run on a GPU machine needs into .gpu/part-*; run it after ./router demo and mvn test-compile.
# pack.sh SHIM: all of it, with the shim that shim.sh has built. pack.sh app: only what changes with the sources.
set -euo pipefail

what=${1:?pack.sh SHIM: build it with shim.sh; or pack.sh app}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ "$what" = app ] || what=$(realpath "$what")
cd "$home"
java=${JAVA_HOME:?point JAVA_HOME to the JDK}
stage=.gpu/stage
mkdir -p "$stage/app/home" "$stage/base/lib" "$stage/base/tests" "$stage/base/home/.router/cache"

# Ours and what a build generates go into app, the libraries once into base; the programs hold links to them.
python3 - "$stage" <<'PYTHON'
import hashlib, os, pathlib, shutil, sys, zipfile
stage = pathlib.Path(sys.argv[1])
known = {}
def put(source, target, base):
    digest = (base, hashlib.sha256(source.read_bytes()).digest())
    target = stage / ('base' if base else 'app') / target
    target.parent.mkdir(parents=True, exist_ok=True)
    if digest in known:
        os.link(known[digest], target)
    else:
        shutil.copyfile(source, target)
        known[digest] = target
def folder(name):
    for file in sorted(pathlib.Path(name).rglob('*')):
        if file.is_file():
            put(file, pathlib.Path('home') / file, False)
# Class loaders know the CPU natives' jar by name and may open it: an empty one answers.
hollow = stage / 'app/home/policy-server/target/quarkus-app/lib/main' / next(
    f.name for f in pathlib.Path('policy-server/target/quarkus-app/lib/main').iterdir() if 'pytorch-native-cpu' in f.name)
hollow.parent.mkdir(parents=True, exist_ok=True)
with zipfile.ZipFile(hollow, 'w') as jar:
    jar.writestr('META-INF/MANIFEST.MF', 'Manifest-Version: 1.0\n')
for part in map(pathlib.Path, open('cli/target/classpath.txt').read().strip().split(':')):
    put(part, pathlib.Path('lib') / part.name, '.m2' in part.parts)
for app in ('worker', 'gateway', 'policy-server'):
    for file in sorted(pathlib.Path(app, 'target', 'quarkus-app').rglob('*')):
        if file.is_file() and 'pytorch-native-cpu' not in file.name:
            library = 'lib' in file.parts and not file.name.startswith('org.routerr1')
            put(file, pathlib.Path('home') / file, library)
folder('cli/target/classes')
folder('policy-server/target/test-classes')
for file in pathlib.Path('infra/doubles/target').glob('doubles-*.jar'):
    put(file, pathlib.Path('tests') / file.name, False)
PYTHON

parts() { # parts NAME: standard input as pieces
  rm -f .gpu/part-"$1"-*
  split -b 56M -d - ".gpu/part-$1-"
}

tar -C "$stage/app" --owner=0 --group=0 -cf - . | xz -T0 -3 | parts app
if [ "$what" != app ]; then
  version() { sed -n "s/.*<$1>\(.*\)<\/$1>.*/\1/p" pom.xml; }
  mvn -B -q dependency:copy -Dartifact="org.junit.platform:junit-platform-console-standalone:6.0.3" -DoutputDirectory="$home/$stage/base/tests"
  mvn -B -q dependency:copy -Dartifact="org.assertj:assertj-core:$(version assertj.version)" -DoutputDirectory="$home/$stage/base/tests"
  "$java/bin/jlink" --output "$stage/base/java" --strip-debug --no-header-files --no-man-pages --compress zip-0 \
    --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.zipfs,jdk.net,jdk.naming.dns,jdk.httpserver,jdk.jfr
  cp "$what" "$stage/base/libdjl_torch.so"
  cp -aL .router/cache/bin .router/cache/postgres "$stage/base/home/.router/cache/"
  tar -C "$stage/base" --owner=0 --group=0 -cf - . | xz -T0 -3 | parts base
  # The model's weights do not get smaller.
  tar -C .router/cache/models -cf - $(cd .router/cache/models && ls | grep smollm2) | parts models
fi
rm -rf "$stage"
ls -la .gpu
