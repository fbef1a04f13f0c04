// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.fetch.Fetcher;
import org.routerr1.infra.stack.fetch.Group;
import org.routerr1.infra.stack.fetch.LockFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Only fetches: for later without a network, and for tests. */
@Command(name = "fetch", description = "Fetch what the stack needs, and start nothing.")
public final class FetchCommand implements Callable<Integer> {

  @ParentCommand private RouterCommand root;

  @Option(names = "--tests", description = "what the integration tests need, too")
  private boolean tests;

  @Option(names = "--env", description = "print the tests' environment for the shell")
  private boolean env;

  @Override
  public Integer call() throws Exception {
    Console console = root.console();
    long from = System.nanoTime();
    StackPaths paths = LocalStack.paths(root);
    long bytes = LocalStack.checked(root).fetch();
    Fetcher fetcher = LocalStack.fetcher(root, paths);
    if (tests) {
      bytes += fetcher.fetch(java.util.List.copyOf(LockFile.standard().groups().keySet()));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("fetched_bytes", bytes);
    document.put("cache", paths.cache().toString());
    document.put("ms", (System.nanoTime() - from) / 1_000_000);
    console.document(document);
    if (env) {
      console.print(
          environment(paths, fetcher).entrySet().stream()
              .map(entry -> "export " + entry.getKey() + "=" + quoted(entry.getValue()))
              .collect(Collectors.joining("\n")));
    } else {
      console.print(bytes == 0 ? "everything is there" : "fetched");
    }
    return ExitCode.DONE.code();
  }

  private static Map<String, Path> environment(StackPaths paths, Fetcher fetcher) {
    Map<String, Path> all = new LinkedHashMap<>();
    all.put("ROUTER_CACHE", paths.cache());
    all.put("ROUTER_TEMPORAL_BIN", fetcher.file(Group.TEMPORAL));
    all.put("ROUTER_POLICY_MODEL", fetcher.file(Group.SMOLLM2));
    all.put("ROUTER_TEST_QWEN_MODEL", fetcher.file(Group.QWEN));
    all.put("ROUTER_TEST_PYTHON", paths.python().resolve("bin/python"));
    return all;
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }
}
