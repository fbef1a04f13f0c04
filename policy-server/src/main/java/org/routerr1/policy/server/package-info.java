// SPDX-License-Identifier: Apache-2.0
/** The process: gRPC service, health and configuration. Only this package knows Quarkus. */
@NullMarked
package org.routerr1.policy.server;

import org.jspecify.annotations.NullMarked;
