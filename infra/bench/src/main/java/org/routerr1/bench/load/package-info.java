// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.bench.load;

import org.jspecify.annotations.NullMarked;
