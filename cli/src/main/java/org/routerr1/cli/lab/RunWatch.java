// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.Money;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.workflows.episode.RunProgress;

/** Follows a run to its end and says how far it is and how long it will take. */
public final class RunWatch {

  private static final long LOOK_SECONDS = 2;

  private final Console console;
  private final RunClient runs;
  private final Pace pace = new Pace();

  public RunWatch(Console console, RunClient runs) {
    this.console = console;
    this.runs = runs;
  }

  /** The run's result. */
  public <R> R result(String run, WorkflowStub stub, Class<R> type) throws InterruptedException {
    CompletableFuture<R> result = stub.getResultAsync(type);
    while (true) {
      try {
        return result.get(LOOK_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        look(stub);
      } catch (ExecutionException e) {
        throw told(run, e.getCause());
      }
    }
  }

  private void look(WorkflowStub run) {
    try {
      WorkflowStub stub = runs.working(run);
      RunProgress progress = stub.query("progress", RunProgress.class);
      if (progress.of() > 0) {
        pace.see(progress.done(), progress.of(), seconds());
      }
      console.now(line(progress) + Hindrance.of(stub).map(why -> "; " + why).orElse(""));
    } catch (WorkflowQueryException e) {
      console.now("under way"); // a run of runs between two of them
    } catch (RuntimeException e) {
      console.now("waiting for the worker");
    }
  }

  private String line(RunProgress progress) {
    return "%s%s%s%s%s%s"
        .formatted(
            progress.phase(),
            progress.of() == 0 ? "" : " %d of %d".formatted(progress.done(), progress.of()),
            progress.failed() == 0 ? "" : ", %d failed".formatted(progress.failed()),
            progress.nanoUsd() == 0 ? "" : ", " + Money.usd(progress.nanoUsd()),
            progress.paused() ? ", paused" : "",
            left(progress));
  }

  /** By the steps, or until the time that the run may take, whichever ends first. */
  private String left(RunProgress progress) {
    OptionalLong bySteps = pace.left(seconds());
    if (bySteps.isEmpty()) {
      return "";
    }
    Long most = progress.mostMillis();
    long left = most == null ? bySteps.getAsLong() : Math.min(bySteps.getAsLong(), most / 1000);
    return ", about %s left".formatted(duration(left));
  }

  private static double seconds() {
    return System.nanoTime() / 1e9;
  }

  /** For people: {@code 3 min}. */
  public static String duration(long seconds) {
    Duration all = Duration.ofSeconds(seconds);
    return all.toMinutes() < 2
        ? seconds + " s"
        : all.toHours() < 2
            ? all.toMinutes() + " min"
            : "%d h %d min".formatted(all.toHours(), all.toMinutesPart());
  }

  /** The failure that ended a run, as a command tells it. */
  public static RuntimeException told(String run, @Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CanceledFailure) {
        return new CliException(ExitCode.INTERRUPTED, "the run %s was cancelled".formatted(run));
      }
      if (cause instanceof ApplicationFailure told) {
        return new CliException(code(told.getType()), told.getOriginalMessage());
      }
    }
    if (failure instanceof WorkflowFailedException ended) {
      return new CliException(
          ExitCode.DEFECT, "the run %s failed: %s".formatted(run, ended.getMessage()));
    }
    return failure instanceof RuntimeException known ? known : new CompletionException(failure);
  }

  private static ExitCode code(String type) {
    if (type.equals(FailureCode.REJECTED.wire())
        || type.equals(FailureCode.POLICY_INVALID.wire())) {
      return ExitCode.BAD_INPUT;
    }
    if (type.equals(FailureCode.BUDGET_EXCEEDED.wire())) {
      return ExitCode.REFUSED;
    }
    return type.equals(FailureCode.POLICY_UNAVAILABLE.wire())
            || type.equals(FailureCode.BOOKS_UNAVAILABLE.wire())
        ? ExitCode.MISSING
        : ExitCode.DEFECT;
  }
}
