// SPDX-License-Identifier: Apache-2.0
/** Training: lessons of a teacher and sampled episodes, as the learner takes them. */
@NullMarked
package org.routerr1.activities.training;

import org.jspecify.annotations.NullMarked;
