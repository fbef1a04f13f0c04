// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Words of the user in a URL. */
final class AuditPath {

  private AuditPath() {}

  static String encoded(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
