// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.infra.stack.Commands;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.StackException.Kind;

class PipTest {

  private final PackagePin pin = new PackagePin("tool", "1.0", 1, List.of("aa"));

  @ParameterizedTest
  @CsvSource({
    "'ERROR: Could not install: [Errno 28] No space left on device', MISSING, is full",
    "'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE', VERIFICATION, checksum",
    "'WARNING: Retrying … NewConnectionError(Name or service not known)', MISSING, cannot be reached",
    "'ERROR: No matching distribution found for tool==1.0', MISSING, No matching distribution"
  })
  void tellsFailuresApart(String output, Kind kind, String said) {
    StackException e = Pip.failure(pin, new Commands.Result(1, output), Path.of("cache"));

    assertThat(e.kind()).isEqualTo(kind);
    assertThat(e).hasMessageContaining(said);
  }
}
