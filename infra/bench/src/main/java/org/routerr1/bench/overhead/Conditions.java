// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.routerr1.bench.process.JavaProcess;

/** What a figure depends on besides the code: machine, disk, versions. */
public final class Conditions {

  private static final int FLUSHES = 200;
  private static final int BYTES = 512;

  private Conditions() {}

  /** Measured and read now; the flush time is that of the directory's disk. */
  public static Map<String, Object> of(Path directory, Map<String, String> versions)
      throws IOException {
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("cores", Runtime.getRuntime().availableProcessors());
    conditions.put("cpu", cpu());
    conditions.put("jdk", System.getProperty("java.vendor") + " " + Runtime.version());
    conditions.put("jvm_flags", String.join(" ", JavaProcess.FLAGS));
    // Above the number of cores others had work to do too, and figures and ratios suffer.
    conditions.put(
        "load_average", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    conditions.put("fdatasync_us", flushMicros(directory));
    conditions.put("versions", versions);
    return conditions;
  }

  /** The median time of a small write and its way to the disk. */
  static long flushMicros(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "flush", ".tmp");
    long[] micros = new long[FLUSHES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < FLUSHES; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(BYTES));
        channel.force(false);
        micros[i] = (System.nanoTime() - start) / 1_000;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(micros);
    return micros[FLUSHES / 2];
  }

  private static String cpu() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(l -> l.startsWith("model name"))
          .findFirst()
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  public static List<String> lines(Map<String, Object> conditions) {
    return conditions.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }
}
