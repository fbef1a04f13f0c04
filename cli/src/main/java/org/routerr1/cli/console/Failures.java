// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.catalogue.CatalogueException;
import org.routerr1.core.tls.PemException;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.postgres.PostgresException;
import org.routerr1.worlds.BadFileException;

/** Says what a failure means to the user. */
public final class Failures {

  /** As the operating system says it. */
  private static final String NO_SPACE = "No space left on device";

  private static final String DISK_FULL =
      "the disk that holds the data directory is full: free some space and run this again, or choose another place with --data-dir";

  private Failures() {}

  /** Reports it and gives its exit code. */
  public static ExitCode report(Console console, Throwable failure) {
    ExitCode code = codeOf(failure);
    String sentence = sentenceOf(failure);
    switch (code) {
      case DEFECT -> {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        console.say(trace.toString());
        console.failure(
            code, "this is a defect of ours, please report it with the lines above: " + failure);
      }
      case INTERRUPTED -> {
        if (failure instanceof CliException) {
          console.failure(code, sentence); // the run was: the command only tells it
        } else {
          console.interrupted();
        }
      }
      case DONE, BAD_INPUT, MISSING, REFUSED, UNVERIFIED -> console.failure(code, sentence);
    }
    return code;
  }

  static ExitCode codeOf(Throwable failure) {
    return switch (failure) {
      case CliException e -> e.code();
      case CatalogueException e -> ExitCode.BAD_INPUT;
      case BadFileException e -> ExitCode.BAD_INPUT;
      case PemException e -> e.isMissing() ? ExitCode.MISSING : ExitCode.BAD_INPUT;
      case PostgresException e -> ExitCode.MISSING;
      case StackException e ->
          switch (e.kind()) {
            case BAD_INPUT -> ExitCode.BAD_INPUT;
            case MISSING -> ExitCode.MISSING;
            case VERIFICATION -> ExitCode.UNVERIFIED;
          };
      case InterruptedException e -> ExitCode.INTERRUPTED;
      case FileSystemException e -> ExitCode.MISSING;
      case UncheckedIOException e when e.getCause() instanceof FileSystemException ->
          ExitCode.MISSING;
      default -> isDiskFull(failure) ? ExitCode.MISSING : ExitCode.DEFECT;
    };
  }

  private static String sentenceOf(Throwable failure) {
    if (isDiskFull(failure)) {
      return DISK_FULL;
    }
    Throwable io = failure instanceof UncheckedIOException e ? e.getCause() : failure;
    if (io instanceof FileSystemException e) {
      String reason =
          switch (e) {
            case NoSuchFileException none -> "it is not there and cannot be made";
            case AccessDeniedException denied -> "access is denied";
            default -> String.valueOf(e.getReason());
          };
      return "%s cannot be used: %s; mend that, or choose another place with --data-dir"
          .formatted(e.getFile(), reason);
    }
    return String.valueOf(failure.getMessage());
  }

  private static boolean isDiskFull(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains(NO_SPACE)) {
        return true;
      }
    }
    return false;
  }
}
