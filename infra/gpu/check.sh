#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# On the GPU machine: the engine's and learner's tests on CUDA, and where they differ from the CPU's.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
there=${ROUTER_GPU:-/tmp/router-gpu}
export ROUTER_POLICY_MODEL=${ROUTER_POLICY_MODEL:-$home/.router/cache/models/smollm2-135m-instruct-q4_1.gguf}
tests=("$@")
[ ${#tests[@]} -gt 0 ] || tests=(
  org.routerr1.policy.model.LlamaModelTest org.routerr1.policy.model.AdapterTest
  org.routerr1.policy.learn.TrainerTest org.routerr1.policy.decide.PolicyEngineTest)
classes=()
for test in "${tests[@]}"; do classes+=(--select-class "$test"); done
app=$home/policy-server/target/quarkus-app
cd "$home/policy-server"
exec "$home/infra/gpu/there.sh" java -Xmx4g --enable-native-access=ALL-UNNAMED --add-modules=jdk.incubator.vector \
  -cp "$home/policy-server/target/test-classes:$app/app/*:$app/lib/main/*:$app/lib/boot/*:$there/tests/*:$there/lib/*" \
  org.junit.platform.console.ConsoleLauncher execute --include-engine junit-jupiter --disable-banner --details tree "${classes[@]}"
