// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.nio.file.Path;
import java.util.Map;
import org.routerr1.infra.stack.process.ProcessId;

/**
 * What is written down of a part that was started.
 *
 * @param ports by use
 * @param health a URL that answers 200 while it is well, or a {@code tcp://} address that then
 *     listens; empty: the process alone tells
 * @param fingerprint of the configuration that it was started with
 * @param startedAt milliseconds since 1970
 */
public record PartState(
    String part,
    ProcessId process,
    Map<String, Integer> ports,
    String health,
    Path log,
    String fingerprint,
    long startedAt) {}
