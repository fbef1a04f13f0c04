// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.policy;

import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says of a failed call whether the two ends could not agree on how to speak. */
public final class Handshakes {

  private Handshakes() {}

  /** What is wrong and what to do; empty where it is something else. */
  public static Optional<String> trouble(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      // The shaded class of Netty has another package.
      if (t.getClass().getSimpleName().equals("NotSslRecordException")) {
        return Optional.of(
            "it does not speak TLS: unset ROUTER_POLICY_TRUST, or give it a certificate");
      }
      if (t instanceof SSLException) {
        return Optional.of(
            "the TLS handshake failed (%s): ROUTER_POLICY_TRUST must hold the certificate that it is known by, and ROUTER_POLICY_CLIENT_CERTIFICATE one that it trusts where it asks for one"
                .formatted(deepest(t)));
      }
      // The answer to clear text is a TLS record: an alert of version 3.
      if (String.valueOf(t.getMessage()).contains("Hex dump for first 5 bytes: 1503")) {
        return Optional.of("it speaks TLS: set ROUTER_POLICY_TRUST");
      }
    }
    return Optional.empty();
  }

  private static String deepest(Throwable failure) {
    Throwable t = failure;
    while (t.getCause() != null) {
      t = t.getCause();
    }
    return String.valueOf(t.getMessage());
  }
}
