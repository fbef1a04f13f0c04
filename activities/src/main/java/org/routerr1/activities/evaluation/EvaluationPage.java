// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.routerr1.activities.evaluation.EvaluationDocument.Gap;
import org.routerr1.activities.evaluation.EvaluationDocument.Pair;
import org.routerr1.activities.evaluation.EvaluationDocument.Row;
import org.routerr1.activities.evaluation.EvaluationDocument.Share;
import org.routerr1.activities.page.Html;
import org.routerr1.activities.page.Plot;

/** An evaluation for people: one page that needs nothing else, with pictures. */
final class EvaluationPage {

  private EvaluationPage() {}

  static String of(EvaluationDocument document, List<Sheet> sheets) {
    StringBuilder page = new StringBuilder(Html.head("Evaluation " + document.evaluation()));
    page.append("<h1>Evaluation: ")
        .append(Html.text(document.suite()))
        .append("</h1><p>")
        .append(document.questions())
        .append(" questions, ")
        .append(document.episodes())
        .append(" episodes played by policies, seed ")
        .append(document.seed())
        .append(", ")
        .append(document.failed())
        .append(" without an answer (counted as wrong), ")
        .append(document.masked())
        .append(" with failed calls. Brackets are 95 % bootstrap intervals.</p>");
    if (document.budgetSpent()) {
      page.append(
          "<p class=\"no\">The budget was spent before the end: candidates were not asked any more,"
              + " and what is below compares who was asked with who was not.</p>");
    }
    for (Sheet sheet : sheets) {
      dataSet(page, document, sheet);
    }
    if (!document.skipped().isEmpty()) {
      page.append("<h2>Left out</h2><ul>");
      document
          .skipped()
          .forEach(s ->
              page.append("<li>")
                  .append(Html.text(s.dataSet() + ": " + s.reason()))
                  .append("</li>"));
      page.append("</ul>");
    }
    return page.append("</html>\n").toString();
  }

  private static void dataSet(StringBuilder page, EvaluationDocument document, Sheet sheet) {
    String metric = sheet.leading().label();
    List<Row> rows =
        document.rows().stream().filter(r -> r.dataSet().equals(sheet.dataSet())).toList();
    page.append("<h2>").append(Html.text(sheet.dataSet())).append("</h2>");
    Map<String, List<Plot.Point>> lines = new LinkedHashMap<>();
    for (Row row : rows) {
      boolean single = sheet.tradeOffs().size() == 1;
      if (row.metric().equals(metric) && (row.tradeOff() != null || single)) {
        lines
            .computeIfAbsent(row.policy(), p -> new ArrayList<>())
            .add(new Plot.Point(row.nanoUsdPerQuery(), quality(rows, row)));
      }
    }
    page.append("<p>Quality against cost, a line over the trade-offs for each policy:</p>")
        .append(Plot.lines(lines, "nano-dollars a question", "right answers"));
    page.append("<table><tr><th>policy<th>n<th>")
        .append(metric)
        .append("<th>interval<th>nano-dollars<th>calls<th>median ms</tr>");
    for (Row row : rows) {
      if (row.tradeOff() == null && row.metric().equals(metric)) {
        page.append(
            String.format(
                Locale.ROOT,
                "<tr><td>%s<td>%d<td>%.3f<td>[%.3f, %.3f]<td>%,.0f<td>%.2f<td>%,.0f</tr>",
                Html.text(row.policy()),
                row.n(),
                row.value(),
                row.low(),
                row.high(),
                row.nanoUsdPerQuery(),
                row.calls(),
                row.p50Ms()));
      }
    }
    page.append("</table>");
    probes(page, rows);
    pairs(page, document, sheet, metric);
    shares(page, document, sheet);
  }

  /** Exact match where the leading metric is a reward, which falls with the weight. */
  private static double quality(List<Row> rows, Row row) {
    return rows.stream()
        .filter(r -> r.policy().equals(row.policy()))
        .filter(r -> Objects.equals(r.tradeOff(), row.tradeOff()))
        .filter(r -> r.metric().equals("accuracy") || r.metric().equals("exact_match"))
        .mapToDouble(Row::value)
        .findFirst()
        .orElse(row.value());
  }

  private static void probes(StringBuilder page, List<Row> rows) {
    for (Row row : rows) {
      if (row.metric().equals("follows_swap") || row.metric().equals("same_under_aliases")) {
        page.append(
            String.format(
                Locale.ROOT,
                "<p>%s, %s: %.3f [%.3f, %.3f], n = %d</p>",
                Html.text(row.policy()),
                row.metric(),
                row.value(),
                row.low(),
                row.high(),
                row.n()));
      }
    }
  }

  private static void pairs(
      StringBuilder page, EvaluationDocument document, Sheet sheet, String metric) {
    page.append("<table><tr><th>policy<th>against<th>difference<th>interval<th>n</tr>");
    for (Pair pair : document.pairs()) {
      if (pair.dataSet().equals(sheet.dataSet())
          && pair.tradeOff() == null
          && pair.metric().equals(metric)) {
        String sign = pair.low() > 0 ? "yes" : pair.high() < 0 ? "no" : "";
        page.append(
            String.format(
                Locale.ROOT,
                "<tr><td>%s<td>%s<td class=\"%s\">%+.3f<td>[%+.3f, %+.3f]<td>%d</tr>",
                Html.text(pair.policy()),
                Html.text(pair.against()),
                sign,
                pair.difference(),
                pair.low(),
                pair.high(),
                pair.n()));
      }
    }
    page.append("</table>");
    for (Gap gap : document.gap()) {
      if (gap.dataSet().equals(sheet.dataSet())) {
        page.append(
            String.format(
                Locale.ROOT,
                "<p>%s has gone %.2f [%.2f, %.2f] of the way from %s to %s.</p>",
                Html.text(gap.policy()),
                gap.share(),
                gap.low(),
                gap.high(),
                gap.from(),
                gap.to()));
      }
    }
  }

  private static void shares(StringBuilder page, EvaluationDocument document, Sheet sheet) {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    for (Share share : document.shares()) {
      if (share.dataSet().equals(sheet.dataSet())) {
        bars.computeIfAbsent(share.policy() + " @ " + share.tradeOff(), b -> new LinkedHashMap<>())
            .put(share.candidate(), share.share());
      }
    }
    page.append("<p>Who was asked, by policy and trade-off:</p>").append(Plot.bars(bars));
  }
}
