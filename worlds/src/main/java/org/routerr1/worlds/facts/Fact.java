// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

/** One statement: the {@code relation} of {@code subject} is {@code object}. */
public record Fact(String subject, String relation, String object) {}
