// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.evaluation.BaselineNames;
import org.routerr1.activities.evaluation.EvaluationSpec;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.Money;
import org.routerr1.worlds.facts.FactGraph;
import org.routerr1.worlds.facts.FactsFile;
import org.routerr1.worlds.questions.QuestionFile;

/** What the options of {@code eval} mean; everything is checked before anything is started. */
public final class Specs {

  private static final List<Double> ALL = List.of(0.0, .25, .5, .75, 1.0);
  private static final List<Double> OF_COVERAGE = List.of(0.0, 1 / 3.0, 2 / 3.0, 1.0);
  private static final List<String> SUITES =
      List.of(EvaluationSpec.SPECIALISTS, EvaluationSpec.COVERAGE, EvaluationSpec.HOME);
  private static final String RECORDING = "recording:";
  private static final int SUITE_QUESTIONS = 200;
  private static final int FILE_QUESTIONS = 20;
  private static final int MOST_QUESTIONS = 100_000;
  private static final int PARALLEL = 6;
  private static final int MOST_PARALLEL = 256;

  private Specs() {}

  /** Questions that are played at a time. */
  public static int parallel(int asked) {
    if (asked < 1 || asked > MOST_PARALLEL) {
      throw bad("--parallel must be from 1 to %d, not %d".formatted(MOST_PARALLEL, asked));
    }
    return asked;
  }

  /**
   * The evaluation that is meant; throws if an option cannot be followed.
   *
   * @param candidates ids of the catalogue's
   * @param dataDir where a recording that is named must lie
   */
  public static EvaluationSpec evaluation(
      @Nullable String suite,
      @Nullable Path data,
      @Nullable Path facts,
      long seed,
      @Nullable Integer limit,
      List<Double> tradeOffs,
      List<String> policies,
      List<String> baselines,
      @Nullable String environment,
      @Nullable BigDecimal budget,
      @Nullable Integer parallel,
      List<String> candidates,
      Path dataDir) {
    if (suite != null && data != null) {
      throw bad("give --suite or --data, not both");
    }
    String name = data != null ? EvaluationSpec.DATA : suite == null ? "specialists" : suite;
    boolean coverage = name.equals(EvaluationSpec.COVERAGE);
    boolean made = coverage || name.equals(EvaluationSpec.SPECIALISTS);
    if (data == null) {
      known(name);
    }
    if (facts != null) {
      if (!made) {
        throw bad("--facts belongs to --suite specialists");
      }
      FactGraph.of(FactsFile.read(facts)).requireTwoHops(facts.toString());
    }
    if (data != null) {
      readable(data);
    }
    int questions = limit != null ? limit : data != null ? FILE_QUESTIONS : SUITE_QUESTIONS;
    if (questions < 1 || questions > MOST_QUESTIONS) {
      throw bad("--limit must be from 1 to 100000, not " + questions);
    }
    for (double tradeOff : tradeOffs) {
      if (!(tradeOff >= 0 && tradeOff <= 1)) {
        throw bad("a trade-off is from 0 to 1, not " + tradeOff);
      }
    }
    baselines.forEach(baseline -> check(baseline, made, candidates));
    return new EvaluationSpec(
        LabStack.newId("eval-" + name),
        name,
        facts == null ? null : facts.toAbsolutePath().toString(),
        data == null ? null : data.toAbsolutePath().toString(),
        seed,
        questions,
        tradeOffs.isEmpty()
            ? (data != null ? List.of(0.0) : coverage ? OF_COVERAGE : ALL)
            : List.copyOf(new LinkedHashSet<>(tradeOffs)),
        policies,
        baselines,
        recording(environment, made, dataDir),
        nano(budget),
        parallel == null ? PARALLEL : parallel(parallel),
        null);
  }

  /**
   * The suite that a gate compares on: the one that was named, else the one that shows what this
   * training teaches.
   */
  public static String gate(@Nullable String suite, String training) {
    if (suite != null) {
      return known(suite);
    }
    return switch (training) {
      case EvaluationSpec.HOME -> EvaluationSpec.HOME;
      case "grpo", EvaluationSpec.COVERAGE -> EvaluationSpec.COVERAGE;
      default -> EvaluationSpec.SPECIALISTS;
    };
  }

  private static String known(String suite) {
    if (!SUITES.contains(suite)) {
      throw bad("no suite is called \"%s\": name specialists, coverage or home".formatted(suite));
    }
    return suite;
  }

  private static void readable(Path data) {
    if (!Files.exists(data)) {
      throw bad("there is no %s: name a folder of question files, or one file".formatted(data));
    }
    if (Files.isDirectory(data)) {
      QuestionFile.readAll(data);
    } else {
      QuestionFile.read(data);
    }
  }

  private static void check(String baseline, boolean made, List<String> candidates) {
    try {
      if (made) {
        BaselineNames.checkInMadeWorld(baseline);
      } else {
        BaselineNames.checkOnQuestions(baseline, candidates);
      }
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String recording(
      @Nullable String environment, boolean made, Path dataDir) {
    if (environment == null || environment.equals(made ? "specialists" : "live")) {
      return null;
    }
    if (made) {
      throw bad(
          "--environment belongs to --suite home and --data: made candidates answer by themselves");
    }
    if (!environment.startsWith(RECORDING) || environment.length() == RECORDING.length()) {
      throw bad("--environment is live or recording:ID, not \"%s\"".formatted(environment));
    }
    return String.valueOf(
        Materials.folder(environment.substring(RECORDING.length()), dataDir).getFileName());
  }

  /** Null stays null. */
  public static @Nullable Long nano(@Nullable BigDecimal budget) {
    if (budget == null) {
      return null;
    }
    if (budget.signum() == 0) {
      throw bad("a budget of 0 buys nothing: give --budget more, or leave it out");
    }
    if (!Money.isBudget(budget)) {
      throw bad(Money.NO_BUDGET.formatted(budget));
    }
    return budget.movePointRight(9).longValue();
  }

  private static CliException bad(String sentence) {
    return new CliException(ExitCode.BAD_INPUT, sentence);
  }
}
