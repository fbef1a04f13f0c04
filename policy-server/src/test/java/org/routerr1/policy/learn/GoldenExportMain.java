// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.learn.Tree.Taught;
import org.routerr1.policy.learn.Tree.Tried;

/**
 * Writes the lesson and its adapter for {@code learner_golden.py}: paths of tokens, each whole and
 * by itself, and what is chosen on them. Arguments: model, rank, folder.
 */
final class GoldenExportMain {

  private static final JsonMapper JSON = new JsonMapper();

  private GoldenExportMain() {}

  public static void main(String... args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[2]));
    try (GgufFile file = GgufFile.open(Path.of(args[0]))) {
      Lesson lesson = new Lesson(file);
      LoraLayout layout = lesson.layout(Integer.parseInt(args[1]));
      Files.write(
          folder.resolve("adapter_model.safetensors"),
          layout.toAdapter("golden", lesson.trained(layout)).toSafeTensors().toBytes());
      ObjectNode out = JSON.createObjectNode();
      out.put("alpha", layout.alpha());
      Map<List<Integer>, Integer> sets = new HashMap<>();
      ArrayNode legal = out.putArray("legal");
      ArrayNode trees = out.putArray("trees");
      for (Tree tree : lesson.trees()) {
        tree(tree, trees.addObject(), sets, legal, layout.shape().vocabulary());
      }
      Files.writeString(folder.resolve("lesson.json"), out.toString());
    }
  }

  private static void tree(
      Tree tree, ObjectNode out, Map<List<Integer>, Integer> sets, ArrayNode legal, int words) {
    ArrayNode terms = out.putArray("terms");
    for (Tree.Term term : tree.terms()) {
      Tree.Decision decision = tree.decisions().get(term.decision());
      List<Integer> set = Arrays.stream(decision.legal()).boxed().toList();
      int kind =
          sets.computeIfAbsent(
              set,
              s -> {
                // Of nearly all words those that are not are fewer.
                ArrayNode not = legal.addArray();
                TreeSet<Integer> shut = new TreeSet<>(IntStream.range(0, words).boxed().toList());
                s.forEach(shut::remove);
                shut.forEach(not::add);
                return legal.size() - 1;
              });
      ObjectNode entry = terms.addObject();
      entry.put("legal", kind).put("token", decision.legal()[term.choice()]);
      entry.put("span", decision.span().name().toLowerCase(java.util.Locale.ROOT));
      path(tree, decision.row()).forEach(entry.putArray("path")::add);
      switch (term) {
        case Taught t -> entry.put("mass", t.mass());
        case Tried t -> entry.put("advantage", t.advantage()).put("sampler", t.sampler());
      }
    }
  }

  /** The tokens that a token sees. */
  private static List<Integer> path(Tree tree, int row) {
    List<Integer> path = new ArrayList<>();
    for (int i = 0; i <= row; i++) {
      if (tree.last()[i] >= row) {
        path.add(tree.tokens()[i]);
      }
    }
    return path;
  }
}
