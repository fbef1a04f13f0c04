// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;
import org.routerr1.policy.adapter.AdapterException;
import org.routerr1.policy.adapter.AtomicFile;
import org.routerr1.policy.adapter.SafeTensors;
import org.routerr1.policy.adapter.SafeTensors.FloatTensor;
import org.routerr1.policy.learn.LearnException.Kind;
import org.routerr1.policy.learn.Trainer.Numbers;
import org.routerr1.proto.learner.v1.KeptCheckpoint;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.proto.learner.v1.UpdateReply;

/**
 * A run on disk: what it was opened with, its state after the last confirmed step, its checkpoints.
 * Every file is there as a whole or not at all.
 */
final class RunFolder {

  private static final Logger LOG = Logger.getLogger(RunFolder.class);
  private static final String REQUEST = "run.pb";
  private static final String STATE = "state.safetensors";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String SUFFIX = ".safetensors";
  private static final String WORDS = "state";
  private static final String DIGEST = "digest";
  private static final String CHECK = "crc32c";
  private static final String REPLY = "reply.";

  private final Path folder;

  RunFolder(Path runs, String run) {
    this.folder = runs.resolve(run);
  }

  /**
   * Where a run stands.
   *
   * @param digest of the last update's content
   * @param replies to the last updates, by step
   */
  record Saved(RunState state, String digest, List<UpdateReply> replies, Numbers numbers) {}

  /**
   * Deletes what is kept here of the runs whose last step is older. What they have published stays,
   * and whatever else lies in their folders.
   */
  static void deleteBefore(Path runs, Instant moment) {
    if (!Files.isDirectory(runs)) {
      return;
    }
    try (Stream<Path> all = Files.list(runs)) {
      for (Path run : all.filter(r -> isOlder(r.resolve(STATE), moment)).toList()) {
        // The state last: a folder with it is seen again if this is interrupted.
        for (String own : List.of(CHECKPOINTS, REQUEST, STATE)) {
          delete(run.resolve(own));
        }
        deleteIfEmpty(run);
      }
    } catch (IOException e) {
      // Old runs take room, but they are in nobody's way.
      LOG.warnf("%s cannot be tidied: %s", runs, e);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }

  private static boolean isOlder(Path file, Instant moment) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
    } catch (IOException e) {
      return false; // no run, or one that is being made or deleted
    }
  }

  boolean exists() {
    return Files.isRegularFile(folder.resolve(STATE));
  }

  OpenRunRequest request() {
    Path file = folder.resolve(REQUEST);
    try {
      return OpenRunRequest.parseFrom(Files.readAllBytes(file));
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  void create(OpenRunRequest request, Saved saved) {
    try {
      Files.createDirectories(folder.resolve(CHECKPOINTS));
      AtomicFile.write(folder.resolve(REQUEST), request.toByteArray());
    } catch (IOException e) {
      throw noRoom(folder, e);
    }
    save(saved);
  }

  void save(Saved saved) {
    write(folder.resolve(STATE), saved);
  }

  Saved load() {
    return read(folder.resolve(STATE));
  }

  void keep(String label, Saved saved) {
    write(checkpoint(label), saved);
  }

  Saved kept(String label) {
    if (!Files.isRegularFile(checkpoint(label))) {
      throw new LearnException(
          Kind.UNKNOWN,
          "the run has no checkpoint \"%s\"; it has %s"
              .formatted(label, checkpoints().stream().map(KeptCheckpoint::getLabel).toList()));
    }
    return read(checkpoint(label));
  }

  private Path checkpoint(String label) {
    return folder.resolve(CHECKPOINTS).resolve(label + SUFFIX);
  }

  /** The checkpoints, oldest first. */
  List<KeptCheckpoint> checkpoints() {
    try (Stream<Path> files = Files.list(folder.resolve(CHECKPOINTS))) {
      List<KeptCheckpoint> all = new ArrayList<>();
      for (Path file : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        String name = file.getFileName().toString();
        all.add(
            KeptCheckpoint.newBuilder()
                .setLabel(name.substring(0, name.length() - SUFFIX.length()))
                .setStep(SafeTensors.readMetadata(file).containsKey(WORDS) ? step(file) : 0)
                .build());
      }
      all.sort(Comparator.comparingLong(KeptCheckpoint::getStep));
      return all;
    } catch (IOException e) {
      throw damaged(folder, e);
    }
  }

  private static long step(Path file) throws IOException {
    return state(SafeTensors.readMetadata(file)).getStep();
  }

  private static RunState state(Map<String, String> metadata)
      throws InvalidProtocolBufferException {
    return RunState.parseFrom(decoded(metadata, WORDS));
  }

  private static void write(Path file, Saved saved) {
    LinkedHashMap<String, FloatTensor> tensors = new LinkedHashMap<>();
    Numbers numbers = saved.numbers;
    tensors.put("trained", vector(numbers.trained()));
    tensors.put("first", vector(numbers.first()));
    tensors.put("second", vector(numbers.second()));
    Map<String, String> words = new LinkedHashMap<>();
    words.put(WORDS, encoded(saved.state.toByteArray()));
    words.put(DIGEST, saved.digest);
    words.put(CHECK, Long.toHexString(check(numbers)));
    for (UpdateReply reply : saved.replies) {
      words.put(REPLY + reply.getStep(), encoded(reply.toByteArray()));
    }
    try {
      AtomicFile.write(file, new SafeTensors(tensors, words).toBytes());
    } catch (IOException e) {
      throw noRoom(file, e);
    }
  }

  private static Saved read(Path file) {
    try {
      SafeTensors read = SafeTensors.read(file);
      Numbers numbers =
          new Numbers(
              read.tensor("trained").values(),
              read.tensor("first").values(),
              read.tensor("second").values());
      Map<String, String> words = read.metadata();
      if (!Long.toHexString(check(numbers)).equals(words.get(CHECK))) {
        throw new LearnException(
            Kind.DAMAGED,
            "%s: its numbers are not those that were written; restore a checkpoint"
                .formatted(file));
      }
      List<UpdateReply> replies = new ArrayList<>();
      for (String key : words.keySet()) {
        if (key.startsWith(REPLY)) {
          replies.add(UpdateReply.parseFrom(decoded(words, key)));
        }
      }
      replies.sort(Comparator.comparingLong(UpdateReply::getStep));
      return new Saved(state(words), words.getOrDefault(DIGEST, ""), replies, numbers);
    } catch (AdapterException | NullPointerException | IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private static FloatTensor vector(float[] values) {
    return new FloatTensor(List.of(values.length), values);
  }

  private static long check(Numbers numbers) {
    CRC32C crc = new CRC32C();
    for (float[] part : List.of(numbers.trained(), numbers.first(), numbers.second())) {
      ByteBuffer bytes = ByteBuffer.allocate(part.length * Float.BYTES);
      bytes.asFloatBuffer().put(part);
      crc.update(bytes);
    }
    return crc.getValue();
  }

  private static String encoded(byte[] bytes) {
    return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
  }

  private static byte[] decoded(Map<String, String> words, String key) {
    return Base64.getDecoder().decode(words.getOrDefault(key, ""));
  }

  private static LearnException damaged(Path file, Exception e) {
    return new LearnException(
        Kind.DAMAGED,
        "%s: cannot be read (%s); restore a checkpoint or open another run"
            .formatted(file, e.getMessage()));
  }

  private static LearnException noRoom(Path file, IOException e) {
    return new LearnException(
        Kind.NO_ROOM,
        "%s: cannot be written (%s); what was confirmed before stands: make room and try again"
            .formatted(file, e.getMessage()));
  }
}
