// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.bench.policy;

import org.jspecify.annotations.NullMarked;
