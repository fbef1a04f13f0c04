// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the launcher hands over. */
public final class Main {

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
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.registerConverter(BigDecimal.class, Main::number);
    line.setExecutionStrategy(parsed -> {
      root.console(new Console(out, err, root.json(), terminal));
      return new CommandLine.RunLast().execute(parsed);
    });
    // Arguments may be wrong before --json was understood.
    Console early = new Console(out, err, Arrays.asList(args).contains("--json"), terminal);
    line.setParameterExceptionHandler(badArguments(early));
    line.setExecutionExceptionHandler(failed(root));
    return line.execute(args);
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
