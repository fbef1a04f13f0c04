// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.Locale;

/** A training's curve for people: one page that needs nothing else. */
final class TrainingPage {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 240;

  private TrainingPage() {}

  static String of(TrainingDocument document) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Training</title>")
        .append("<style>body{font:15px/1.5 system-ui;margin:2em auto;max-width:60em}")
        .append("td,th{padding:.2em .8em;text-align:right}</style><h1>Training ")
        .append(document.config())
        .append("</h1><p>Run ")
        .append(document.run())
        .append(", seed ")
        .append(document.seed())
        .append(", from ")
        .append(document.parent())
        .append(" to ")
        .append(document.policyVersion())
        .append("</p>")
        .append(curve(document))
        .append("<table><tr><th>step<th>reward<th>accuracy<th>nano-dollars<th>loss")
        .append("<th>divergence<th>agreement<th>entropy<th>shares</tr>");
    for (CurvePoint p : document.curve()) {
      page.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%d<td>%.3f<td>%.3f<td>%,.0f<td>%.3f<td>%.3f<td>%.3f<td>%.3f<td>%s</tr>",
              p.step(),
              p.reward(),
              p.accuracy(),
              p.cost(),
              p.loss(),
              p.divergence(),
              p.agreement(),
              p.entropy(),
              p.shares()));
    }
    return page.append("</table></html>\n").toString();
  }

  /** Reward over steps, from −.5 to 1. */
  private static String curve(TrainingDocument document) {
    int last = document.curve().isEmpty() ? 1 : Math.max(1, document.curve().getLast().step());
    StringBuilder points = new StringBuilder();
    for (CurvePoint p : document.curve()) {
      points.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              (double) p.step() / last * WIDTH,
              HEIGHT * (1 - (p.reward() + .5) / 1.5)));
    }
    return "<svg viewBox=\"0 0 %d %d\" width=\"%d\"><line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#ccc\"/><polyline points=\"%s\" fill=\"none\" stroke=\"#06733a\"/></svg>"
        .formatted(
            WIDTH, HEIGHT, WIDTH, WIDTH, HEIGHT * 2 / 3, HEIGHT * 2 / 3, points.toString().strip());
  }
}
