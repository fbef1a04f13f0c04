// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.bench.peft;

import org.jspecify.annotations.NullMarked;
