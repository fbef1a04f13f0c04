// SPDX-License-Identifier: Apache-2.0
/** Which version is stable, and why. */
@NullMarked
package org.routerr1.activities.promotion;

import org.jspecify.annotations.NullMarked;
