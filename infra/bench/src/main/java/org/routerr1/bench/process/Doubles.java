// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.nio.file.Path;
import java.util.List;
import org.routerr1.infra.doubles.FixedPolicyMain;
import org.routerr1.infra.doubles.RecordedPoolMain;

/** The doubles as processes of their own, so that both sides meet the same ones. */
public final class Doubles {

  private static final String LISTENING = "listening on ";

  private Doubles() {}

  /** A process and the port that it told. */
  public record Listening(JavaProcess process, int port) implements AutoCloseable {
    public String address() {
      return "127.0.0.1:" + port;
    }

    /** The base URL of an API in OpenAI's form. */
    public String apiUrl() {
      return "http://" + address() + "/v1";
    }

    @Override
    public void close() {
      process.close();
    }
  }

  public static Listening policy(Path logs, int routes) {
    return listening(
        JavaProcess.main(
            "the fixed policy",
            logs.resolve("fixed-policy.log"),
            FixedPolicyMain.class,
            List.of("--routes=" + routes)));
  }

  /** A pool with these options, such as {@code --model=slow=200}. */
  public static Listening pool(Path logs, List<String> options) {
    return listening(
        JavaProcess.main(
            "the recorded pool",
            logs.resolve("recorded-pool.log"),
            RecordedPoolMain.class,
            options));
  }

  private static Listening listening(JavaProcess process) {
    return new Listening(process, Integer.parseInt(process.await(LISTENING)));
  }
}
