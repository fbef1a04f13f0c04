#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# On the GPU machine: runs a command with the Java runtime of the pack and the machine's own PyTorch.
set -euo pipefail

export ROUTER_GPU=${ROUTER_GPU:-/tmp/router-gpu}
site=$(python3 -c 'import torch, os; print(os.path.dirname(os.path.dirname(torch.__file__)))')
libraries=$site/torch/lib
for folder in "$site"/nvidia/*/lib; do libraries+=:$folder; done
export LD_LIBRARY_PATH=$libraries:${LD_LIBRARY_PATH:-}
export PYTORCH_LIBRARY_PATH=$ROUTER_GPU/torch
PYTORCH_VERSION=$(python3 -c 'import torch; print(torch.__version__.split("+")[0])')
PYTORCH_FLAVOR=$(python3 -c 'import torch; print("cu" + torch.version.cuda.replace(".", ""))')
export PYTORCH_VERSION PYTORCH_FLAVOR
export DJL_CACHE_DIR=$ROUTER_GPU/djl JAVA_HOME=$ROUTER_GPU/java
export PATH=$JAVA_HOME/bin:$PATH
exec "$@"
