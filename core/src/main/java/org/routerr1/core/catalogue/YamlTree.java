// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML file as a JSON tree that remembers the line of every value. Plain scalars are read as YAML
 * 1.2 reads them (so {@code no} is a text), and numbers exactly. Nothing is ever constructed from a
 * tag.
 */
final class YamlTree {

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  // Bounded, so that no exponent can ask for a number of a gigabyte.
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]{1,40}|[0-9]{1,40}(\\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,2})?");
  // Aliases may repeat a value, but not multiply without end.
  private static final int MOST_NODES = 100_000;
  private static final int DEEPEST = 32;

  private final JsonNodeFactory json = JsonNodeFactory.withExactBigDecimals(true);
  private final Map<String, Integer> lines = new HashMap<>();
  private final Problems problems;
  private JsonNode root = MissingNode.getInstance();
  private int nodes;

  private YamlTree(Problems problems) {
    this.problems = problems;
  }

  /** Reads a text; what is wrong with it goes to {@code problems}. */
  static YamlTree read(String text, Problems problems) {
    YamlTree tree = new YamlTree(problems);
    try {
      LoaderOptions options = new LoaderOptions();
      options.setNestingDepthLimit(DEEPEST);
      options.setMaxAliasesForCollections(1000);
      Node node = new Yaml(options).compose(new StringReader(text));
      if (node == null) {
        problems.add(0, "", "the file is empty: write `candidates:` and at least one model");
      } else {
        tree.root = tree.convert(node, "", 0);
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add(
          line,
          "",
          "not valid YAML: " + oneLine(e.getProblem()) + "; check indentation, colons and quotes");
    } catch (YAMLException e) {
      problems.add(0, "", "not valid YAML: " + oneLine(e.getMessage()));
    }
    return tree;
  }

  /** Missing if the text could not be read. */
  JsonNode root() {
    return root;
  }

  /** The line of the value at a path, or of the nearest value that holds it. */
  int line(String path) {
    String at = path;
    while (!lines.containsKey(at)) {
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      if (cut < 0) {
        return lines.getOrDefault("", 1);
      }
      at = at.substring(0, cut);
    }
    return lines.getOrDefault(at, 1);
  }

  private JsonNode convert(Node node, String path, int depth) {
    lines.putIfAbsent(path, line(node));
    if (++nodes > MOST_NODES || depth > DEEPEST) {
      throw new YAMLException("anchors and aliases unfold to too much; write the values out");
    }
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, path, depth);
      case SequenceNode sequence -> sequence(sequence, path, depth);
      case ScalarNode scalar -> scalar(scalar);
      case AnchorNode anchor -> convert(anchor.getRealNode(), path, depth + 1);
      default -> throw new YAMLException("unexpected " + node.getNodeId());
    };
  }

  private JsonNode mapping(MappingNode mapping, String path, int depth) {
    ObjectNode object = json.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(line(tuple.getKeyNode()), path, "has a key that is not a name");
        continue;
      }
      String name = key.getValue();
      String at = path.isEmpty() ? name : path + "." + name;
      if (object.has(name)) {
        problems.add(
            line(key), at, "is given twice (first in line " + line(at) + "): remove one of them");
        continue;
      }
      lines.put(at, line(key));
      object.set(name, convert(tuple.getValueNode(), at, depth + 1));
    }
    return object;
  }

  private JsonNode sequence(SequenceNode sequence, String path, int depth) {
    ArrayNode array = json.arrayNode();
    for (Node item : sequence.getValue()) {
      array.add(convert(item, path + "[" + array.size() + "]", depth + 1));
    }
    return array;
  }

  private JsonNode scalar(ScalarNode scalar) {
    String value = scalar.getValue();
    if (!scalar.isPlain()) {
      return json.textNode(value);
    }
    return switch (value) {
      case "", "~", "null", "Null", "NULL" -> json.nullNode();
      case "true", "True", "TRUE" -> json.booleanNode(true);
      case "false", "False", "FALSE" -> json.booleanNode(false);
      default -> number(value);
    };
  }

  private JsonNode number(String value) {
    if (INTEGER.matcher(value).matches()) {
      return json.numberNode(Long.parseLong(value));
    }
    return NUMBER.matcher(value).matches()
        ? json.numberNode(new BigDecimal(value))
        : json.textNode(value);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "no more is known" : text.strip().replaceAll("\\s+", " ");
  }
}
