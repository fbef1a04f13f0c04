// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.worlds.facts;

import org.jspecify.annotations.NullMarked;
