// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import org.junit.jupiter.api.Test;

class KernelsTest {

  private static final List<Class<?>> ALL =
      List.of(
          Kernels.class,
          CodeKernels.class,
          Elementwise.class,
          Softmax.class,
          Attention.class,
          Rotations.class);

  /** A call that is not inlined makes objects of them, which halved the speed of some processes. */
  @Test
  void noVectorGoesInOrOutOfAMethod() {
    for (Class<?> one : ALL) {
      for (Method method : one.getDeclaredMethods()) {
        assertThat(
                Stream.concat(
                    Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes())))
            .as(method.toString())
            .noneMatch(type ->
                Vector.class.isAssignableFrom(type) || VectorMask.class.isAssignableFrom(type));
      }
    }
  }
}
