// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

  @Test
  void countsFromTheBase() {
    Ports ports = Ports.choose(20_000, null);

    assertThat(ports.of(Ports.GATEWAY)).isEqualTo(20_000);
    assertThat(ports.of(Ports.POSTGRES)).isEqualTo(20_006);
    assertThat(ports.of("qwen2.5-coder-1.5b")).isEqualTo(20_010);
    assertThat(new HashSet<>(ports.byName().values())).hasSameSizeAs(ports.byName().keySet());
  }

  @Test
  void theCatalogueThatShipsHasTheDefaultPortsOfTheLocalModels() throws Exception {
    String catalogue = java.nio.file.Files.readString(Path.of("../../catalogue.yaml"));
    Ports ports = Ports.choose(null, null);

    for (LocalModel model : LocalModel.ALL) {
      assertThat(catalogue)
          .contains("id: " + model.id())
          .contains("${" + model.variable() + ":-" + model.endpoint(ports) + "}");
    }
  }

  @Test
  void staysWhereItWasUnlessAskedOtherwise() {
    Ports free = Ports.choose(0, null);

    assertThat(Ports.choose(null, free)).isEqualTo(free);
    assertThat(Ports.choose(0, free)).as("free ports are kept").isEqualTo(free);
    assertThat(Ports.choose(20_000, free).of(Ports.GATEWAY)).isEqualTo(20_000);
  }

  @Test
  void aMemoryOfAnOlderVersionWithFewerPartsIsNotUsed() {
    Ports old = new Ports(20_000, Map.of(Ports.GATEWAY, 20_000));

    assertThat(Ports.choose(null, old).base()).isEqualTo(Ports.DEFAULT_BASE);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 1023, 65_530})
  void refusesABaseWithoutRoom(int base) {
    assertThatThrownBy(() -> Ports.choose(base, null))
        .isInstanceOfSatisfying(
            StackException.class,
            e -> assertThat(e.kind()).isEqualTo(StackException.Kind.BAD_INPUT))
        .hasMessageContaining("port base " + base);
  }
}
