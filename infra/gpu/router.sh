#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# On the GPU machine: ./router without building anything.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
exec "$home/infra/gpu/there.sh" java -Xmx1g --enable-native-access=ALL-UNNAMED -Drouter.home="$home" \
  -cp "$home/cli/target/classes:${ROUTER_GPU:-/tmp/router-gpu}/lib/*" org.routerr1.cli.Main "$@"
