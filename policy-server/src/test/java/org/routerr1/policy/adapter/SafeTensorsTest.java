// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.policy.adapter.SafeTensors.FloatTensor;

class SafeTensorsTest {

  private static final Path FILE = Path.of("adapter_model.safetensors");

  private static SafeTensors sample() {
    LinkedHashMap<String, FloatTensor> tensors = new LinkedHashMap<>();
    tensors.put("b", new FloatTensor(List.of(2, 3), new float[] {1, -2, 3.5f, 0, 1e-30f, 7}));
    tensors.put("a", new FloatTensor(List.of(1), new float[] {42}));
    tensors.put("none", new FloatTensor(List.of(0, 4), new float[0]));
    return new SafeTensors(tensors, Map.of("format", "pt"));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    byte[] bytes = sample().toBytes();
    SafeTensors read = SafeTensors.parse(FILE, bytes);
    assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
    assertThat(read.tensors()).containsOnlyKeys("a", "b", "none");
    sample()
        .tensors()
        .forEach((name, tensor) -> {
          FloatTensor found = read.tensor(name);
          assertThat(found.shape()).isEqualTo(tensor.shape());
          assertThat(found.values()).containsExactly(tensor.values());
        });
    assertThat(read.toBytes()).isEqualTo(bytes);
  }

  @Test
  void halvesAreWidened() {
    byte[] file =
        file(
            "{\"x\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                + "\"y\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[4,6]}}",
            new byte[] {(byte) 0x80, 0x3f, 0, (byte) 0xc0, 0, 0x3e});
    SafeTensors read = SafeTensors.parse(FILE, file);
    assertThat(read.tensor("x").values()).containsExactly(1, -2);
    assertThat(read.tensor("y").values()).containsExactly(1.5f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{`x`|not JSON",
        "[]|no JSON object",
        "{`x`:{`dtype`:`I64`,`shape`:[1],`data_offsets`:[0,8]}}|the type",
        "{`x`:{`dtype`:`F32`,`shape`:[-1],`data_offsets`:[0,8]}}|no sound shape",
        "{`x`:{`dtype`:`F32`,`shape`:[3000000000],`data_offsets`:[0,8]}}|no sound shape",
        "{`x`:{`dtype`:`F32`,`shape`:[65536,65536,65536],`data_offsets`:[0,8]}}|larger than the file",
        "{`x`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,16]}}|do not fit",
        "{`x`:{`dtype`:`F32`,`shape`:[2],`data_offsets`:[-8,0]}}|do not fit",
        "{`x`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[4,8]}}|does not begin where",
        "{`x`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[0,4]}}|belong to no tensor",
        "{`x`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[0,4]},`x`:{`dtype`:`F32`,`shape`:[1],`data_offsets`:[4,8]}}|Duplicate",
      })
  void whatIsWrongIsNamed(String header, String says) {
    byte[] file = file(header.replace('`', '"'), new byte[8]);
    assertThatThrownBy(() -> SafeTensors.parse(FILE, file))
        .isInstanceOf(AdapterException.class)
        .hasMessageStartingWith("adapter_model.safetensors: ")
        .hasMessageContaining(says);
  }

  @Test
  void numbersMustBeFinite() {
    byte[] file =
        file(
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            new byte[] {0, 0, (byte) 0xc0, 0x7f});
    assertThatThrownBy(() -> SafeTensors.parse(FILE, file))
        .hasMessageContaining("x: holds numbers");
  }

  @Test
  void damageOfAnyKindIsATypedErrorOrAnotherSoundFile() {
    byte[] good = sample().toBytes();
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    int files = Integer.getInteger("router.mutations", 20_000);
    for (int i = 0; i < files; i++) {
      byte[] bad =
          Arrays.copyOf(good, random.nextInt(8) == 0 ? random.nextInt(good.length) : good.length);
      for (int n = random.nextInt(4); n >= 0 && bad.length > 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        SafeTensors.parse(FILE, bad);
      } catch (AdapterException e) {
        assertThat(e.getMessage()).doesNotContain("\n", "\r", "\u001b");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(files / 2);
  }

  private static byte[] file(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }
}
