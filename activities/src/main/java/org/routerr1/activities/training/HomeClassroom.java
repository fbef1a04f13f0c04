// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.routerr1.activities.episode.QuestionsEnvironment;
import org.routerr1.activities.episode.SuiteOptions;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.core.money.Usage;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.facts.Chain;
import org.routerr1.worlds.facts.FactGraph;
import org.routerr1.worlds.facts.Part;
import org.routerr1.worlds.facts.ProjectFacts;
import org.routerr1.worlds.questions.HomeQuestion;
import org.routerr1.worlds.questions.HomeQuestions;
import org.routerr1.worlds.specialists.Corpus;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Hop;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.Pool;
import org.routerr1.worlds.specialists.Progress;
import org.routerr1.worlds.specialists.Question;
import org.routerr1.worlds.specialists.Role;
import org.routerr1.worlds.specialists.Specialist;
import org.routerr1.worlds.specialists.SubQuestions;
import org.routerr1.worlds.specialists.Topics;
import org.routerr1.worlds.specialists.Weights;
import org.routerr1.worlds.specialists.World;
import org.routerr1.worlds.specialists.WorldSpec;

/**
 * Lessons for questions of common knowledge: a teacher that knows the decomposition and the stated
 * accuracies, over general models of several sizes whose names, prices, accuracies and order are
 * drawn anew for each question; now and then over those of the catalogue that is served. Described
 * as the catalogue file describes its candidates, every other time with a line of prose.
 */
final class HomeClassroom {

  /** Tasks as catalogues state them, with the relations that they cover. */
  private static final Topics TASKS =
      Topics.of(
          Map.of(
              "capital", List.of("capital"),
              "currency", List.of("currency"),
              "language", List.of("language"),
              "continent", List.of("continent"),
              "country_of_place", List.of("country"),
              "author", HomeQuestions.MADE_BY,
              "birth_country",
                  List.of("birth country", "home country", "country of origin", "birthplace")));

  private static final List<String> TASK_NAMES =
      List.of(
          "capital",
          "currency",
          "language",
          "country_of_place",
          "author",
          "birth_country",
          "continent");

  private static final List<String> FAMILIES =
      List.of(
          "qwen2.5-coder", "gemma3", "smollm2", "llama3", "mistral", "phi4", "granite", "olmo2");
  private static final List<String> SIZES =
      List.of("135m", "270m", "360m", "1b", "1.5b", "3b", "7b", "8b");
  private static final int WORDINGS = 10;
  private static final int CALLS = 4;
  private static final double UNKNOWN_SHARE = .1;

  private static final Usage A_CALL = new Usage(70, 10);

  /** Models of a pool. */
  private static final int MOST = 4;

  /**
   * Nano-dollars a token of input that make a call of 70 and 10 tokens one unit, output at four.
   */
  private static final double INPUT_OF_A_UNIT = QuestionsEnvironment.NANO_USD_PER_UNIT / 110;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CatalogueReader READER = new CatalogueReader(name -> null, Set.of("world"));

  /** One pool in so many is the catalogue's own. */
  private static final int SERVED = 4;

  /** One pool in so many may hold two models of a family, whose names begin alike. */
  private static final int ALIKE = 6;

  private final TrainingSpec spec;
  private final Map<String, Candidate> served;
  private final HomeQuestions home = new HomeQuestions(HomeQuestions.OF_THE_DEMO);
  private final List<HomeQuestion> questions;
  private final World world;

  HomeClassroom(TrainingSpec spec, Catalogue catalogue) {
    this.spec = spec;
    this.served =
        catalogue.candidates().stream()
            .filter(c -> c.strengths().keySet().stream().anyMatch(TASK_NAMES::contains))
            .collect(
                Collectors.toMap(Candidate::id, c -> c, (one, other) -> one, LinkedHashMap::new));
    this.questions = home.of(Part.TRAIN, WORDINGS, spec.seed());
    WorldSpec rules =
        new WorldSpec(
            "home",
            Weights.TRADE_OFF,
            1,
            UNKNOWN_SHARE,
            CALLS,
            (random, needed, topics) -> List.of(),
            false,
            WorldSpec.TRADE_OFF.style());
    this.world = new World(rules, Corpus.of(FactGraph.of(ProjectFacts.read()), TASKS), spec.seed());
  }

  List<PackedTree> lessons(int step, int wanted, boolean beginner) {
    LessonTrees trees =
        new LessonTrees(
            new Course(world, new AsServed(), SuiteOptions.home(0), spec.seed()),
            spec.config().lessons().blind(),
            spec.thriftSign());
    return (beginner ? trees.forBeginners() : trees)
        .trees(step, wanted, this::episode, Weights.TRADE_OFF.tradeOffs());
  }

