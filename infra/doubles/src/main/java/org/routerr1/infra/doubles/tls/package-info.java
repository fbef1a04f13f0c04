// SPDX-License-Identifier: Apache-2.0
/** Certificates for tests, made when they are needed. */
@NullMarked
package org.routerr1.infra.doubles.tls;

import org.jspecify.annotations.NullMarked;
