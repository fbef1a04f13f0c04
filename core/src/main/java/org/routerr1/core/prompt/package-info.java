// SPDX-License-Identifier: Apache-2.0
/** What the policy reads: the prompt of a query, and the observations that follow its actions. */
@NullMarked
package org.routerr1.core.prompt;

import org.jspecify.annotations.NullMarked;
