// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.routerr1.activities.page.Html;
import org.routerr1.activities.page.Plot;

/** A training's course for people: one page that needs nothing else. */
final class TrainingPage {

  /** Of rewards and the divergence from the teacher; pictures reach further where these do. */
  private static final double LOW = -.5;

  private static final double HIGH = 1.5;

  private TrainingPage() {}

  static String of(TrainingDocument document) {
    StringBuilder page = new StringBuilder(Html.head("Training " + document.run()));
    page.append("<h1>Training: ")
        .append(Html.text(document.config()))
        .append("</h1><p>Run ")
        .append(Html.text(document.run()))
        .append(", seed ")
        .append(document.seed())
        .append(", from ")
        .append(Html.text(document.parent()))
        .append(" to ")
        .append(Html.text(document.policyVersion()))
        .append(
            String.format(
                Locale.ROOT,
                ": %d steps (%s), %,d tokens, %.0f tokens a second while it learnt.</p>",
                document.steps(),
                Html.text(document.stopped()),
                document.tokens(),
                document.pace()));
    updates(page, document.updates());
    curve(page, document);
    return page.append("</html>\n").toString();
  }

  private static void updates(StringBuilder page, List<StepReport> updates) {
    if (updates.isEmpty()) {
      return;
    }
    Map<String, List<Plot.Point>> lines = new LinkedHashMap<>();
    List<StepReport> lessons = updates.stream().filter(u -> u.agreement() > 0).toList();
    List<StepReport> episodes = updates.stream().filter(u -> u.entropy() > 0).toList();
    lines.put(
        "lessons: decisions as the teacher's",
        points(lessons, StepReport::step, StepReport::agreement));
    lines.put(
        "lessons: divergence from it", points(lessons, StepReport::step, StepReport::divergence));
    lines.put(
        "episodes: reward of the samples", points(episodes, StepReport::step, StepReport::reward));
    lines.put("episodes: entropy", points(episodes, StepReport::step, StepReport::entropy));
    lines.values().removeIf(List::isEmpty);
    page.append("<h2>What each step said, before it was applied</h2>").append(picture(lines));
  }

  private static void curve(StringBuilder page, TrainingDocument document) {
    List<CurvePoint> curve = document.curve();
    if (curve.isEmpty()) {
      return;
    }
    Map<String, List<Plot.Point>> lines = new LinkedHashMap<>();
    lines.put("reward", points(curve, CurvePoint::step, CurvePoint::reward));
    lines.put("right", points(curve, CurvePoint::step, CurvePoint::accuracy));
    page.append("<h2>On questions that are not trained on</h2>")
        .append(picture(lines))
        .append("<table><tr><th>step<th>reward<th>accuracy<th>nano-dollars<th>loss")
        .append(
            "<th>divergence<th>agreement<th>entropy<th>shares<th>reward, question by question</tr>");
    for (CurvePoint p : curve) {
      page.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%d<td>%.3f<td>%.3f<td>%,.0f<td>%.3f<td>%.3f<td>%.3f<td>%.3f<td>%s<td>%s</tr>",
              p.step(),
              p.reward(),
              p.accuracy(),
              p.cost(),
              p.loss(),
              p.divergence(),
              p.agreement(),
              p.entropy(),
              Html.text(p.shares().toString()),
              Html.text(document.compared(p))));
    }
    page.append("</table>");
  }

  private static <T> List<Plot.Point> points(
      List<T> of, ToIntFunction<T> step, ToDoubleFunction<T> value) {
    return of.stream()
        .map(t -> new Plot.Point(step.applyAsInt(t), value.applyAsDouble(t)))
        .toList();
  }

  private static String picture(Map<String, List<Plot.Point>> lines) {
    DoubleSummaryStatistics values =
        lines.values().stream()
            .flatMap(List::stream)
            .mapToDouble(Plot.Point::y)
            .summaryStatistics();
    return Plot.lines(
        lines, "step", "", Math.min(LOW, values.getMin()), Math.max(HIGH, values.getMax()));
  }
}
