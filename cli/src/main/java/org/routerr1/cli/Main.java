// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.routerr1.cli.command.NamedBench;
import org.routerr1.cli.command.PolicyCommand;
import org.routerr1.cli.command.RecordCommand;
import org.routerr1.cli.command.RunsCommand;
import org.routerr1.cli.command.ScheduleCommand;
import org.routerr1.cli.command.StatusCommand;
import org.routerr1.cli.command.TrainCommand;
import org.routerr1.cli.command.UpCommand;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.Failures;
import org.routerr1.cli.console.RouterCommand;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the launcher hands over. */
public final class Main {

  /** In the order of the help. */
  private static final List<Class<?>> COMMANDS =
      List.of(
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
          BenchCommand.class);

  private Main() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Path home = Path.of(System.getProperty("router.home", "."));
    boolean terminal = Boolean.getBoolean("router.terminal");
    RouterCommand root = new RouterCommand(home, System.getenv());
    AtomicBoolean finished = new AtomicBoolean();
    Thread told =
        new Thread(() -> {
          if (!finished.get() && root.started()) {
            root.console().interrupted();
          }
        });
    try {
      Runtime.getRuntime().addShutdownHook(told);
    } catch (IllegalStateException e) {
      return; // interrupted before anything began
    }
    int code = run(root, args, out, err, terminal);
    finished.set(true);
    System.exit(code);
  }

  static int run(
      RouterCommand root, String[] args, PrintStream out, PrintStream err, boolean terminal) {
    CommandLine line = new CommandLine(root);
    COMMANDS.forEach(line::addSubcommand);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.registerConverter(BigDecimal.class, Main::number);
    line.setExecutionStrategy(parsed -> {
      root.console(new Console(out, err, root.json(), terminal));
      NamedBench bench = benchToExplain(parsed);
      return bench == null ? new CommandLine.RunLast().execute(parsed) : explained(bench, parsed);
    });
    // Arguments may be wrong before --json was understood.
    Console early = new Console(out, err, Arrays.asList(args).contains("--json"), terminal);
    line.setParameterExceptionHandler(badArguments(early));
    line.setExecutionExceptionHandler(failed(root));
    return line.execute(args);
  }

  /** The bench whose own options are asked for; null: nobody asks for these. */
  private static @Nullable NamedBench benchToExplain(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.isUsageHelpRequested()
            && last.commandSpec().userObject() instanceof NamedBench bench
            && bench.isNamed()
        ? bench
        : null;
  }

  private static int explained(NamedBench bench, ParseResult parsed) {
    try {
      return bench.help();
    } catch (CliException | IOException | InterruptedException e) {
      throw new ExecutionException(
          parsed.commandSpec().commandLine(), "a bench cannot tell its options", e);
    }
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("\"%s\" is no number".formatted(text));
    }
  }

  private static IParameterExceptionHandler badArguments(Console console) {
    return (e, args) -> {
      String near =
          e instanceof UnmatchedArgumentException unmatched
              ? unmatched.getCommandLine().getCommandSpec().qualifiedName()
              : e.getCommandLine().getCommandSpec().qualifiedName();
      console.failure(
          ExitCode.BAD_INPUT,
          "%s (%s --help tells more)"
              .formatted(
                  String.valueOf(e.getMessage()).lines().findFirst().orElse(""), "./" + near));
      return ExitCode.BAD_INPUT.code();
    };
  }

  private static IExecutionExceptionHandler failed(RouterCommand root) {
    return (e, line, parsed) -> Failures.report(root.console(), e).code();
  }
}
