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
  private static final String HOME_FACTS = "home-facts:";
  private static final int WORDINGS = 1;

  private final Map<Known, List<Item>> known = Recent.most(64);

  private record Known(String source, FileEdition edition) {}

  /** The home questions of a part, in the order that the seed gives. */
  public static String home(Part part, long seed) {
    return HOME + part + ":" + seed;
  }

  /** What the home questions of a part ask hop by hop, each fact once. */
  public static String homeFacts(Part part, long seed) {
    return HOME_FACTS + part + ":" + seed;
  }

  /**
   * All questions of a source.
   *
   * @param source {@link #home}, or a file's path
   * @throws org.routerr1.worlds.BadFileException the file cannot be used
   * @throws IllegalArgumentException the file cannot be graded yet
   */
  public List<Item> items(String source) {
    Known key = new Known(source, FileEdition.now(source));
    List<Item> items = known.get(key);
    if (items == null) {
      items =
          source.startsWith(HOME)
              ? homeItems(source)
              : source.startsWith(HOME_FACTS) ? factItems(source) : fileItems(source);
      known.put(key, items);
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

  private static List<Item> factItems(String source) {
    String[] parts = source.split(":", -1);
    HomeQuestions home = new HomeQuestions(HomeQuestions.OF_THE_DEMO);
    return HomeQuestions.facts(home.of(Part.valueOf(parts[1]), WORDINGS, Long.parseLong(parts[2])))
        .stream()
        .map(fact ->
            new Item(
                fact.relation() + "/" + fact.subject(),
                home.subQuestion(fact.relation(), fact.subject()),
                home.golden(fact.object()),
                JsonNodeFactory.instance.objectNode()))
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
