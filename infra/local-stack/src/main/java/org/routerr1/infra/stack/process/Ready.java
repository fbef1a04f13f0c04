// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.routerr1.infra.stack.StackException;

/** Waits until a process that was started does its work, or tells why it does not. */
public final class Ready {

  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();

  private Ready() {}

  /** A sign of readiness that can be looked for again and again. */
  @FunctionalInterface
  public interface Check {
    boolean holds() throws InterruptedException;
  }

  /** What an address promises: {@code tcp://host:port} listens, any other URL answers 200. */
  public static Check at(URI address) {
    return "tcp".equals(address.getScheme())
        ? tcp(address.getHost(), address.getPort())
        : http(address);
  }

  /** The URL answers 200. */
  public static Check http(URI uri) {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
    return () -> {
      try {
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException e) {
        return false;
      }
    };
  }

  /** Something listens. */
  public static Check tcp(String host, int port) {
    return () -> {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getByName(host), port), (int) ANSWER.toMillis());
        return true;
      } catch (IOException e) {
        return false;
      }
    };
  }

  /**
   * Waits.
   *
   * @throws StackException with the log's last lines, if the process ends or the time is over
   */
  public static void await(ProcessSpec spec, ProcessId id, Check check, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!check.holds()) {
      boolean alive = id.alive();
      if (!alive || System.nanoTime() > deadline) {
        throw StackException.missing(
            "%s %s; the end of its log %s:\n%s"
                .formatted(
                    spec.part(),
                    alive
                        ? "is not ready after " + patience.toSeconds() + " s"
                        : "ended while it was starting",
                    spec.log(),
                    LogTail.of(spec.log(), LogTail.SHORT).indent(2).stripTrailing()));
      }
      Thread.sleep(STEP);
    }
  }
}
