// SPDX-License-Identifier: Apache-2.0
/** A model small enough for tests: the real engine runs it. */
@NullMarked
package org.routerr1.infra.doubles.model;

import org.jspecify.annotations.NullMarked;
