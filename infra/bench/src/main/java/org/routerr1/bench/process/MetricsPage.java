// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/** A process's figures as Prometheus reads them, by name with tags. */
public record MetricsPage(Map<String, Double> values) {

  public MetricsPage {
    values = Map.copyOf(values);
  }

  static MetricsPage of(int httpPort) throws InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + httpPort + "/q/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return parse(
          client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(page + " cannot be read", e);
    }
  }

  /** Reads a page's text. */
  public static MetricsPage parse(String text) {
    Map<String, Double> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith("#") && space > 0) {
        values.put(
            line.substring(0, space).replace(",}", "}"),
            Double.parseDouble(line.substring(space + 1)));
      }
    }
    return new MetricsPage(values);
  }

  /** A figure that must be there. */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the page does not tell " + name);
    }
    return value;
  }
}
