// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.routerr1.bench.policy.Prompts.Prompt;
import org.routerr1.bench.process.MetricsPage;
import org.routerr1.bench.process.PolicyProcess;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc.PolicyServiceBlockingStub;
import org.routerr1.proto.policy.v1.PromptPart;
import org.routerr1.proto.policy.v1.Sampling;
import org.routerr1.proto.policy.v1.ScoreRequest;
import org.routerr1.proto.policy.v1.TokenIds;

/** Our policy server, a process of its own, over gRPC. */
final class OurSide extends ServerSide {

  private static final int ANY_TOKEN = 1000;

  private final PolicyProcess process;
  private final ManagedChannel channel;
  private final PolicyServiceBlockingStub policy;

  private OurSide(PolicyProcess process, Lengths lengths) {
    super(lengths);
    this.process = process;
    this.channel =
        Grpc.newChannelBuilder(process.address(), InsecureChannelCredentials.create()).build();
    this.policy = PolicyServiceGrpc.newBlockingStub(channel);
  }

  static OurSide start(
      Path home, Path dir, Path model, int context, int threads, String precision, Lengths lengths)
      throws InterruptedException {
    String texts = Integer.toString(lengths.decode());
    return new OurSide(
        PolicyProcess.start(
            home,
            dir,
            model,
            context,
            Map.of(
                "ROUTER_POLICY_PRECISION", precision,
                "ROUTER_POLICY_THREADS", Integer.toString(threads),
                "ROUTER_POLICY_MAX_THINK_TOKENS", texts,
                "ROUTER_POLICY_MAX_ANSWER_TOKENS", texts)),
        lengths);
  }

  @Override
  public String name() {
    return "router-r1";
  }

  @Override
  double constraint(Task task, int turn) throws InterruptedException {
    MetricsPage before = process.metrics();
    load(task, i -> decide("constraint-" + turn + "-" + i));
    return grammarPercent(before, process.metrics());
  }

  /** The grammar's time is summed over the threads, the steps' is not: at most so much. */
  static double grammarPercent(MetricsPage before, MetricsPage after) {
    String grammar = "router_policy_grammar_seconds_total";
    String steps = "router_policy_step_seconds_sum";
    return 100
        * (after.get(grammar) - before.get(grammar))
        / (after.get(steps) - before.get(steps));
  }

  @Override
  int read(Prompt prompt) {
    return policy
        .score(
            ScoreRequest.newBuilder()
                .addAllPrompt(parts(prompt))
                .addActions(TokenIds.newBuilder().addIds(ANY_TOKEN))
                .build())
        .getPromptTokens();
  }

  @Override
  long write(String number) {
    DecideRequest request =
        DecideRequest.newBuilder()
            .setRequestId("write-" + number)
            .addAllPrompt(parts(Prompts.shared(Lengths.BEGINNING, number)))
            .setGrammar(
                ActionGrammar.newBuilder()
                    .setMayAnswer(true)
                    .setMaxThinkTokens(lengths.decode() / 2)
                    .setMaxAnswerTokens(lengths.decode() / 2))
            .setConstrainedOnly(true)
            .build();
    return chosen(policy.decide(request));
  }

  @Override
  void decide(String number) {
    policy.decide(
        DecideRequest.newBuilder()
            .setRequestId("decide-" + number)
            .addAllPrompt(parts(Prompts.catalogue(number)))
            .setGrammar(
                ActionGrammar.newBuilder()
                    .addAllCandidates(Prompts.CANDIDATES)
                    .setMaxRoutes(1)
                    .setMayAnswer(true)
                    .setMaxThinkTokens(Lengths.TEXT)
                    .setMaxQueryTokens(Lengths.TEXT)
                    .setMaxAnswerTokens(Lengths.TEXT))
            .setSampling(Sampling.newBuilder().setTemperature(1))
            .setConstrainedOnly(true)
            .build());
  }

  /** Tokens that were chosen; those that the grammar forces do not count. */
  static long chosen(Decision decision) {
    return decision.getLogprobsList().stream().filter(p -> p != 0).count();
  }

  private static List<PromptPart> parts(Prompt prompt) {
    return List.of(
        message(Message.Role.ROLE_SYSTEM, prompt.system()),
        message(Message.Role.ROLE_USER, prompt.question()));
  }

  private static PromptPart message(Message.Role role, String content) {
    return PromptPart.newBuilder()
        .setMessage(Message.newBuilder().setRole(role).setContent(content))
        .build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    process.close();
  }
}
