// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.bench.naive;

import org.jspecify.annotations.NullMarked;
