#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# On the GPU machine: takes pieces from .gpu, and unpacks those that are named: unpack.sh [app|base|models]…
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
there=${ROUTER_GPU:-/tmp/router-gpu}
mkdir -p "$there/torch"
for part in "$home"/.gpu/part-*; do
  [ ! -e "$part" ] || mv -f "$part" "$there/"
done
for pack in "$@"; do
  if [ "$pack" = models ]; then
    mkdir -p "$home/.router/cache/models"
    cat "$there"/part-models-* | tar -C "$home/.router/cache/models" -xf -
  else
    cat "$there"/part-"$pack"-* | python3 -c "
import sys, tarfile
with tarfile.open(fileobj=sys.stdin.buffer, mode='r|xz') as pack:
    pack.extractall('$there', filter='fully_trusted')"
    cp -a "$there/home/." "$home/"
    rm -rf "$there/home"
  fi
done
if [ -e "$there/libdjl_torch.so" ]; then
  torch=$(python3 -c 'import torch, os; print(os.path.dirname(torch.__file__))')
  for name in libc10.so libc10_cuda.so libtorch.so libtorch_cpu.so libtorch_cuda.so libtorch_cuda_linalg.so libcaffe2_nvrtc.so libtorch_nvshmem.so; do
    [ ! -e "$torch/lib/$name" ] || ln -sf "$torch/lib/$name" "$there/torch/$name"
  done
  cp "$there/libdjl_torch.so" "$there/torch/"
fi
