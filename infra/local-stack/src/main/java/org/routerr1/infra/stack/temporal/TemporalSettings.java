// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.temporal;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.process.ProcessSpec;

/**
 * How the Temporal server runs here: on the loopback, in a database file, and without the
 * development server's brakes.
 *
 * @param binary Temporal's command line, which carries the server
 * @param dir where it works; holds {@code temporal.db}, beside which SQLite keeps two more files
 * @param port of the gRPC API
 * @param uiPort of the web page
 */
public record TemporalSettings(Path binary, Path dir, int port, int uiPort, Path log) {

  /** A server for a test: everything in one directory, free ports, the binary that was fetched. */
  public static TemporalSettings temporary(Path dir) {
    List<Integer> ports = FreePort.some(2);
    return new TemporalSettings(
        TemporalBinary.fetched(), dir, ports.get(0), ports.get(1), dir.resolve("temporal.log"));
  }

  /** What clients connect to. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The web page. */
  public URI ui() {
    return URI.create("http://127.0.0.1:" + uiPort);
  }

  /** The command that starts it. */
  public ProcessSpec spec() {
    return new ProcessSpec(
        "temporal",
        List.of(
            binary.toString(),
            "server",
            "start-dev",
            "--ip",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--ui-port",
            Integer.toString(uiPort),
            "--ui-disable-news-fetch",
            "--db-filename",
            dir.resolve("temporal.db").toString(),
            // Write-ahead log: about three times faster. Full: nothing committed is lost.
            "--sqlite-pragma",
            "journal_mode=wal",
            "--sqlite-pragma",
            "synchronous=full",
            // By default a shard (there is one) loads 20 tasks a second.
            "--dynamic-config-value",
            "history.transferProcessorMaxPollRPS=2000",
            // A row of the visibility table costs 58 index entries. Who has closed before his start
            // is
            // written is written once; so the list of workflows may be half a second behind.
            "--dynamic-config-value",
            "history.visibilityProcessorMaxPollRPS=2",
            "--dynamic-config-value",
            "history.visibilityTaskBatchSize=1000",
            "--dynamic-config-value",
            "history.visibilityProcessorSchedulerWorkerCount=2",
            // Both re-read a table on every call.
            "--dynamic-config-value",
            "system.forceSearchAttributesCacheRefreshOnRead=false",
            "--dynamic-config-value",
            "system.forceNexusEndpointRefreshOnRead=false",
            "--log-level",
            "warn"),
        Map.of("DO_NOT_TRACK", "1"),
        dir,
        log);
  }
}
