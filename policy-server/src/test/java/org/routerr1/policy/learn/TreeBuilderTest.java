// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.learn.Tree.Decision;
import org.routerr1.policy.learn.Tree.Taught;
import org.routerr1.policy.learn.TreeNode.Read;
import org.routerr1.policy.learn.TreeNode.Weight;
import org.routerr1.policy.learn.TreeNode.Written;

class TreeBuilderTest {

  @TempDir private static Path folder;
  private static Lesson lesson;

  @BeforeAll
  static void load() {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder))) {
      lesson = new Lesson(file);
    }
  }

  private static Written act(int parent, String text, float mass) {
    return new Written(
        parent, List.of(), lesson.tokens(text), lesson.start(), new Weight(mass), false);
  }

  private static Tree build(TreeNode... nodes) {
    return TreeBuilder.build(lesson.tokenizer(), List.of(nodes));
  }

  @Test
  void commonBeginningsStandInATreeOnceAndSeeOnlyTheirPath() {
    Tree tree =
        build(
            new Read(-1, List.of(10, 11, 12)),
            new Read(-1, List.of(10, 11, 13)),
            new Read(0, List.of(14)),
            new Read(1, List.of(14)));
    assertThat(tree.tokens()).containsExactly(10, 11, 12, 14, 13, 14);
    assertThat(tree.depth()).containsExactly(0, 1, 2, 3, 2, 3);
    assertThat(tree.last()).containsExactly(5, 5, 3, 3, 5, 5);
  }

  private static Tree twoNamesAndAnAnswer() {
    return build(
        new Read(-1, List.of(10)),
        act(0, "<think></think><search>in<to>Ann</search>", .5f),
        act(0, "<think></think><search>in<to>Andrew</search>", .2f),
        act(0, "<think></think><answer>in</answer>", .3f));
  }

  @Test
  void massesOfACommonBeginningAddUp() {
    Tree tree = twoNamesAndAnAnswer();
    assertThat(masses(tree, Span.THOUGHT)).containsExactly(1f);
    assertThat(masses(tree, Span.CHOICE)).containsExactlyInAnyOrder(.7f, .3f, .5f, .2f);
    // Ann and Andrew part at the third letter: "Bo" is not chosen at the first, which still counts.
    assertThat(masses(tree, Span.NAME)).contains(.7f, .5f, .2f);
  }

  private static List<Float> masses(Tree tree, Span span) {
    List<Float> masses = new ArrayList<>();
    tree.terms()
        .forEach(term -> {
          Decision decision = tree.decisions().get(term.decision());
          if (term instanceof Taught t && decision.span() == span) {
            masses.add(Math.round(t.mass() * 100) / 100f);
          }
        });
    return masses;
  }

  @Test
  void forcedTokensCarryNoLoss() {
    Tree tree = build(new Read(-1, List.of(10)), act(0, "<think></think><answer>in</answer>", 1));
    assertThat(tree.decisions()).allMatch(d -> d.legal().length > 1);
    assertThat(tree.decisions())
        .hasSizeLessThan(lesson.tokens("<think></think><answer>in</answer>").size());
  }

  @Test
  void whatComesAfterTheLastChoiceIsNotComputedUnlessSomethingFollows() {
    Written answer = act(0, "<think></think><answer>in</answer>", 1);
    Tree alone = build(new Read(-1, List.of(10)), answer);
    Tree followed = build(new Read(-1, List.of(10)), answer, new Read(1, List.of(14)));
    int closing = lesson.tokens("<think></think><answer>in</answer>").size();
    assertThat(followed.size()).isEqualTo(1 + closing + 1);
    assertThat(alone.size()).isLessThan(1 + closing);
    assertThat(alone.decisions()).hasSameSizeAs(followed.decisions());
    assertThat(alone.decisions())
        .allMatch(decision -> decision.row() >= 0 && decision.row() < alone.size());
  }

  @Test
  void aLessonMayEndBeforeItsActionDoes() {
    Written cut =
        new Written(
            0, List.of(), lesson.tokens("<think>x</think>"), lesson.start(), new Weight(.3f), true);
    Tree tree =
        build(
            new Read(-1, List.of(10)),
            act(0, "<think></think><search>in<to>Ann</search>", .7f),
            cut);
    assertThat(masses(tree, Span.THOUGHT)).contains(.7f, .3f);
    assertThat(masses(tree, Span.CHOICE)).containsOnly(.7f);
  }

  @Test
  void aTeachersActionsAreMovesWhateverTheirWords() {
    Tree tree = twoNamesAndAnAnswer();
    assertThat(tree.moves()).extracting(Tree.Move::mass).containsExactly(.5f, .2f, .3f);
    assertThat(tree.moves()).extracting(Tree.Move::place).containsOnly(0);
    for (Tree.Move move : tree.moves()) {
      assertThat(move.terms())
          .isNotEmpty()
          .allSatisfy(term -> {
            Decision decision = tree.decisions().get(tree.terms().get(term).decision());
            assertThat(decision.span()).isIn(Span.CHOICE, Span.NAME);
          });
    }
    // An answer is one choice; the two names share the first ones and part at a letter.
    assertThat(tree.moves().getLast().terms()).hasSize(1);
    assertThat(tree.moves().getFirst().terms())
        .isNotEqualTo(tree.moves().get(1).terms())
        .startsWith(tree.moves().get(1).terms().getFirst());
  }

  @Test
  void whereAnotherRouteCouldFollowTheEndIsWritten() {
    List<Integer> tokens = lesson.tokens("<think></think><search>in<to>Bo</search>");
    assertThat(lesson.tokenizer().vocabulary().isControl(tokens.getLast())).isTrue();
  }

  @Test
  void whatIsNotLegalIsNamed() {
    assertThatThrownBy(() ->
            build(
                new Read(-1, List.of(10)), act(0, "<think></think><search>in<to>Eve</search>", 1)))
        .isInstanceOf(LearnException.class)
        .hasMessageContaining("nodes[1]: token")
        .hasMessageContaining("\"E\") is not legal after \"<think></think><search>in<to>\"");
    assertThatThrownBy(() -> build(new Read(-1, List.of(10)), act(0, "<think></think>", 1)))
        .hasMessageContaining("ends early");
    assertThatThrownBy(() -> build(act(-1, "<think></think><answer>in</answer>", 1)))
        .hasMessageContaining("without a prompt");
  }
}
