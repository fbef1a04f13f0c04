// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.training.Material;
import org.routerr1.activities.training.Practice;
import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.Money;

/** What {@code train --recording --budget} means, and what it will take. */
public final class Materials {

  private static final String GRADED = "graded.jsonl";

  /** Of lessons, with and without multiplication of bf16. */
  private static final int QUICK_SECONDS = 11;

  private static final int SLOW_SECONDS = 33;

  private Materials() {}

  /**
   * The material of a training; null: made worlds only. Throws if the recording is not there.
   *
   * @param recording an id, or the path of a recording in the data directory or of a file in it
   */
  public static @Nullable Material of(
      @Nullable String recording, @Nullable BigDecimal budget, Path dataDir) {
    Long most = Specs.nano(budget);
    if (recording == null) {
      if (most != null) {
        throw bad(
            "--budget belongs to --recording: without one no candidate is paid in a training");
      }
      return null;
    }
    Path folder = folder(recording, dataDir);
    String id = String.valueOf(folder.getFileName());
    if (!Files.isRegularFile(folder.resolve(GRADED))) {
      throw bad(
          "the recording %s is not finished: ./router record --resume %s goes on with it"
              .formatted(id, id));
    }
    return new Material(List.of(id), null, most);
  }

  /**
   * Where a recording lies.
   *
   * @param recording an id, or the path of a recording in the data directory or of a file in it
   * @throws CliException if it is not there
   */
  public static Path folder(String recording, Path dataDir) {
    Path recordings = dataDir.resolve("recordings").toAbsolutePath().normalize();
    String id = recording.contains("/") ? inside(recordings, recording) : recording;
    Path folder = recordings.resolve(id);
    if (id.isBlank() || id.startsWith(".") || !Files.isDirectory(folder)) {
      throw bad(
          "there is no recording %s in %s (%s)"
              .formatted(recording, recordings, known(recordings)));
    }
    return folder;
  }

  private static String inside(Path recordings, String given) {
    Path path = Path.of(given).toAbsolutePath().normalize();
    Path folder = Files.isRegularFile(path) ? path.getParent() : path;
    if (folder == null || !recordings.equals(folder.getParent())) {
      throw bad(
          "%s is no recording in %s: copy its folder there, or name its id"
              .formatted(given, recordings));
    }
    return String.valueOf(folder.getFileName());
  }

  private static String known(Path recordings) {
    if (!Files.isDirectory(recordings)) {
      return "./router record makes one";
    }
    try (Stream<Path> all = Files.list(recordings)) {
      List<String> finished =
          all.filter(one -> Files.isRegularFile(one.resolve(GRADED)))
              .map(one -> String.valueOf(one.getFileName()))
              .sorted()
              .toList();
      return finished.isEmpty()
          ? "./router record makes one"
          : "those there are: " + String.join(", ", finished);
    } catch (IOException e) {
      throw new UncheckedIOException(recordings + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** As the user typed it, for the card. */
  public static String options(@Nullable Material material) {
    if (material == null) {
      return "";
    }
    Long budget = material.budgetNanoUsd();
    return " --recording "
        + material.recordings().getFirst()
        + (budget == null ? "" : " --budget " + Money.usd(budget).substring(1));
  }

  /** How much it is, before it starts. */
  public static void sayEstimate(TrainingSpec spec, Console console) {
    Material material = spec.material();
    int practised = material == null ? 0 : Math.min(Practice.MOST_STEPS, spec.config().steps());
    long steps = spec.config().steps() + (long) practised;
    Long budget = material == null ? null : material.budgetNanoUsd();
    console.say(
        "%s: %d steps%s, about %s to %s on a machine of two cores, %d minutes at the most; %s"
            .formatted(
                spec.run(),
                spec.config().steps(),
                material == null
                    ? ""
                    : String.format(
                        Locale.ROOT,
                        " and up to %d over %s",
                        practised,
                        String.join(", ", material.recordings())),
                RunWatch.duration(steps * QUICK_SECONDS),
                RunWatch.duration(steps * SLOW_SECONDS),
                spec.config().minutes(),
                paid(spec, budget)));
  }

  private static String paid(TrainingSpec spec, @Nullable Long budget) {
    List<String> said = new ArrayList<>();
    if (budget != null) {
      said.add(
          "candidates are paid for what is not recorded, about %s at the most"
              .formatted(Money.usd(budget)));
    }
    if (spec.config().name().equals(TrainingConfig.HOME)
        && spec.config().validation().every() > 0) {
      said.add(
          "its looks at %d questions ask the catalogue's candidates (--no-validation leaves them out)"
              .formatted(spec.config().validation().questions()));
    }
    return said.isEmpty() ? "no candidate is paid" : String.join("; ", said);
  }

  private static CliException bad(String sentence) {
    return new CliException(ExitCode.BAD_INPUT, sentence);
  }
}
