// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.routerr1.activities.Recent;
import org.routerr1.worlds.facts.Part;
import org.routerr1.worlds.questions.HomeQuestions;
import org.routerr1.worlds.questions.Item;
import org.routerr1.worlds.questions.QuestionFile;

/** Questions with their right answers, by the name of where they come from. */
public final class QuestionSource {

  private static final String HOME = "home:";
  private static final int WORDINGS = 1;

  private final Map<String, List<Item>> known = Recent.most(64);

  /** The home questions of a part, in the order that the seed gives. */
  public static String home(Part part, long seed) {
    return HOME + part + ":" + seed;
  }

  /**
   * All questions of a source.
   *
   * @param source {@link #home}, or a file's path
   * @throws org.routerr1.worlds.BadFileException the file cannot be used
   * @throws IllegalArgumentException the file cannot be graded yet
   */
  public List<Item> items(String source) {
    List<Item> items = known.get(source);
    if (items == null) {
      items = source.startsWith(HOME) ? homeItems(source) : fileItems(source);
      known.put(source, items);
    }
    return items;
  }

  private static List<Item> homeItems(String source) {
    String[] parts = source.split(":", -1);
    return new HomeQuestions(HomeQuestions.OF_THE_DEMO)
        .of(Part.valueOf(parts[1]), WORDINGS, Long.parseLong(parts[2])).stream()
            .map(q ->
                new Item(
                    q.id(), q.text(), q.goldenAnswers(), JsonNodeFactory.instance.objectNode()))
            .toList();
  }

  private static List<Item> fileItems(String source) {
    return switch (QuestionFile.read(Path.of(source))) {
      case QuestionFile.Gradable gradable -> gradable.items();
      case QuestionFile.NotYet notYet ->
          throw new IllegalArgumentException(
              notYet.name() + " cannot be graded yet: " + notYet.reason());
    };
  }
}
