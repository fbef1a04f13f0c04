// SPDX-License-Identifier: Apache-2.0
/** Training and evaluation beside the queries of a worker. */
@NullMarked
package org.routerr1.workflows.lab;

import org.jspecify.annotations.NullMarked;
