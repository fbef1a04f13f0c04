// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.episode.Trajectory;
import org.routerr1.activities.episode.Trajectory.SampleTrajectory;
import org.routerr1.activities.evaluation.EvaluationDocument;
import org.routerr1.activities.evaluation.EvaluationDocument.Row;
import org.routerr1.activities.evaluation.EvaluationDocument.Share;
import org.routerr1.activities.policy.PolicyClient;
import org.routerr1.activities.policy.ServedVersion;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.proto.learner.v1.CheckpointRequest;
import org.routerr1.proto.learner.v1.LoraShape;
import org.routerr1.proto.learner.v1.Objective;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.Optimiser;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.PublishRequest;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.proto.learner.v1.SpanWeights;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdateReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training's steps at the learner, named by run and step. */
public final class TrainingActivitiesImpl implements TrainingActivities {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingActivitiesImpl.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MAX_NORM = 1;
  private static final double ENTROPY = .01;

  /** How long the trajectories of earlier trainings are kept; their learner keeps runs as long. */
  private static final Duration RETENTION = Duration.ofDays(30);

  private final LearnerClient learner;
  private final PolicyClient policy;
  private final Classroom classroom;
  private final LabFiles files;

  public TrainingActivitiesImpl(
      LearnerClient learner, PolicyClient policy, Environments environments, LabFiles files) {
    this.learner = learner;
    this.policy = policy;
    this.classroom = new Classroom(environments);
    this.files = files;
  }

  @Override
  public Opened open(TrainingSpec spec) {
    return told(() -> {
      files.deleteTrajectoriesBefore(Instant.now().minus(RETENTION));
      String parent = spec.parent();
      if (parent == null) {
        parent =
            policy.versions().stream()
                .filter(ServedVersion::base)
                .map(ServedVersion::name)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no base model is served"));
      }
      TrainingConfig config = spec.config();
      RunState state =
          learner.open(
              OpenRunRequest.newBuilder()
                  .setRun(spec.run())
                  .setParentVersion(parent)
                  .setLora(LoraShape.newBuilder().setRank(16))
                  .setOptimiser(
                      Optimiser.newBuilder()
                          .setLearningRate((float) config.lessons().rate())
                          .setMaxNorm((float) MAX_NORM)
                          .setBatchTrees(config.batchTrees()))
                  .setObjective(
                      Objective.newBuilder()
                          .setSpans(
                              SpanWeights.newBuilder()
                                  .setThought(1)
                                  .setChoice(1)
                                  .setQuery(1)
                                  .setName((float) config.lessons().nameWeight())
                                  .setAnswer(1))
                          .setEntropy((float) ENTROPY))
                  .setSeed(spec.seed())
                  .setDeterministic(spec.deterministic())
                  .build());
      return new Opened(state.getParentVersion(), Math.toIntExact(state.getStep()));
    });
  }

  @Override
  public StepReport teach(TrainingSpec spec, int step, double rate) {
    return told(() -> {
      List<PackedTree> trees = classroom.lessons(spec, step, rate);
      UpdateReply reply = learner.update(header(spec, step, rate), trees);
      var moves =
          reply.getImitation().getSpansList().stream()
              .filter(span -> span.getSpan().equals("move"))
              .findFirst();
      return noted(
          spec,
          new StepReport(
              step,
              reply.getLoss(),
              reply.getGradientNorm(),
              moves.map(m -> m.getDivergence()).orElse(0.0),
              moves.map(m -> m.getAgreement()).orElse(0.0),
              0,
              0,
              reply.getTokens(),
              (long) trees.size() * classroom.shown(spec, rate),
              reply.getMicros()));
    });
  }

  @Override
  public List<EpisodeInput> groups(TrainingSpec spec, int step, String version) {
    return classroom.groups(spec, step, version);
  }

  @Override
  public StepReport learn(TrainingSpec spec, int step, double rate, List<String> groups) {
    return told(() -> {
      List<SampledTrees.Group> sampled = new ArrayList<>();
      List<SampleTrajectory> samples = new ArrayList<>();
      for (String group : groups) {
        Trajectory trajectory = files.read(files.trajectory(spec.run(), group), Trajectory.class);
        samples.addAll(trajectory.samples());
        SampledTrees.of(trajectory, spec.thriftSign(), spec.config().reinforced(step))
            .ifPresent(sampled::add);
      }
      List<PackedTree> trees = trees(sampled);
      UpdateHeader header =
          header(spec, step, rate).toBuilder().setNothing(trees.isEmpty()).build();
      UpdateReply reply = learner.update(header, trees);
      return noted(
          spec,
          new StepReport(
              step,
              reply.getReinforcement().getLoss(),
              reply.getGradientNorm(),
              0,
              0,
              reply.getReinforcement().getEntropy(),
              samples.stream()
                  .filter(SampleTrajectory::usable)
                  .mapToDouble(SampleTrajectory::reward)
                  .average()
                  .orElse(0),
              reply.getTokens(),
              samples.size(),
              reply.getMicros()));
    });
  }

