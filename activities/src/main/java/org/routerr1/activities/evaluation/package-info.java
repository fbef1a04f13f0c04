// SPDX-License-Identifier: Apache-2.0
/** Evaluations: what is played, and the report on it. */
@NullMarked
package org.routerr1.activities.evaluation;

import org.jspecify.annotations.NullMarked;
