// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

import java.util.concurrent.atomic.LongAdder;
import org.routerr1.bench.load.Load;
import org.routerr1.bench.load.Measured;
import org.routerr1.bench.policy.Prompts.Prompt;

/** A server that many callers ask at once: the course of every task, the same for each server. */
abstract class ServerSide implements PolicySide {

  final Lengths lengths;

  ServerSide(Lengths lengths) {
    this.lengths = lengths;
  }

  /**
   * Reads a prompt and goes one token on.
   *
   * @return its tokens
   */
  abstract int read(Prompt prompt);

  /**
   * Writes free text after a prompt of {@link Prompts#shared} with this number.
   *
   * @return the tokens that were chosen
   */
  abstract long write(String number);

  /** Decides on a question of {@link Prompts#catalogue} with this number. */
  abstract void decide(String number);

  /** {@link Task.Kind#CONSTRAINT}, of whoever can tell. */
  double constraint(Task task, int turn) throws InterruptedException {
    throw new IllegalArgumentException(name() + " does not tell the cost of its grammar");
  }

  @Override
  public final double measure(Task task, int turn) throws InterruptedException {
    return switch (task.kind()) {
      case PREFILL -> {
        Prompt prompt = Prompts.unseen(task.size(), turn);
        long begun = System.nanoTime();
        int tokens = read(prompt);
        yield tokens * 1e9 / (System.nanoTime() - begun);
      }
      case FIRST_TOKEN -> {
        read(Prompts.shared(task.size(), "0"));
        Prompt prompt = Prompts.shared(task.size(), turn + "1");
        long begun = System.nanoTime();
        read(prompt);
        yield (System.nanoTime() - begun) / 1e6;
      }
      case DECODE -> {
        LongAdder tokens = new LongAdder();
        Measured load =
            load(task, i -> tokens.add(write("%d-%d-%d".formatted(turn, task.size(), i))));
        yield tokens.sum() / load.wallSeconds();
      }
      case DECISIONS -> load(task, i -> decide(turn + "-" + i)).perSecond();
      case CONSTRAINT -> constraint(task, turn);
    };
  }

  /** Every caller asks so many times. */
  final Measured load(Task task, Load.Query query) throws InterruptedException {
    return Load.run(task.size() * lengths.rounds(), task.size(), query);
  }
}