  /** Kept beside the run, for its page. */
  private StepReport noted(TrainingSpec spec, StepReport report) {
    files.write(files.step(spec.run(), report.step()), report);
    return report;
  }

  /**
   * Those that teach; where none does, one whose samples differ in their entropy only; none where
   * all samples failed.
   */
  private static List<PackedTree> trees(List<SampledTrees.Group> sampled) {
    List<PackedTree> differing =
        sampled.stream().filter(SampledTrees.Group::differs).map(SampledTrees.Group::tree).toList();
    return differing.isEmpty()
        ? sampled.stream().limit(1).map(SampledTrees.Group::tree).toList()
        : differing;
  }

  private static UpdateHeader header(TrainingSpec spec, int step, double rate) {
    return UpdateHeader.newBuilder()
        .setRun(spec.run())
        .setStep(step)
        .setLearningRate((float) rate)
        .build();
  }

  @Override
  public String publish(TrainingSpec spec, String name, String label, List<CurvePoint> curve) {
    return told(() ->
        learner
            .publish(
                PublishRequest.newBuilder()
                    .setRun(spec.run())
                    .setName(name)
                    .setLabel(label)
                    .setData(classroom.data(spec))
                    .setTemplate(classroom.template(spec))
                    .setCommand(spec.command())
                    .setCurve(json(curve))
                    .build())
            .getVersion());
  }

  @Override
  public void checkpoint(TrainingSpec spec, String label) {
    told(() ->
        learner.checkpoint(
            CheckpointRequest.newBuilder().setRun(spec.run()).setLabel(label).build()));
  }

  @Override
  public CurvePoint look(String document, int step, String version, StepReport last) {
    EvaluationDocument read = files.read(Path.of(document), EvaluationDocument.class);
    Optional<Row> reward = read.overall(version, "reward");
    Optional<Row> right =
        read.overall(version, "accuracy").or(() -> read.overall(version, "contained"));
    return new CurvePoint(
        step,
        reward.map(Row::value).orElse(0.0),
        right.map(Row::value).orElse(0.0),
        reward.map(Row::nanoUsdPerQuery).orElse(0.0),
        last.loss(),
        last.divergence(),
        last.agreement(),
        last.entropy(),
        shares(read, version),
        version,
        read.paidNanoUsd(),
        read.pairs().stream()
            .filter(pair -> pair.policy().equals(version) && pair.tradeOff() == null)
            .toList());
  }

  /** Whom it asks, in the mean of the trade-offs. */
  private static Map<String, Double> shares(EvaluationDocument read, String version) {
    List<Share> own = read.shares().stream().filter(s -> s.policy().equals(version)).toList();
    double tradeOffs = own.stream().mapToDouble(Share::tradeOff).distinct().count();
    Map<String, Double> shares = new TreeMap<>();
    own.forEach(s -> shares.merge(s.candidate(), s.share() / tradeOffs, Double::sum));
    return shares;
  }

  @Override
  public TrainingDocument finish(TrainingDocument document) {
    tidy(document.run());
    Path directory = files.run(document.run());
    Path page = directory.resolve("training.html");
    TrainingDocument finished =
        document.with(files.all(files.steps(document.run()), StepReport.class), page.toString());
    files.writeText(page, TrainingPage.of(finished));
    files.write(directory.resolve("training.json"), finished);
    return finished;
  }

  @Override
  public void abandon(String run) {
    tidy(run);
  }

  /** Frees the learner's memory, and deletes the versions that were only played on the way. */
  private void tidy(String run) {
    try {
      learner.release(run);
    } catch (LearnerClient.LearnerException e) {
      // It was never opened, or its server is away, and has let go of it with that.
      LOG.debug("the learner has not released {}: {}", run, e.getMessage());
    }
    List<String> used =
        policy.versions().stream()
            .filter(version -> !version.channels().isEmpty())
            .map(ServedVersion::name)
            .toList();
    files.deletePassing(run, used);
  }

  private static String json(List<CurvePoint> curve) {
    try {
      return JSON.writeValueAsString(curve);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a curve that cannot be written", e);
    }
  }

  private static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (LearnerClient.LearnerException e) {
      throw e.retryable()
          ? ApplicationFailure.newFailure(
              String.valueOf(e.getMessage()), FailureCode.POLICY_UNAVAILABLE.wire())
          : ApplicationFailure.newNonRetryableFailure(
              String.valueOf(e.getMessage()), FailureCode.POLICY_INVALID.wire());
    } catch (IllegalArgumentException e) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(e.getMessage()), FailureCode.REJECTED.wire());
    }
  }
}
