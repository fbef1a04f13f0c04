// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.routerr1.core.catalogue.CatalogueException;
import org.routerr1.core.catalogue.Problem;
import org.routerr1.core.tls.PemException;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.postgres.PostgresException;

class FailuresTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(StackException.badInput("x"), 2),
        Arguments.of(StackException.missing("x"), 3),
        Arguments.of(StackException.verification("x"), 5),
        Arguments.of(new PostgresException("x", null), 3),
        Arguments.of(new CliException(ExitCode.REFUSED, "x"), 4),
        Arguments.of(new CatalogueException(List.of(new Problem("f", 1, "p", "x"))), 2),
        Arguments.of(PemException.wrong("x"), 2),
        Arguments.of(PemException.missing("x"), 3),
        Arguments.of(new InterruptedException(), 130),
        Arguments.of(new UncheckedIOException(new IOException("No space left on device")), 3),
        Arguments.of(new NoSuchFileException("/proc/x"), 3),
        Arguments.of(new UncheckedIOException(new AccessDeniedException("/x")), 3),
        Arguments.of(new IllegalStateException("x"), 1));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyKindOfFailureHasItsExitCode(Throwable failure, int code) {
    assertThat(Failures.codeOf(failure).code()).isEqualTo(code);
  }

  @Test
  void aRunThatWasCancelledIsNotSaidToGoOn() {
    assertThat(reported(new CliException(ExitCode.INTERRUPTED, "the run r was cancelled")))
        .isEqualTo("router: the run r was cancelled\n");
    assertThat(reported(new InterruptedException())).contains("interrupted");
  }

  @Test
  void onlyADefectOfOursShowsItsTrace() {
    assertThat(reported(new IllegalStateException("oops"))).contains("\tat ").contains("defect");
    assertThat(reported(StackException.missing("no disk"))).isEqualTo("router: no disk\n");
    assertThat(reported(new IOException("/d/stack.json.part: No space left on device")))
        .contains("free some space")
        .doesNotContain("\tat ");
  }

  @Test
  void aPlaceThatCannotBeUsedIsNamed() {
    assertThat(reported(new FileSystemException("/etc/passwd/run", null, "Not a directory")))
        .isEqualTo(
            "router: /etc/passwd/run cannot be used: Not a directory; mend that, or choose another place with --data-dir\n");
    assertThat(reported(new UncheckedIOException(new NoSuchFileException("/proc/x"))))
        .contains("/proc/x cannot be used: it is not there and cannot be made")
        .doesNotContain("\tat ");
  }

  private static String reported(Throwable failure) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Failures.report(new Console(stream, stream, false, false), failure);
    return err.toString(StandardCharsets.UTF_8);
  }
}
