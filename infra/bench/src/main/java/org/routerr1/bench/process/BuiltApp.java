// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.process.ProcessSpec;
import org.routerr1.infra.stack.process.Ready;

/** One of our applications, started from its module's jar. */
final class BuiltApp {

  private BuiltApp() {}

  /**
   * Starts it and waits until it is ready.
   *
   * @param home the built project
   * @param dir for its log and as its working directory
   * @param httpPort where it tells its health
   */
  static ManagedProcess start(
      Path home, String name, Path dir, int httpPort, Map<String, String> environment)
      throws InterruptedException {
    Path jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.isRegularFile(jar)) {
      throw StackException.missing(
          "%s is not built: run ./router, which builds what is missing, or mvn package"
              .formatted(jar));
    }
    List<String> command = new ArrayList<>();
    command.add(JavaProcess.java());
    command.addAll(JavaProcess.FLAGS);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-jar",
            jar.toString()));
    ProcessSpec spec =
        new ProcessSpec(
            name, command, environment, dir, dir.resolve("logs").resolve(name + ".log"));
    URI health = URI.create("http://127.0.0.1:" + httpPort + "/q/health/ready");
    return ManagedProcess.start(spec, Ready.http(health));
  }
}