  Episode episode(long number) {
    HomeQuestion asked = questions.get((int) (number % questions.size()));
    RandomGenerator random = Draw.generator(spec.seed(), "home lesson", number);
    return new Episode(Kind.BRIDGE, number, random.nextLong(), question(asked), anyPool(random));
  }

  private static Question question(HomeQuestion asked) {
    Chain chain = asked.chain();
    List<Hop> hops =
        chain.facts().stream()
            .map(f -> new Hop(f.relation(), TASKS.of(f.relation()), f.subject(), f.object()))
            .toList();
    return new Question(Kind.BRIDGE, asked.text(), hops, chain.answer());
  }

  private Pool anyPool(RandomGenerator random) {
    return served.size() > 1 && random.nextInt(SERVED) == 0 ? servedPool(random) : pool(random);
  }

  private Pool servedPool(RandomGenerator random) {
    List<Specialist> pool = new ArrayList<>();
    for (Candidate candidate : served.values()) {
      Map<String, Double> accuracies = new LinkedHashMap<>(candidate.strengths());
      accuracies.keySet().retainAll(TASK_NAMES);
      double units = candidate.price().of(A_CALL).value() / QuestionsEnvironment.NANO_USD_PER_UNIT;
      pool.add(
          new Specialist(
              candidate.id(),
              Role.MIDDLING,
              candidate.id(),
              List.of(),
              accuracies,
              0,
              (int) Math.max(1, Math.round(units)),
              candidate.latency().p50Millis()));
    }
    Collections.shuffle(pool, Random.from(random));
    return new Pool(pool.subList(0, Math.min(pool.size(), MOST)));
  }

  /** Two to four general models: the dearer, the more they know, with exceptions. */
  private static Pool pool(RandomGenerator random) {
    int size = Draw.between(random, 2, MOST);
    List<Specialist> pool = new ArrayList<>();
    boolean alike = random.nextInt(ALIKE) == 0;
    Set<String> taken = new HashSet<>();
    double price = Draw.between(random, 1, 4);
    double skill = .3 + .3 * random.nextDouble();
    for (int i = 0; i < size; i++) {
      String family = Draw.one(random, FAMILIES);
      String name = family + "-" + Draw.one(random, SIZES);
      while (!taken.add(alike ? name : family)) {
        family = Draw.one(random, FAMILIES);
        name = family + "-" + Draw.one(random, SIZES);
      }
      Map<String, Double> accuracies = new LinkedHashMap<>();
      for (String task : TASK_NAMES) {
        double drawn = skill + .45 * (random.nextDouble() - .4);
        accuracies.put(task, Math.round(10 * Math.clamp(drawn, .1, 1.0)) / 10.0);
      }
      int rounded = (int) Math.max(1, Math.round(price));
      pool.add(
          new Specialist(
              "model" + i,
              Role.MIDDLING,
              name,
              List.of(),
              accuracies,
              0,
              rounded,
              50L + 8 * rounded));
      price *= 2 + 3 * random.nextDouble();
      skill = Math.min(.95, skill + .1 + .3 * random.nextDouble());
    }
    Collections.shuffle(pool, Random.from(random));
    return new Pool(pool);
  }

  /** Descriptors in the form of the catalogue file, sub-questions as whole sentences. */
  private final class AsServed implements Course.Wording {

    @Override
    public Catalogue catalogue(Episode episode) {
      ObjectNode root = JSON.createObjectNode();
      RandomGenerator random = Draw.generator(spec.seed(), "description", episode.number());
      boolean described = random.nextBoolean();
      for (Specialist model : episode.pool().specialists()) {
        ObjectNode node = root.withArray("candidates").addObject();
        node.put("id", model.name()).put("endpoint", "world://home/lesson");
        if (described) {
          Candidate known = served.get(model.name());
          node.put(
              "description",
              known == null ? Descriptions.of(model, episode.pool(), random) : known.description());
        }
        node.putObject("price")
            .put("input", dollars(model.price() * INPUT_OF_A_UNIT))
            .put("output", dollars(4 * model.price() * INPUT_OF_A_UNIT));
        ObjectNode strengths = node.putObject("strengths");
        model.accuracies().forEach(strengths::put);
        node.putObject("latency")
            .put("p50_ms", model.latencyMillis())
            .put("p95_ms", 3 * model.latencyMillis());
      }
      return READER.parse("home lesson", root.toString());
    }

    /** Dollars a million tokens, as people write prices. */
    private static BigDecimal dollars(double nanoUsdAToken) {
      return BigDecimal.valueOf(nanoUsdAToken / 1000)
          .round(new MathContext(2, RoundingMode.HALF_UP));
    }

    @Override
    public String subQuestion(Progress progress) {
      Hop hop = progress.question().hops().get(progress.hop());
      // "relation of entity", of which the entity is what the hop before brought.
      String entity =
          progress.subQuestion().substring(SubQuestions.write(hop.relation(), "").length());
      return home.subQuestion(hop.relation(), entity);
    }
  }
}
