// SPDX-License-Identifier: Apache-2.0
/** The serving loop as an episode. */
@NullMarked
package org.routerr1.workflows.episode;

import org.jspecify.annotations.NullMarked;
