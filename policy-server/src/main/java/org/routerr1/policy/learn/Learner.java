// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Hashes;
import org.routerr1.policy.adapter.AdapterCard;
import org.routerr1.policy.learn.LearnException.Kind;
import org.routerr1.proto.learner.v1.CheckpointRequest;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.PublishReply;
import org.routerr1.proto.learner.v1.PublishRequest;
import org.routerr1.proto.learner.v1.RestoreRequest;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdateReply;

/**
 * The runs of a policy server, one step after the other on a thread of its own. One run at a time
 * is in memory; the others wait on disk. All calls block and throw {@link LearnException}.
 * Thread-safe.
 */
public final class Learner implements AutoCloseable {

  static final String THREAD = "policy-learner";

  /** A run without a step in this time is deleted when another begins; its versions stay. */
  private static final Duration RETENTION = Duration.ofDays(30);

  private final LearnerHome home;
  private final TreeReader reader;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name(THREAD).factory());
  private final Map<String, RunState> states = new ConcurrentHashMap<>();

  /** Only the learner's thread sees it. */
  private @Nullable Run loaded;

  public Learner(LearnerHome home) {
    this.home = home;
    this.reader = home.treeReader();
  }

  /** Begins a run, or finds it again. */
  public RunState open(OpenRunRequest request) {
    RunSettings settings = RunSettings.of(request, home.processor());
    return on(() -> {
      RunFolder folder = new RunFolder(home.runs(), request.getRun());
      if (folder.exists()) {
        if (!folder.request().equals(request)) {
          throw new LearnException(
              Kind.TAKEN,
              "run \"%s\" was opened with other settings; choose another name"
                  .formatted(request.getRun()));
        }
        return remember(run(request.getRun()));
      }
      RunFolder.deleteBefore(home.runs(), home.clock().instant().minus(RETENTION));
      return remember(use(() -> Run.begin(home, folder, request, settings)));
    });
  }

  /** Where a run stands; does not wait for an update under way. */
  public RunState describe(String name) {
    RunState known = states.get(name);
    return known != null ? known : on(() -> remember(run(name)));
  }

  /** Applies a step exactly once. */
  public UpdateReply update(UpdateHeader header, List<PackedTree> trees) {
    if (trees.isEmpty() != header.getNothing()) {
      throw LearnException.invalid(
          trees.isEmpty()
              ? "the update holds no tree, and does not say that there is nothing to learn"
              : "the update holds trees, and says that there is nothing to learn");
    }
    String digest = Digest.of(header, trees);
    List<Tree> read = read(trees);
    return on(() -> {
      Run run = run(header.getRun());
      try {
        return run.update(header, digest, read);
      } finally {
        remember(run);
      }
    });
  }

  /** What an update would find. */
  public UpdateReply measure(String name, List<PackedTree> trees) {
    List<Tree> read = read(trees);
    return on(() -> run(name).measure(read));
  }

  private List<Tree> read(List<PackedTree> trees) {
    Tree[] read = new Tree[trees.size()];
    for (int i = 0; i < read.length; i++) {
      read[i] = reader.read(i, trees.get(i));
    }
    return List.of(read);
  }

  /** Keeps the state under a label. */
  public RunState checkpoint(CheckpointRequest request) {
    RunSettings.checkName("label", request.getLabel());
    return on(() -> {
      Run run = run(request.getRun());
      run.checkpoint(request.getLabel(), request.getCallerState());
      return remember(run);
    });
  }

  /** Goes back to a checkpoint. */
  public RunState restore(RestoreRequest request) {
    RunSettings.checkName("label", request.getLabel());
    return on(() -> {
      // Not by way of the current state: it may be what is damaged.
      RunFolder folder = folder(request.getRun());
      RunFolder.Saved kept = folder.kept(request.getLabel());
      folder.save(kept);
      Run run = run(request.getRun());
      run.adopt(kept);
      return remember(run);
    });
  }

  /** Writes the adapter as a version. */
  public PublishReply publish(PublishRequest request) {
    RunSettings.checkName("name", request.getName());
    if (!request.getLabel().isEmpty()) {
      RunSettings.checkName("label", request.getLabel());
    }
    return on(() -> {
      AdapterCard card = run(request.getRun()).publish(request);
      return PublishReply.newBuilder()
          .setVersion(card.version())
          .setChecksum(card.sha256())
          .build();
    });
  }

  /** Frees the memory of a run. */
  public RunState close(String name) {
    return on(() -> {
      RunState state = remember(run(name));
      unload();
      states.remove(name);
      return state;
    });
  }

  private RunState remember(Run run) {
    RunState state = run.state();
    states.put(state.getRun(), state);
    return state;
  }

  /** The run in memory, from the disk if need be. */
  private Run run(String name) {
    if (loaded != null && loaded.name().equals(name)) {
      return loaded;
    }
    RunFolder folder = folder(name);
    return use(() -> Run.resume(home, folder));
  }

  private RunFolder folder(String name) {
    RunSettings.checkName("run", name);
    RunFolder folder = new RunFolder(home.runs(), name);
    if (!folder.exists()) {
      throw new LearnException(
          Kind.UNKNOWN, "there is no run \"%s\"; open it first".formatted(name));
    }
    return folder;
  }

  /** The one in memory goes first: two would take twice the memory. */
  private Run use(Supplier<Run> next) {
    unload();
    Run run = next.get();
    loaded = run;
    return run;
  }

  private void unload() {
    if (loaded != null) {
      loaded.close();
      loaded = null;
    }
  }

  private <T> T on(Callable<T> work) {
    try {
      return thread.submit(work).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LearnException refusal
          ? refusal
          : new IllegalStateException("the learner failed", e.getCause());
    } catch (RejectedExecutionException e) {
      throw stopping();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopping();
    }
  }

  private static LearnException stopping() {
    return new LearnException(Kind.STOPPING, "the policy server is stopping; ask again");
  }

  /** Lets the step under way end, then frees all memory. */
  @Override
  public void close() {
    thread.execute(this::unload);
    thread.close();
  }

  /** What tells one update from another. */
  private static final class Digest {

    private Digest() {}

    static String of(UpdateHeader header, List<PackedTree> trees) {
      ByteString.Output bytes = ByteString.newOutput();
      try {
        header.writeDelimitedTo(bytes);
        for (PackedTree tree : trees) {
          tree.writeDelimitedTo(bytes);
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("writing to memory cannot fail", e);
      }
      return Hashes.sha256(bytes.toByteString().toByteArray());
    }
  }
}
