// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.worker;

import org.jspecify.annotations.NullMarked;
