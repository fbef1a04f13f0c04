// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a process over time.
 *
 * @param warmUpSeconds what counts begins here
 * @param slopeMibPerHour of a straight line through what counts, by least squares
 * @param grownMib what that makes of the time that counts
 * @param flat null where too little time counts
 * @param samples about sixty of them
 */
record Resident(
    double warmUpSeconds,
    double slopeMibPerHour,
    double grownMib,
    @Nullable Boolean flat,
    List<Sample> samples) {

  private static final double LEAST_SECONDS = 150;
  private static final double MOST_GROWN_MIB = 16;
  private static final int SHOWN = 60;
  private static final double SECONDS_AN_HOUR = 3600;
  private static final double KIB_A_MIB = 1024;

  /** Resident memory at a time of the soak. */
  record Sample(double seconds, double mib) {}

  static Resident of(List<Sample> all, double warmUpSeconds) {
    List<Sample> counted = all.stream().filter(s -> s.seconds() >= warmUpSeconds).toList();
    double slope = slope(counted) * SECONDS_AN_HOUR;
    double seconds =
        counted.isEmpty() ? 0 : counted.getLast().seconds() - counted.getFirst().seconds();
    double grown = slope * seconds / SECONDS_AN_HOUR;
    return new Resident(
        warmUpSeconds,
        slope,
        grown,
        seconds < LEAST_SECONDS ? null : grown <= MOST_GROWN_MIB,
        thinned(all));
  }

  /** MiB a second. */
  static double slope(List<Sample> samples) {
    double n = samples.size();
    double x = samples.stream().mapToDouble(Sample::seconds).sum() / n;
    double y = samples.stream().mapToDouble(Sample::mib).sum() / n;
    double xy = samples.stream().mapToDouble(s -> (s.seconds() - x) * (s.mib() - y)).sum();
    double xx = samples.stream().mapToDouble(s -> (s.seconds() - x) * (s.seconds() - x)).sum();
    return xx > 0 ? xy / xx : 0;
  }

  private static List<Sample> thinned(List<Sample> all) {
    int step = Math.max(1, all.size() / SHOWN);
    List<Sample> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      some.add(all.get(i));
    }
    return some;
  }

  /** What a process holds now, in MiB. */
  static double now(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB_A_MIB)
        .findFirst()
        .orElse(0);
  }
}
