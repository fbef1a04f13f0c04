// SPDX-License-Identifier: Apache-2.0
/**
 * What a transformer computes, on the processor's own vectors: products with packed matrices,
 * norms, attention. Nothing here knows a model.
 */
@NullMarked
package org.routerr1.policy.vector;

import org.jspecify.annotations.NullMarked;
