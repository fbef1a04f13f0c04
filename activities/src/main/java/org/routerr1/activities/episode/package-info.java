// SPDX-License-Identifier: Apache-2.0
/** Episodes: the serving loop in an environment, graded. */
@NullMarked
package org.routerr1.activities.episode;

import org.jspecify.annotations.NullMarked;
