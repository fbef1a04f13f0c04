// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.command.AskCommand;
import org.routerr1.cli.command.AuditCommand;
import org.routerr1.cli.command.BenchCommand;
import org.routerr1.cli.command.DemoCommand;
import org.routerr1.cli.command.DownCommand;
import org.routerr1.cli.command.DrillCommand;
import org.routerr1.cli.command.EvalCommand;
import org.routerr1.cli.command.FetchCommand;
import org.routerr1.cli.command.LogsCommand;
import org.routerr1.cli.command.PolicyCommand;
import org.routerr1.cli.command.RecordCommand;
import org.routerr1.cli.command.RunsCommand;
import org.routerr1.cli.command.ScheduleCommand;
import org.routerr1.cli.command.StatusCommand;
import org.routerr1.cli.command.TrainCommand;
import org.routerr1.cli.command.UpCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of all commands, with the options that stand everywhere. */
@Command(
    name = "router",
    description = "A router for language models that thinks before it asks.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    subcommands = {
      DemoCommand.class,
      AskCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      FetchCommand.class,
      RecordCommand.class,
      EvalCommand.class,
      TrainCommand.class,
      PolicyCommand.class,
      RunsCommand.class,
      ScheduleCommand.class,
      AuditCommand.class,
      DrillCommand.class,
      BenchCommand.class
    })
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
  boolean started() {
    return console != null;
  }

  boolean json() {
    return json;
  }

  void console(Console console) {
    this.console = console;
  }
}
