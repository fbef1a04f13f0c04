#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds DJL's JNI shim against a PyTorch other than the one that DJL was released for.
# shim.sh TORCH DJL OUT: the folder with PyTorch's lib and include, a checkout of DJL at v0.36.0, the library to write.
set -euo pipefail

torch=$(realpath "$1") djl=$(realpath "$2") out=$(realpath -m "$3")
java=${JAVA_HOME:?point JAVA_HOME to a JDK: the shim needs jni.h}
engine=$djl/engines/pytorch/pytorch-engine/src/main/java
native=$djl/engines/pytorch/pytorch-native/src/main/native
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$java/bin/javac" -implicit:none -proc:none -sourcepath "$engine:$djl/api/src/main/java" \
  "$engine/ai/djl/pytorch/jni/PyTorchLibrary.java" -h "$work/include" -d "$work/classes"

compile() {
  g++ -std=c++20 -O2 -fPIC -w -I"$native" -I"$work/include" -I"$djl/api/src/main/native" \
    -I"$torch/include" -I"$torch/include/torch/csrc/api/include" -I"$java/include" -I"$java/include/linux" \
    -c "$1" -o "$work/$(basename "$1" .cc).o"
}
export -f compile
export native work djl torch java
printf '%s\0' "$native"/*.cc | xargs -0 -P "$(nproc)" -n 1 bash -c 'compile "$0"'
# What the libraries need themselves may be missing on the machine that builds.
g++ -shared -o "$out" "$work"/*.o -L"$torch/lib" -Wl,--no-as-needed -ltorch -ltorch_cpu -lc10 -Wl,--allow-shlib-undefined
strip "$out"
