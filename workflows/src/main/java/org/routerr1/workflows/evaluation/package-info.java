// SPDX-License-Identifier: Apache-2.0
/** Evaluations as durable workflows. */
@NullMarked
package org.routerr1.workflows.evaluation;

import org.jspecify.annotations.NullMarked;
