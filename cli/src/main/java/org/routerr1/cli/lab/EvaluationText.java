// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.Money;

/** An evaluation's document for people. */
public final class EvaluationText {

  private EvaluationText() {}

  public static void print(JsonNode document, Console console) {
    String dataSet = "";
    for (JsonNode row : document.path("rows")) {
      if (!row.path("trade_off").isNull()) {
        continue;
      }
      if (!dataSet.equals(row.path("data_set").asText())) {
        dataSet = row.path("data_set").asText();
        console.print("");
        console.print(dataSet);
      }
      console.print(
          String.format(
              Locale.ROOT,
              "  %-34s %-18s %6.3f [%6.3f, %6.3f]  n %-5d %,14.0f n$  %.2f calls",
              row.path("policy").asText(),
              row.path("metric").asText(),
              row.path("value").asDouble(),
              row.path("low").asDouble(),
              row.path("high").asDouble(),
              row.path("n").asInt(),
              row.path("nano_usd_per_query").asDouble(),
              row.path("calls").asDouble()));
    }
    for (JsonNode gap : document.path("gap")) {
      console.print(
          String.format(
              Locale.ROOT,
              "%s, %s: %.2f [%.2f, %.2f] of the way from %s to %s",
              gap.path("data_set").asText(),
              gap.path("policy").asText(),
              gap.path("share").asDouble(),
              gap.path("low").asDouble(),
              gap.path("high").asDouble(),
              gap.path("from").asText(),
              gap.path("to").asText()));
    }
    for (JsonNode skipped : document.path("skipped")) {
      console.print(
          "left out: "
              + skipped.path("data_set").asText()
              + " ("
              + skipped.path("reason").asText()
              + ")");
    }
    if (document.path("failed").asInt() > 0) {
      console.print(document.path("failed").asInt() + " episodes reached no answer");
    }
    if (document.path("paid_nano_usd").asLong() > 0) {
      console.print("candidates were paid " + Money.usd(document.path("paid_nano_usd").asLong()));
    }
    if (document.path("masked").asInt() > 0) {
      console.print(
          "in %d of %d episodes calls failed by no fault of the policy: a candidate was away, or a budget spent"
              .formatted(document.path("masked").asInt(), document.path("episodes").asInt()));
    }
    console.print("pictures: " + document.path("html").asText());
  }
}
