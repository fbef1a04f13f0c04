// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

/** One fact that a question needs, and the topic whose specialists know it. */
public record Hop(String relation, String topic, String subject, String object) {}
