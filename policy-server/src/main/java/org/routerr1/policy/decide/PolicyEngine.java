// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.routerr1.policy.decide.DecisionException.Kind;
import org.routerr1.policy.decide.DecisionStore.Flight;
import org.routerr1.policy.decide.DecisionStore.Joined;
import org.routerr1.policy.grammar.ActionGrammar;
import org.routerr1.policy.sampling.Sampler;
import org.routerr1.policy.tokenizer.ChatTemplate.Message;

/** Makes decisions, many at once. Thread-safe. */
public final class PolicyEngine implements AutoCloseable {

  private final Policy policy;
  private final DecisionStore store;
  private final LongSupplier nanoTime;
  private final EngineObserver observer;
  private final Batcher batcher;

  /**
   * A place in the queue, or a share in one.
   *
   * @param progress what is written of it while it is under way
   * @param repeated whether the decision was asked for before under this id
   */
  public record Ticket(
      CompletableFuture<Decision> decision, Progress progress, boolean repeated, Runnable giveUp) {}

  /** Scores that are being computed. */
  public record ScoreTicket(CompletableFuture<Scores> scores, Runnable giveUp) {}

  /** An engine that nobody listens to. */
  public PolicyEngine(Policy policy, EngineSettings settings, LongSupplier nanoTime) {
    this(policy, settings, nanoTime, EngineObserver.NONE);
  }

  /** An engine whose doings are heard of. */
  public PolicyEngine(
      Policy policy, EngineSettings settings, LongSupplier nanoTime, EngineObserver observer) {
    this.policy = policy;
    this.observer = observer;
    this.nanoTime = nanoTime;
    this.store = new DecisionStore(settings.storeBytes(), settings.storeTime(), nanoTime);
    this.batcher = new Batcher(policy.model(), settings, nanoTime, observer);
  }

  /**
   * Asks for a decision. The ticket's {@code giveUp} must be called when its owner waits no longer.
   *
   * @throws DecisionException if there will be none
   */
  public Ticket submit(DecisionRequest request) {
    Joined joined = store.join(request);
    Flight flight = joined.flight();
    if (joined.isNew()) {
      try {
        batcher.submit(job(request, flight));
      } catch (RuntimeException e) {
        // Whoever joined meanwhile hears the same.
        store.fail(flight, e);
        throw e;
      }
    }
    return new Ticket(flight.result(), flight.progress(), !joined.isNew(), () -> giveUp(flight));
  }

  /**
   * Asks how likely actions are. The ticket's {@code giveUp} must be called when its owner waits no
   * longer.
   *
   * @throws DecisionException if there will be no answer
   */
  public ScoreTicket score(ScoringRequest request) {
    long arrived = nanoTime.getAsLong();
    int[] ids = encode(request.messages(), request.turn());
    demandFit(ids, request.actions().stream().mapToInt(List::size).max().orElse(0));
    ActionGrammar grammar = request.limits().map(policy.grammars()::compile).orElse(null);
    List<List<Question>> actions = new ArrayList<>();
    for (List<Integer> action : request.actions()) {
      actions.add(Scoring.questions(actions.size(), action, grammar));
    }
    Scoring scoring =
        new Scoring(
            request,
            Prompt.of(request.version().name(), ids),
            actions,
            arrived,
            batcher::isBatchDependent);
    try {
      scoring.jobs().forEach(batcher::submit);
    } catch (RuntimeException e) {
      scoring.abandon();
      batcher.abandoned();
      throw e;
    }
    return new ScoreTicket(
        scoring.result(),
        () -> {
          scoring.abandon();
          batcher.abandoned();
        });
  }

  /** Stops decoding between two steps; what waits, waits on. */
  public void pause(boolean trainingOnly) {
    batcher.pause(trainingOnly ? Batcher.Pause.TRAINING : Batcher.Pause.ALL);
  }

