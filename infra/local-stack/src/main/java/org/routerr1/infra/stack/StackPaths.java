// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where things lie.
 *
 * @param home the project's directory, which holds the built applications
 * @param data everything that this machine's stack writes
 * @param cache what was fetched; may be shared by several data directories
 */
public record StackPaths(Path home, Path data, Path cache) {

  public StackPaths {
    home = home.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
  }

  /** The cache is below the data directory unless {@code ROUTER_CACHE} names another. */
  public static StackPaths of(Path home, Path data, Map<String, String> environment) {
    String shared = environment.getOrDefault("ROUTER_CACHE", "");
    return new StackPaths(home, data, shared.isEmpty() ? data.resolve("cache") : Path.of(shared));
  }

  /** State files of what runs. */
  public Path run() {
    return data.resolve("run");
  }

  public Path logs() {
    return data.resolve("logs");
  }

  public Path log(String part) {
    return logs().resolve(part + ".log");
  }

  /** The virtual environment. */
  public Path python() {
    return data.resolve("python");
  }

  public Path postgres() {
    return data.resolve("postgres");
  }

  public Path temporal() {
    return data.resolve("temporal");
  }

  /** A built application. */
  public Path app(String name) {
    return home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
  }
}
