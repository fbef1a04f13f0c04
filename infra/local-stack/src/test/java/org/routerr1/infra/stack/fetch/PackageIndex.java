// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Python package index on the loopback, for the real pip; remembers what was downloaded. */
final class PackageIndex implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Path> wheels = new ConcurrentHashMap<>();
  private final List<String> downloads = new CopyOnWriteArrayList<>();

  PackageIndex() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/simple/", this::list);
    server.createContext("/files/", this::file);
    server.start();
  }

  void offer(String name, Path wheel) {
    wheels.put(name, wheel);
  }

  void withdraw(String name) {
    wheels.remove(name);
  }

  /** File names that were downloaded, in order. */
  List<String> downloads() {
    return downloads;
  }

  /** What makes pip use this index alone. */
  Map<String, String> pip() {
    return Map.of(
        "PIP_CONFIG_FILE",
        "/dev/null",
        "PIP_INDEX_URL",
        "http://127.0.0.1:" + server.getAddress().getPort() + "/simple");
  }

  private void list(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().replaceAll("^/simple/|/$", "");
    Path wheel = wheels.get(name);
    if (wheel == null) {
      answer(exchange, 404, new byte[0]);
      return;
    }
    String file = wheel.getFileName().toString();
    byte[] page =
        "<a href=\"/files/%s\">%s</a>".formatted(file, file).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html");
    answer(exchange, 200, page);
  }

  private void file(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().replace("/files/", "");
    for (Path wheel : wheels.values()) {
      if (wheel.endsWith(name)) {
        downloads.add(name);
        answer(exchange, 200, Files.readAllBytes(wheel));
        return;
      }
    }
    answer(exchange, 404, new byte[0]);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
