// SPDX-License-Identifier: Apache-2.0
/** Trainings and promotions as durable workflows. */
@NullMarked
package org.routerr1.workflows.training;

import org.jspecify.annotations.NullMarked;
