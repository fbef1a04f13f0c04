// SPDX-License-Identifier: Apache-2.0
/** Certificates and keys of transport encryption, looked at before they are used. */
@NullMarked
package org.routerr1.core.tls;

import org.jspecify.annotations.NullMarked;
