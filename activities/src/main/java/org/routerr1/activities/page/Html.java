// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.page;

/** What all pages begin with, and how foreign words come into them. */
public final class Html {

  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em;color:#222}
      table{border-collapse:collapse;margin:1em 0}
      td,th{padding:.2em .8em;border-bottom:1px solid #ddd;text-align:right}
      td:first-child,th:first-child{text-align:left}
      svg text{font:12px system-ui,sans-serif;fill:#333}
      .yes{color:#06733a;font-weight:600}.no{color:#a11}
      """;

  private Html() {}

  /** A page's beginning. */
  public static String head(String title) {
    return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>"
        + text(title)
        + "</title><style>"
        + STYLE
        + "</style>";
  }

  /** Words that are shown as they are. */
  public static String text(String raw) {
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
