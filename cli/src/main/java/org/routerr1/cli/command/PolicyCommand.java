// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import io.temporal.client.WorkflowStub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.policy.ServedVersion;
import org.routerr1.activities.promotion.PromotionBook;
import org.routerr1.activities.promotion.PromotionDocument;
import org.routerr1.activities.promotion.PromotionSpec;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.lab.AdapterFolders;
import org.routerr1.cli.lab.Estimate;
import org.routerr1.cli.lab.LabStack;
import org.routerr1.cli.lab.RunClient;
import org.routerr1.cli.lab.RunWatch;
import org.routerr1.cli.lab.Specs;
import org.routerr1.cli.lab.Versions;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.workflows.training.PromotionWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Versions of the policy. */
@Command(
    name = "policy",
    description = "Versions of the policy: list, show, promote, rollback, import, export.")
public final class PolicyCommand implements Callable<Integer> {

  @ParentCommand private RouterCommand root;

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description = "list, show, promote, rollback, import or export")
  private String action = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "a version, or the folder to import")
  private @Nullable String version;

  @Option(names = "--to", paramLabel = "DIR", description = "where export writes")
  private @Nullable Path to;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "that the gate compares on (default: the one that the version is named after)")
  private @Nullable String suite;

  @Option(names = "--limit", defaultValue = "100", description = "questions of the comparison")
  private int limit;

  @Option(names = "--seed", defaultValue = "7", description = "of the comparison")
  private long seed;

  @Option(
      names = "--budget",
      paramLabel = "USD",
      description = "the most that the comparison may pay candidates (default: no limit)")
  private @Nullable BigDecimal budget;

  @Option(names = "--force", description = "a person decides; needs --reason")
  private boolean force;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
  private @Nullable String reason;

  @Override
  public Integer call() throws Exception {
    boolean needs = List.of("show", "promote", "import", "export").contains(action);
    if (!needs && !List.of("list", "rollback").contains(action)) {
      throw bad(
          "policy knows list, show, promote, rollback, import and export, not \"%s\"", action);
    }
    String named = version;
    if (needs && named == null) {
      throw bad(
          "policy %s needs %s",
          action, action.equals("import") ? "the folder of an adapter" : "a version");
    }
    if (force && (reason == null || reason.isBlank())) {
      throw bad("%s", "--force needs --reason \"why\", for the record");
    }
    Path target = to;
    if (action.equals("export") && target == null) {
      throw bad("%s", "policy export needs --to DIR");
    }
    LocalStack stack = LocalStack.checked(root);
    StackPaths paths = LocalStack.paths(root);
    AdapterFolders folders = new AdapterFolders(paths.data().resolve("adapters"));
    return LabStack.with(
        root,
        stack,
        runs -> {
          try (Versions versions = Versions.of(stack, root.environment())) {
            return switch (action) {
              case "list" -> list(versions);
              case "show" -> show(versions, String.valueOf(named));
              case "promote" -> promote(runs, versions, String.valueOf(named));
              case "rollback" -> rollback(runs, versions, new PromotionBook(paths.data()));
              case "import" -> {
                yield show(versions, folders.take(Path.of(String.valueOf(named)), versions::load));
              }
              default -> {
                folders.give(String.valueOf(named), Objects.requireNonNull(target));
                root.console().say("%s is in %s".formatted(named, target));
                yield show(versions, String.valueOf(named));
              }
            };
          }
        });
  }

  private ExitCode list(Versions versions) {
    List<ServedVersion> all = versions.all();
    List<Map<String, Object>> documents = new ArrayList<>();
    for (ServedVersion one : all) {
      documents.add(Versions.document(one));
      root.console()
          .print(
              "%-40s %-10s %s"
                  .formatted(one.name(), String.join(",", one.channels()), one.parent()));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("stable", versions.stable().name());
    document.put("versions", documents);
    root.console().document(document);
    return ExitCode.DONE;
  }

  private ExitCode show(Versions versions, String name) {
    Map<String, Object> document = Versions.document(versions.named(name));
    document.forEach((key, value) -> root.console().print("%-12s %s".formatted(key, value)));
    root.console().document(document);
    return ExitCode.DONE;
  }

  private ExitCode promote(RunClient runs, Versions versions, String version)
      throws InterruptedException {
    String name = versions.named(version).name();
    if (!force && limit < PromotionSpec.LEAST_QUESTIONS) {
      throw bad("%s", "the gate needs --limit 100 or more");
    }
    PromotionSpec spec =
        new PromotionSpec(
            LabStack.newId("promote"),
            name,
            suite(name),
            null,
            seed,
            limit,
            PromotionSpec.MARGIN,
            force,
            reason == null ? "" : reason,
            who(),
            Specs.nano(budget),
            null);
    if (!force && !versions.stable().name().equals(name)) {
      root.console().say("%s: %s".formatted(spec.run(), Estimate.of(spec)));
    }
    return decided(runs, spec);
  }

  private String suite(String name) {
    return Specs.gate(suite, name.replaceFirst("@.*", ""));
  }

  private ExitCode rollback(RunClient runs, Versions versions, PromotionBook book)
      throws InterruptedException {
    String stable = versions.stable().name();
    PromotionDocument last =
        book.promoted(stable)
            .orElseThrow(() ->
                new CliException(
                    ExitCode.BAD_INPUT,
                    "nothing was promoted to %s here, so there is nothing to go back to"
                        .formatted(stable)));
    String why = reason;
    return decided(
        runs,
        new PromotionSpec(
            LabStack.newId("rollback"),
            last.stable(),
            suite(last.stable()),
            null,
            seed,
            limit,
            PromotionSpec.MARGIN,
            true,
            PromotionBook.ROLLBACK + stable + (why == null ? "" : ": " + why),
            who()));
  }

  private ExitCode decided(RunClient runs, PromotionSpec spec) throws InterruptedException {
    Console console = root.console();
    console.underWay("the comparison", "./router runs watch %s follows it".formatted(spec.run()));
    WorkflowStub stub = runs.start(PromotionWorkflow.TYPE, spec.run(), spec);
    PromotionDocument decided =
        new RunWatch(console, runs).result(spec.run(), stub, PromotionDocument.class);
    console.print(
        "%s is %s: %s"
            .formatted(
                decided.version(), decided.promoted() ? "stable" : "refused", decided.reason()));
    console.document(Versions.document(decided));
    return decided.promoted() ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private String who() {
    String user = root.environment().getOrDefault("USER", "");
    return user.isBlank() ? System.getProperty("user.name", "somebody") : user;
  }

  private static CliException bad(String sentence, Object... parts) {
    return new CliException(ExitCode.BAD_INPUT, sentence.formatted(parts));
  }
}
