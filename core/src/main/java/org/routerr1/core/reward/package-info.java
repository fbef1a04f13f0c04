// SPDX-License-Identifier: Apache-2.0
/** What a policy is trained for: the paper's rewards, and our own of a fixed scale. */
@NullMarked
package org.routerr1.core.reward;

import org.jspecify.annotations.NullMarked;
