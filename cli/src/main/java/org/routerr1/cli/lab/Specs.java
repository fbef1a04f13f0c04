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
import org.routerr1.activities.promotion.PromotionSpec;
import org.routerr1.cli.CliException;
import org.routerr1.cli.Console;
import org.routerr1.cli.ExitCode;
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

  /** The bridges, and shorter sets of comparisons and three hops. */
  private static final double SETS_OF_MADE_WORLDS = 1.4;

  private static final double SECONDS_AN_EPISODE = 1.5;

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
        parallel == null ? PARALLEL : parallel(parallel));
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
    if (budget.signum() < 0) {
      throw bad("--budget cannot be negative: " + budget);
    }
    if (budget.signum() == 0) {
      throw bad("a budget of 0 buys nothing: give --budget more, or leave it out");
    }
    return budget.movePointRight(9).longValue();
  }

  /** How much it is, before it starts. */
  public static void sayEstimate(EvaluationSpec spec, Console console) {
    // Where none is named, the suite's own newest version plays, and the untrained model.
    int policies = spec.policies().isEmpty() ? 2 : spec.policies().size();
    double sets = isMade(spec) ? SETS_OF_MADE_WORLDS : files(spec.data());
    int swapped = isMade(spec) ? 2 : 0;
    double plays = spec.tradeOffs().size() * sets + swapped;
    sayEstimate(spec.run(), policies * spec.limit() * plays, isMade(spec), console);
  }

  /** The same of the comparison that a gate asks for: two versions at all trade-offs. */
  public static void sayEstimate(PromotionSpec spec, Console console) {
    boolean made = !spec.suite().equals(EvaluationSpec.HOME);
    double plays = ALL.size() * (made ? SETS_OF_MADE_WORLDS : 1) + (made ? 2 : 0);
    sayEstimate(spec.run(), 2 * spec.questions() * plays, made, console);
  }

  private static void sayEstimate(String run, double episodes, boolean made, Console console) {
    console.say(
        "%s: about %d episodes, %s on a machine of two cores; %s"
            .formatted(
                run,
                Math.round(episodes),
                RunWatch.duration(Math.round(episodes * SECONDS_AN_EPISODE)),
                made
                    ? "made candidates cost nothing"
                    : "candidates are asked and billed as the catalogue says"));
  }

  private static boolean isMade(EvaluationSpec spec) {
    return spec.data() == null && !spec.suite().equals(EvaluationSpec.HOME);
  }

  private static int files(@Nullable String data) {
    return data == null || !Files.isDirectory(Path.of(data))
        ? 1
        : QuestionFile.paths(Path.of(data)).size();
  }

  private static CliException bad(String sentence) {
    return new CliException(ExitCode.BAD_INPUT, sentence);
  }
}
