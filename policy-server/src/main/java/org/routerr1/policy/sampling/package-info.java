// SPDX-License-Identifier: Apache-2.0
/** Choosing a token: greedy, or seeded sampling with temperature and top-p. */
@NullMarked
package org.routerr1.policy.sampling;

import org.jspecify.annotations.NullMarked;
