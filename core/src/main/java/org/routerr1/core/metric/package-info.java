// SPDX-License-Identifier: Apache-2.0
/** How good an answer is, measured against right ones. */
@NullMarked
package org.routerr1.core.metric;

import org.jspecify.annotations.NullMarked;
