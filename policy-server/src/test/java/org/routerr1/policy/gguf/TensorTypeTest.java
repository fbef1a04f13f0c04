// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.routerr1.policy.testing.Golden;

class TensorTypeTest {

  @Test
  void fourBitsAndAScaleAreAroundEight() {
    float[] out = expand(TensorType.Q4_0, block(18, 0.5f).put((byte) 0xF0).put((byte) 0x8A));
    assertThat(out[0]).isEqualTo((0 - 8) * 0.5f);
    assertThat(out[16]).isEqualTo((15 - 8) * 0.5f);
    assertThat(out[1]).isEqualTo((10 - 8) * 0.5f);
    assertThat(out[17]).isEqualTo(0);
  }

  @Test
  void fourBitsAScaleAndAMinimum() {
    float[] out = expand(TensorType.Q4_1, block(20, 0.5f, -3f).put((byte) 0xF1));
    assertThat(out[0]).isEqualTo(0.5f - 3);
    assertThat(out[16]).isEqualTo(15 * 0.5f - 3);
    assertThat(out[31]).isEqualTo(-3);
  }

  @Test
  void eightBitsAndAScale() {
    float[] out = expand(TensorType.Q8_0, block(34, 0.25f).put((byte) -128).put((byte) 127));
    assertThat(out[0]).isEqualTo(-32);
    assertThat(out[1]).isEqualTo(31.75f);
  }

  @ParameterizedTest
  @EnumSource(names = {"Q4_0", "Q4_1", "Q8_0", "Q4_K", "Q6_K"})
  void blocksAreReadAsGgmlReadsThem(TensorType type) {
    JsonNode golden = Golden.document("quants.json").path(type.name());
    byte[] blocks = Base64.getDecoder().decode(golden.path("blocks").asText());
    byte[] expected = Base64.getDecoder().decode(golden.path("floats").asText());
    float[] out = new float[blocks.length / type.blockBytes() * type.blockElements()];
    assertThat(type.expand(MemorySegment.ofArray(blocks), MemorySegment.ofArray(out))).isTrue();
    ByteBuffer bytes = ByteBuffer.allocate(expected.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(out);
    assertThat(bytes.array()).isEqualTo(expected);
  }

  @Test
  void aScaleThatIsNoNumberIsNotFinite() {
    for (TensorType type : TensorType.values()) {
      byte[] block = new byte[type.blockBytes()];
      // All bits set: of every type's scale a NaN, wherever it stands.
      Arrays.fill(block, (byte) 0xff);
      float[] out = new float[type.blockElements()];
      assertThat(type.expand(MemorySegment.ofArray(block), MemorySegment.ofArray(out)))
          .as(type.name())
          .isFalse();
    }
  }

  @Test
  void halfAndBrainFloats() {
    assertThat(expand(TensorType.F16, block(2, -1.5f))).containsExactly(-1.5f);
    ByteBuffer brain = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    brain.putShort((short) (Float.floatToIntBits(-1.5f) >>> 16));
    assertThat(expand(TensorType.BF16, brain)).containsExactly(-1.5f);
  }

  @Test
  void infinityIsNotFinite() {
    ByteBuffer block = block(34, Float.POSITIVE_INFINITY).put((byte) 1);
    float[] out = new float[32];
    assertThat(
            TensorType.Q8_0.expand(
                MemorySegment.ofArray(block.array()), MemorySegment.ofArray(out)))
        .isFalse();
  }

  private static ByteBuffer block(int bytes, float... halves) {
    ByteBuffer block = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (float half : halves) {
      block.putShort(Float.floatToFloat16(half));
    }
    return block;
  }

  private static float[] expand(TensorType type, ByteBuffer block) {
    float[] out = new float[type.blockElements()];
    Arrays.fill(out, Float.NaN);
    assertThat(type.expand(MemorySegment.ofArray(block.array()), MemorySegment.ofArray(out)))
        .isTrue();
    return out;
  }
}
