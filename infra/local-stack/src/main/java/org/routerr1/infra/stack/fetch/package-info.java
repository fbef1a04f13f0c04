// SPDX-License-Identifier: Apache-2.0
/** Pinned packages of the Python index: fetched once, checked, unpacked. */
@NullMarked
package org.routerr1.infra.stack.fetch;

import org.jspecify.annotations.NullMarked;
