// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.GgufType;
import org.routerr1.infra.doubles.model.GgufWriter;
import org.routerr1.infra.doubles.model.TinyModel;

class GgufFileTest {

  @TempDir private Path folder;

  @Test
  void readsWhatWasWritten() {
    byte[] floats = floats(1, 2, 3, 4, 5, 6);
    byte[] bytes =
        new GgufWriter()
            .text("a.text", "héllo")
            .whole("a.whole", 42)
            .real("a.real", 1.5f)
            .texts("some.texts", List.of("x", "", "y"))
            .wholes("some.wholes", List.of(3, -1))
            .tensor("t", GgufType.F32, floats, 2, 3)
            .tensor("u", GgufType.F32, floats(7), 1)
            .toBytes();
    try (GgufFile file = open(bytes)) {
      Metadata metadata = file.metadata();
      assertThat(metadata.text("a.text")).isEqualTo("héllo");
      assertThat(metadata.whole("a.whole", 0, 100)).isEqualTo(42);
      assertThat(metadata.positive("a.real")).isEqualTo(1.5);
      assertThat(metadata.texts("some.texts")).containsExactly("x", "", "y");
      assertThat(metadata.wholes("some.wholes")).containsExactly(3L, -1L);
      assertThat(file.tensor("t").shape()).containsExactly(2L, 3L);
      assertThat(file.tensor("t").toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(file.tensor("u").toFloats()).containsExactly(7);
      assertThat(file.sha256()).hasSize(64);
    }
  }

  @Test
  void namesKeyAndPlaceOfWhatItRefuses() {
    byte[] bytes = new GgufWriter().text("a", "x").whole("n", 7).toBytes();
    try (GgufFile file = open(bytes)) {
      Metadata metadata = file.metadata();
      assertThatThrownBy(() -> metadata.text("b")).hasMessageContaining("metadata b: is missing");
      assertThatThrownBy(() -> metadata.text("n")).hasMessageContaining("n: is not a string");
      assertThatThrownBy(() -> metadata.whole("n", 1, 5)).hasMessageContaining("from 1 to 5");
      assertThatThrownBy(() -> file.tensor("t")).hasMessageContaining("tensor t: is missing");
    }
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThatThrownBy(() -> GgufFile.open(folder.resolve("none.gguf")))
        .isInstanceOfSatisfying(
            ModelFileException.class,
            e -> assertThat(e.kind()).isEqualTo(ModelFileException.Kind.MISSING))
        .hasMessageContaining("none.gguf: no such model file; set ROUTER_POLICY_MODEL");
  }

  @Test
  void anotherFormatIsRefusedByName() {
    assertBroken("PK\3\4 not a model at all".getBytes(StandardCharsets.UTF_8))
        .hasMessageContaining("byte 0: this is not a GGUF file; fetch the file again");
    assertBroken(new byte[0]).hasMessageContaining("the file ends within the magic number");
  }

  @Test
  void aLengthBeyondTheFileIsNotBelieved() {
    byte[] bytes = new GgufWriter().text("key", "value").toBytes();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(16, 1L << 40);
    assertBroken(bytes)
        .hasMessageContaining("byte 16: the number of metadata keys says 1099511627776");
  }

  @Test
  void aTensorBeyondTheFileIsRefused() {
    byte[] bytes = new GgufWriter().tensor("t", GgufType.F32, floats(1, 2), 2).toBytes();
    assertBroken(Arrays.copyOf(bytes, bytes.length - 1))
        .hasMessageContaining("tensor t does not lie within the file");
  }

  @Test
  void whatFollowsTheLastTensorIsRefusedUnlessItFillsItUp() {
    byte[] bytes = new GgufWriter().tensor("t", GgufType.F32, floats(1, 2), 2).toBytes();
    int padded = Math.ceilDiv(bytes.length, 32) * 32;
    open(Arrays.copyOf(bytes, padded)).close();
    assertBroken(Arrays.copyOf(bytes, padded + 7))
        .hasMessageContaining("byte %d: 7 bytes belong to no tensor".formatted(padded));
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() {
    byte[] bytes = new GgufWriter().tensor("t", GgufType.F32, floats(1, Float.NaN), 2).toBytes();
    try (GgufFile file = open(bytes)) {
      assertThatThrownBy(() -> file.tensor("t").toFloats())
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("tensor t: holds numbers that are not finite");
    }
  }

  @Test
  void everyTruncationIsATypedError() {
    byte[] whole = TinyModel.bytes();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      assertBroken(Arrays.copyOf(whole, random.nextInt(whole.length)));
    }
  }

  @Test
  void noDamageToTheHeaderDoesMoreThanATypedError() {
    byte[] whole = TinyModel.bytes();
    SplittableRandom random = new SplittableRandom(4);
    int refused = 0;
    for (int i = 0; i < Integer.getInteger("router.mutations", 1000); i++) {
      byte[] damaged = whole.clone();
      for (int j = 0; j <= random.nextInt(3); j++) {
        damaged[random.nextInt(8000)] = (byte) random.nextInt();
      }
      try (GgufFile file = open(damaged)) {
        file.tensors().values().forEach(GgufFileTest::read);
      } catch (ModelFileException e) {
        assertThat(e.getMessage()).contains("model.gguf: ").doesNotContain("\n", "\r", "\u001b");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aNameInAMessageStaysOnOneLine() {
    byte[] whole = new GgufWriter().tensor("t\n\u001b[2J", GgufType.F32, floats(1, 2), 2).toBytes();
    assertBroken(Arrays.copyOf(whole, whole.length - 1))
        .hasMessageContaining("tensor t\\u000A\\u001B[2J does not lie within the file");
  }

  private static void read(Tensor tensor) {
    if (tensor.elements() < 1 << 20) {
      tensor.toFloats();
    }
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertBroken(byte[] bytes) {
    return assertThatThrownBy(() -> open(bytes).close())
        .isInstanceOfSatisfying(
            ModelFileException.class,
            e -> assertThat(e.kind()).isEqualTo(ModelFileException.Kind.BROKEN));
  }

  private GgufFile open(byte[] bytes) {
    return GgufFile.open(TinyModel.write(folder.resolve("model.gguf"), bytes));
  }

  private static byte[] floats(float... values) {
    ByteBuffer out = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      out.putFloat(value);
    }
    return out.array();
  }
}
