// SPDX-License-Identifier: Apache-2.0
/** Pages for people that need nothing else: text, style and pictures. */
@NullMarked
package org.routerr1.activities.page;

import org.jspecify.annotations.NullMarked;
