// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.worlds.stats;

import org.jspecify.annotations.NullMarked;
