// SPDX-License-Identifier: Apache-2.0
/** One decision: prompt to tokens, constrained decoding, request ids that make retries free. */
@NullMarked
package org.routerr1.policy.decide;

import org.jspecify.annotations.NullMarked;
