// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

/**
 * Asks a candidate one question, once. Implementations retry nothing (the workflow does) and report
 * whatever goes wrong as an outcome; a cancelled query's call ends at once, as {@code cancelled}.
 * An exception says that the call was given up by us: {@link
 * java.util.concurrent.CancellationException} where the thread is interrupted (the worker stops),
 * any other is a defect.
 *
 * <p>Foreign APIs join as a {@link Provider}.
 */
@FunctionalInterface
public interface CandidateClient {

  CandidateOutcome ask(CandidateRequest request, Cancellation cancellation);

  /**
   * Serves candidates whose endpoint has a scheme of its own, such as {@code myengine://host/path}.
   * Found by {@link java.util.ServiceLoader}, or given to the plugin's builder.
   */
  interface Provider {

    /** The endpoint's scheme in lower case; {@code http} and {@code https} are built in. */
    String scheme();

    CandidateClient client();
  }
}
