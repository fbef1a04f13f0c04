// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WheelStoreTest {

  private final WheelStore store = new WheelStore(Path.of("unused"), "cp311");
  private final PackagePin pin = new PackagePin("some-tool", "1.0", 1, List.of("aa"));

  @ParameterizedTest
  @CsvSource({
    "some_tool-1.0-py3-none-any.whl, true",
    "Some_Tool-1.0-py3-none-manylinux2014_x86_64.whl, true",
    "some_tool-1.0-cp311-cp311-manylinux_2_17_x86_64.whl, true",
    "some_tool-1.0-cp310-abi3-manylinux_2_17_x86_64.whl, true",
    "some_tool-1.0-cp312-cp312-manylinux_2_17_x86_64.whl, false",
    "some_tool-1.0.1-py3-none-any.whl, false",
    "some_tool_more-1.0-py3-none-any.whl, false",
    "some_tool-1.0-py3-none-any.whl.part, false"
  })
  void takesOnlyWheelsOfThisPinForThisPython(String file, boolean fits) {
    assertThat(store.fits(pin, file)).isEqualTo(fits);
  }
}