  /** What it has to do and holds. */
  public EngineLoad load() {
    return batcher.load();
  }

  /** Goes on. */
  public void resume() {
    batcher.pause(Batcher.Pause.NONE);
  }

  private Job job(DecisionRequest request, Flight flight) {
    long arrived = nanoTime.getAsLong();
    int[] ids = encode(request.messages(), request.turn());
    ActionGrammar grammar = policy.grammars().compile(request.limits());
    demandFit(ids, grammar.maxTokens());
    Prompt prompt = Prompt.of(request.version().name(), ids);
    DecisionWriting writing =
        new DecisionWriting(
            prompt.last(), grammar.start(), new Sampler(request.sampling()), request.free());
    return new Job(
        prompt,
        writing,
        request.version(),
        request.training(),
        ids.length + grammar.maxTokens(),
        new FlightOwner(flight, request, prompt, writing, arrived));
  }

  /** The tokens of a prompt; of one that is far too long they are not even looked for. */
  private int[] encode(List<Message> messages, List<PromptPart> turn) {
    int fewest = PromptPart.fewest(policy.template(), messages, turn);
    if (fewest > policy.model().context()) {
      throw tooLong("the prompt has %d tokens or more".formatted(fewest));
    }
    return PromptPart.encode(policy.template(), messages, turn);
  }

  private DecisionException tooLong(String what) {
    return new DecisionException(
        Kind.INVALID,
        "%s, but the context holds %d: shorten question, catalogue or observations, or lower the token limits"
            .formatted(what, policy.model().context()));
  }

  private void demandFit(int[] prompt, int most) {
    if (prompt.length + most > policy.model().context()) {
      throw tooLong(
          "the prompt has %d tokens and the action up to %d".formatted(prompt.length, most));
    }
    int words = policy.model().shape().vocabulary();
    for (int id : prompt) {
      if (id < 0 || id >= words) {
        throw new DecisionException(
            Kind.INVALID,
            "the prompt holds the token %d, but the vocabulary has %d".formatted(id, words));
      }
    }
  }

  private void giveUp(Flight flight) {
    if (store.leave(flight)) {
      batcher.abandoned();
    }
  }

  /** Tells the store of a decision's end. */
  private final class FlightOwner implements Job.Owner {

    private final Flight flight;
    private final DecisionRequest request;
    private final Prompt prompt;
    private final DecisionWriting writing;
    private final long arrived;
    private boolean begun;

    FlightOwner(
        Flight flight,
        DecisionRequest request,
        Prompt prompt,
        DecisionWriting writing,
        long arrived) {
      this.flight = flight;
      this.request = request;
      this.prompt = prompt;
      this.writing = writing;
      this.arrived = arrived;
    }

    @Override
    public boolean isAbandoned() {
      return flight.isAbandoned();
    }

    @Override
    public void wrote() {
      if (!begun) {
        begun = true;
        observer.firstToken(request.training(), nanoTime.getAsLong() - arrived);
      }
      flight.progress().wrote(writing::settled);
    }

    @Override
    public void finished(int cachedTokens, long now) {
      int chosen = (int) writing.tokens().stream().filter(t -> t.logprob() != 0).count();
      observer.decided(request.training(), chosen, writing.tokens().size() - chosen, now - arrived);
      int[] ids = writing.tokens().stream().mapToInt(Decision.Token::id).toArray();
      store.finish(
          flight,
          new Decision(
              request.version().name(),
              Digests.of(prompt.ids()),
              writing.tokens(),
              policy.template().tokenizer().decode(ids),
              prompt.ids().length,
              cachedTokens,
              request.sampling().seed(),
              (now - arrived) / 1000,
              batcher.isBatchDependent(),
              writing.isAnswerCut()));
    }

    @Override
    public void failed(Throwable failure) {
      store.fail(flight, failure);
    }
  }

  @Override
  public void close() {
    batcher.close();
  }
}
