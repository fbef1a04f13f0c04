// SPDX-License-Identifier: Apache-2.0
/** The policy server under mixed load for a long time. */
@NullMarked
package org.routerr1.bench.soak;

import org.jspecify.annotations.NullMarked;
