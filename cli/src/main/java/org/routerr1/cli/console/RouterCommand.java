// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of all commands, with the options that stand everywhere; it knows none of them. */
@Command(
    name = "router",
    description = "A router for language models that thinks before it asks.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT)
public final class RouterCommand {

  @Option(
      names = "--catalogue",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "whom the policy may ask (default: catalogue.yaml of the project)")
  private @Nullable Path catalogue;

  @Option(
      names = "--data-dir",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "where everything is kept (default: .router in the project)")
  private @Nullable Path dataDir;

  @Option(
      names = "--port-base",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "first port of the stack; 0: any free ones, kept (also ROUTER_PORT_BASE)")
  private @Nullable Integer portBase;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "one JSON document on standard output")
  private boolean json;

  private final Path home;
  private final Map<String, String> environment;
  private @Nullable Console console;

  public RouterCommand(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  public Path home() {
    return home;
  }

  public Map<String, String> environment() {
    return environment;
  }

  public @Nullable Path catalogue() {
    return catalogue;
  }

  public Path dataDir() {
    return dataDir == null ? home.resolve(".router") : dataDir;
  }

  /** What was asked for, by option or environment; null: nothing. */
  public @Nullable Integer portBase() {
    String variable = environment.getOrDefault("ROUTER_PORT_BASE", "");
    if (portBase != null || variable.isEmpty()) {
      return portBase;
    }
    try {
      return Integer.valueOf(variable);
    } catch (NumberFormatException e) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "ROUTER_PORT_BASE is \"%s\", which is not a number: give the first port of the stack, or 0"
              .formatted(variable));
    }
  }

  public Console console() {
    return Objects.requireNonNull(console);
  }

  /** Whether a command has begun. */
  public boolean started() {
    return console != null;
  }

  /** Whether documents are wanted. */
  public boolean json() {
    return json;
  }

  /** Where the command that begins is to speak. */
  public void console(Console console) {
    this.console = console;
  }
}
