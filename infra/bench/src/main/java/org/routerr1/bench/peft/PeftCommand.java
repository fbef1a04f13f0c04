// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.peft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.routerr1.bench.process.JavaProcess;
import org.routerr1.bench.process.PeerPython;
import org.routerr1.bench.process.PolicyProcess;
import org.routerr1.bench.process.ScratchDirectory;
import org.routerr1.bench.report.Common;
import org.routerr1.bench.report.Exit;
import org.routerr1.bench.report.Tables;
import org.routerr1.core.audit.Hashes;
import org.routerr1.infra.stack.StackException;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc.PolicyServiceBlockingStub;
import org.routerr1.proto.policy.v1.PromptPart;
import org.routerr1.proto.policy.v1.ScoreRequest;
import org.routerr1.proto.policy.v1.Scores;
import org.routerr1.proto.policy.v1.TokenIds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./router bench peft}: an adapter of ours in Python's peft, and one of peft's in ours. */
@Command(
    name = "peft",
    mixinStandardHelpOptions = true,
    description = "Adapters go from us to Python's peft and back, with equal log-probabilities.")
public final class PeftCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WEIGHTS = "adapter_model.safetensors";
  private static final int CONTEXT = 512;
  private static final int DIGITS = 12;

  // No digits: transformers' tokenizer of a GGUF file splits them otherwise than llama.cpp.
  private static final String SYSTEM = "Answer with a short phrase.";
  private static final String QUESTION = "Which river flows through the capital of France?";

  @Mixin private Common common = new Common();

  @Option(
      names = "--peer-python",
      description =
          "a Python with infra/bench/peers/requirements.txt (default: one of its own, installed once)")
  private @Nullable Path peerPython;

  @Option(names = "--adapter", description = "a folder that we wrote (default: one of adapters/)")
  private @Nullable Path adapter;

  /** The document. */
  record Report(String bench, boolean equal, List<PeftRow> rows) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path python = PeerPython.of(common, peerPython);
    Path model = common.policyModel(null);
    Path ours = ours();
    try (ScratchDirectory scratch = ScratchDirectory.in(common.dataDir(), "bench")) {
      Path dir = scratch.path();
      Path made = dir.resolve("made");
      common.progress("peft reads " + ours + " and makes an adapter");
      JsonNode theirs = peft(python, model, ours, made, dir.resolve("logs"));
      Path adapters = Files.createDirectories(dir.resolve("adapters"));
      String mine = version(ours);
      String foreign = version(made);
      copy(ours, adapters.resolve(mine));
      copy(made, adapters.resolve(foreign));
      common.progress("our policy server reads both");
      List<PeftRow> rows = new ArrayList<>();
      List<Double> base = figures(theirs.path(PeftRow.BASE));
      try (PolicyProcess process =
          PolicyProcess.start(
              common.home(), dir, model, CONTEXT, Map.of("ROUTER_POLICY_PRECISION", "f32"))) {
        ManagedChannel channel =
            Grpc.newChannelBuilder(process.address(), InsecureChannelCredentials.create()).build();
        PolicyServiceBlockingStub policy = PolicyServiceGrpc.newBlockingStub(channel);
        try {
          rows.add(row(policy, theirs, PeftRow.BASE, "", base));
          rows.add(row(policy, theirs, "written_by_us", mine, base));
          rows.add(row(policy, theirs, "written_by_peft", foreign, base));
        } finally {
          channel.shutdownNow();
        }
      }
      boolean equal = rows.stream().allMatch(PeftRow::equal);
      common.print(new Report("peft", equal, rows), () -> text(rows));
      return equal ? Exit.DONE : Exit.VERIFICATION_FAILED;
    }
  }

  private Path ours() throws IOException {
    Path given = adapter;
    if (given != null) {
      return given.toAbsolutePath().normalize();
    }
    try (Stream<Path> folders = Files.list(common.home().resolve("adapters"))) {
      return folders
          .filter(f -> Files.isRegularFile(f.resolve(WEIGHTS)))
          .sorted()
          .findFirst()
          .orElseThrow(() -> StackException.missing("adapters/ holds none; name one: --adapter"));
    }
  }

  private JsonNode peft(Path python, Path model, Path ours, Path made, Path logs)
      throws IOException {
    List<String> command =
        List.of(
            python.toString(),
            common.home().resolve("infra/bench/peers/peft_peer.py").toString(),
            model.toString(),
            ours.toString(),
            made.toString(),
            SYSTEM,
            QUESTION);
    try (JavaProcess peft = JavaProcess.program("peft", logs.resolve("peft.log"), command)) {
      return JSON.readTree("{" + peft.await("{"));
    } catch (IllegalStateException e) {
      Path log = logs.resolve("peft.log");
      throw new IllegalStateException("peft failed: " + Files.readString(log), e);
    }
  }

  private static PeftRow row(
      PolicyServiceBlockingStub policy,
      JsonNode theirs,
      String what,
      String version,
      List<Double> base) {
    TokenIds.Builder action = TokenIds.newBuilder();
    theirs.path("action").forEach(id -> action.addIds(id.asInt()));
    Scores scores =
        policy.score(
            ScoreRequest.newBuilder()
                .setPolicyVersion(version)
                .addPrompt(message(Message.Role.ROLE_SYSTEM, SYSTEM))
                .addPrompt(message(Message.Role.ROLE_USER, QUESTION))
                .addActions(action)
                .build());
    if (!scores.getPromptHash().equals(theirs.path("prompt_hash").asText())) {
      throw new IllegalStateException("the two sides read other tokens in the same prompt");
    }
    List<Double> ours =
        scores.getActions(0).getFreeLogprobsList().stream().map(Float::doubleValue).toList();
    return PeftRow.of(what, ours, figures(theirs.path(what)), base);
  }

  private static PromptPart message(Message.Role role, String content) {
    return PromptPart.newBuilder()
        .setMessage(Message.newBuilder().setRole(role).setContent(content))
        .build();
  }

  private static List<Double> figures(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asDouble).toList();
  }

  /** The name that the policy server asks of a folder. */
  private static String version(Path folder) throws IOException {
    String checksum = Hashes.sha256(Files.readAllBytes(folder.resolve(WEIGHTS)));
    return "bench@" + checksum.substring(0, DIGITS);
  }

  /** Weights and PEFT's configuration, not the card. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String file : List.of(WEIGHTS, "adapter_config.json")) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
  }

  private static String text(List<PeftRow> rows) {
    return Tables.of(
        Stream.concat(
                Stream.of(List.of("what", "tokens", "largest difference", "change", "equal")),
                rows.stream()
                    .map(r ->
                        List.of(
                            r.what(),
                            "" + r.tokens(),
                            "%.1e".formatted(r.largestDifference()),
                            Tables.figure(r.change()),
                            "" + r.equal())))
            .toList());
  }
}
