// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pictures as SVG text. */
public final class Plot {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 60;
  private static final int RIGHT = 240;
  private static final int BELOW = 40;
  private static final int BAR = 18;
  private static final int LABEL = 280;

  /** What a letter of a name takes at most, in most names. */
  private static final int LETTER = 8;

  private Plot() {}

  public record Point(double x, double y) {}

  /** One line with dots for each name, by x; shares up, from 0 to 1. */
  public static String lines(Map<String, List<Point>> lines, String xLabel, String yLabel) {
    return lines(lines, xLabel, yLabel, 0, 1);
  }

  /** One line with dots for each name, by x. */
  public static String lines(
      Map<String, List<Point>> lines, String xLabel, String yLabel, double low, double high) {
    double most = 1e-9;
    for (List<Point> points : lines.values()) {
      for (Point p : points) {
        most = Math.max(most, p.x());
      }
    }
    StringBuilder svg = open(WIDTH + RIGHT, HEIGHT + BELOW);
    for (int i = 0; i <= 4; i++) {
      double y = HEIGHT - i * HEIGHT / 4.0;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.0f\" y2=\"%.0f\" stroke=\"#ddd\"/><text x=\"20\""
                  + " y=\"%.0f\">%.2f</text><text x=\"%.0f\" y=\"%d\">%s</text>",
              LEFT,
              WIDTH,
              y,
              y,
              Math.max(12, y),
              low + i * (high - low) / 4,
              LEFT + i * (WIDTH - LEFT) / 4.4,
              HEIGHT + 16,
              tick(i * most / 4, most)));
    }
    int n = 0;
    for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
      String colour = colour(n);
      StringBuilder path = new StringBuilder();
      List<Point> sorted = new ArrayList<>(line.getValue());
      sorted.sort(Comparator.comparingDouble(Point::x));
      for (Point p : sorted) {
        double x = LEFT + p.x() / most * (WIDTH - LEFT) * .9;
        double y = HEIGHT - (p.y() - low) / (high - low) * HEIGHT;
        path.append(String.format(Locale.ROOT, "%s%.1f,%.1f", path.isEmpty() ? "" : " ", x, y));
        svg.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"><title>%s</title></circle>",
                x,
                y,
                colour,
                Html.text(line.getKey())));
      }
      svg.append(
          String.format(
              Locale.ROOT,
              "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/><text x=\"%d\" y=\"%d\""
                  + " style=\"fill:%s\">%s</text>",
              path,
              colour,
              WIDTH + 10,
              16 + 16 * n,
              colour,
              Html.text(line.getKey())));
      n++;
    }
    return svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s →</text><text x=\"%d\" y=\"12\">%s</text></svg>",
                WIDTH - 170,
                HEIGHT + 34,
                xLabel,
                LEFT + 4,
                yLabel.isEmpty() ? "" : "↑ " + yLabel))
        .toString();
  }

  /** As many digits as tell the ticks of a short axis apart. */
  private static String tick(double x, double most) {
    return String.format(Locale.ROOT, most < 8 ? "%.1f" : "%,.0f", x);
  }

  /** One bar for each name, divided by share. */
  public static String bars(Map<String, Map<String, Double>> bars) {
    List<String> kinds =
        bars.values().stream().flatMap(b -> b.keySet().stream()).distinct().sorted().toList();
    StringBuilder svg = open(WIDTH + RIGHT, (bars.size() + 2) * BAR);
    int legend = LABEL;
    for (int k = 0; k < kinds.size(); k++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"12\" style=\"fill:%s\">■ %s</text>",
              legend,
              colour(k),
              Html.text(kinds.get(k))));
      legend += (kinds.get(k).length() + 4) * LETTER;
    }
    int row = 1;
    for (Map.Entry<String, Map<String, Double>> bar : bars.entrySet()) {
      double x = LABEL;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"0\" y=\"%d\">%s</text>",
              row * BAR + 13,
              Html.text(bar.getKey())));
      for (Map.Entry<String, Double> part : bar.getValue().entrySet()) {
        double width = part.getValue() * (WIDTH + RIGHT - LABEL);
        svg.append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s"
                    + " %.0f %%</title></rect>",
                x,
                row * BAR,
                width,
                BAR - 3,
                colour(kinds.indexOf(part.getKey())),
                Html.text(part.getKey()),
                100 * part.getValue()));
        x += width;
      }
      row++;
    }
    return svg.append("</svg>").toString();
  }

  private static StringBuilder open(int width, int height) {
    return new StringBuilder(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " role=\"img\">",
            width,
            height,
            width));
  }

  private static String colour(int n) {
    return String.format(Locale.ROOT, "hsl(%d 65%% %d%%)", n * 47 % 360, 38 + n % 3 * 8);
  }
}
