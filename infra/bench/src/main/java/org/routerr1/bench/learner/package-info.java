// SPDX-License-Identifier: Apache-2.0
/** The learner and its rollouts beside PyTorch with peft: {@code ./router bench learner}. */
@NullMarked
package org.routerr1.bench.learner;

import org.jspecify.annotations.NullMarked;
