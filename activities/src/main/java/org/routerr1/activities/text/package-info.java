// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.activities.text;

import org.jspecify.annotations.NullMarked;
