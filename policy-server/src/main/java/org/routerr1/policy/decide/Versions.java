// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Hashes;
import org.routerr1.policy.adapter.AdapterCard;
import org.routerr1.policy.adapter.AdapterException;
import org.routerr1.policy.adapter.AtomicFile;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.decide.VersionException.Kind;
import org.routerr1.policy.model.Adapter;

/**
 * The versions that can be asked for: the base model, and the adapters in a folder, each in one of
 * its own that bears the version's name. An adapter is read and checked when it is first asked for;
 * of those in memory the one used longest ago goes when there are too many. Thread-safe.
 */
public final class Versions implements AutoCloseable {

  /** What an adapter's version may be called: no name leads out of the folder. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}@[0-9a-f]{12}");

  private static final String WEIGHTS = "adapter_model.safetensors";

  private final Policy policy;
  private final PolicyVersion base;
  private final Optional<Path> folder;
  private final int mostLoaded;
  private final Optional<Channels> channels;
  private final Map<String, PolicyVersion> loaded = new LinkedHashMap<>(16, 0.75f, true);

  /** For those who do not want to wait until an adapter is read. */
  private volatile int loadedAdapters;

  /**
   * A version and what is known of it.
   *
   * @param checksum SHA-256 of its weights; empty if its card cannot be read
   * @param parent what it was trained from; empty for the base model
   * @param card JSON; empty for the base model
   */
  public record Known(
      String name,
      List<String> channels,
      String checksum,
      String parent,
      String card,
      boolean loaded) {}

  /**
   * Reads the channels, and loads what they point to.
   *
   * @param folder of the adapters; none: only the base model is served
   * @param mostLoaded adapters in memory
   * @throws VersionException if a channel points to what cannot be served
   */
  public Versions(Policy policy, Optional<Path> folder, int mostLoaded) {
    this.policy = policy;
    this.base = policy.base();
    this.folder = folder;
    this.mostLoaded = mostLoaded;
    this.channels = folder.map(Channels::read);
    for (String channel : Channels.NAMES) {
      loadFor(channel);
    }
  }

  private void loadFor(String channel) {
    String version = version(channel);
    try {
      if (!version.isEmpty()) {
        load(version);
      }
    } catch (VersionException e) {
      throw new VersionException(
          e.kind(),
          "channel \"%s\" points to %s, which cannot be served: %s. Correct %s, or give each model a folder of its own"
              .formatted(channel, version, e.getMessage(), Channels.FILE));
    }
  }

  /** The version that is meant; what is named counts more than a channel. */
  public synchronized PolicyVersion find(String version, String channel) {
    if (!version.isEmpty()) {
      return load(version);
    }
    String asked = channel.isEmpty() ? Channels.NAMES.getFirst() : channel;
    String target = version(asked);
    if (target.isEmpty() && !asked.equals(Channels.NAMES.getFirst())) {
      throw new VersionException(
          Kind.UNKNOWN,
          "channel \"%s\" points to no version; \"%s\" does"
              .formatted(asked, Channels.NAMES.getFirst()));
    }
    return target.isEmpty() ? base : load(target);
  }

  /** A version by name, read and checked if it is not in memory. */
  public synchronized PolicyVersion load(String name) {
    if (name.equals(base.name())) {
      return base;
    }
    @Nullable PolicyVersion known = loaded.get(name);
    if (known == null) {
      known = read(name);
      loaded.put(name, known);
      retireOldest();
      loadedAdapters = loaded.size();
    }
    return known;
  }

  /** How many adapters are in memory. */
  public int loadedAdapters() {
    return loadedAdapters;
  }

  /** All versions, the base model first. */
  public synchronized List<Known> list() {
    List<Known> all = new ArrayList<>();
    all.add(new Known(base.name(), channelsOf(base.name()), policy.checksum(), "", "", true));
    for (Path adapter : adapters()) {
      all.add(known(adapter));
    }
    return all;
  }

  /** What is known of a version. */
  public synchronized Known describe(String name) {
    return list().stream()
        .filter(k -> k.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  /**
   * Points a channel to a version.
   *
   * @param version empty: to none, {@code stable} then to the base model
   * @param expected where it must point now, if that matters; empty: nowhere, which for {@code
   *     stable} is the base model
   * @return where it pointed
   */
  public synchronized String setChannel(String channel, String version, Optional<String> expected) {
    if (!Channels.NAMES.contains(channel)) {
      throw new VersionException(
          Kind.INVALID,
          "channel is \"%s\", none of %s".formatted(channel, String.join(", ", Channels.NAMES)));
    }
    Channels all =
        channels.orElseThrow(() ->
            new VersionException(
                Kind.NOT_WRITTEN,
                "no folder keeps channels; set ROUTER_POLICY_ADAPTERS to one and start again"));
    String before = all.version(channel);
    if (expected.isPresent() && !means(channel, before, expected.get())) {
      throw new VersionException(
          Kind.MOVED,
          "channel \"%s\" points to \"%s\", not to \"%s\""
              .formatted(channel, before, expected.get()));
    }
    if (!version.isEmpty()) {
      load(version);
    }
    all.set(channel, version);
    return before;
  }

  /** Whether a channel that points here points to this version: nowhere may mean the base model. */
  private boolean means(String channel, String target, String version) {
    boolean stable = channel.equals(Channels.NAMES.getFirst());
    return version.equals(target)
        || stable && target.isEmpty() && version.equals(base.name())
        || stable && version.isEmpty() && target.equals(base.name());
  }

  private PolicyVersion read(String name) {
    Path path =
        folder
            .filter(f -> NAME.matcher(name).matches())
            .map(f -> f.resolve(name))
            .filter(Files::isDirectory)
            .orElseThrow(() -> unknown(name));
    try {
      String checksum = Hashes.sha256(Files.readAllBytes(path.resolve(WEIGHTS)));
      if (!Files.exists(path.resolve(AdapterCard.FILE))) {
        return imported(name, path, checksum);
      }
      AdapterCard card = AdapterCard.read(path);
      if (!card.baseChecksum().equals(policy.checksum())) {
        throw new VersionException(
            Kind.UNFIT,
            "%s: base_sha256: the adapter was made for %s, not for %s that is served; load it there"
                .formatted(path.resolve(AdapterCard.FILE), card.base(), policy.version()));
      }
      if (!checksum.equals(card.sha256())
          || !name.endsWith("@" + checksum.substring(0, 12))
          || !card.version().equals(name)) {
        throw new VersionException(
            Kind.BROKEN,
            "%s: has the checksum %s, which card and name do not say; fetch or export it again"
                .formatted(path.resolve(WEIGHTS), checksum));
      }
      return new PolicyVersion(name, Optional.of(adapter(path)));
    } catch (AdapterException e) {
      throw new VersionException(
          switch (e.kind()) {
            case MISSING, CORRUPT -> Kind.BROKEN;
            case UNSUPPORTED -> Kind.UNFIT;
          },
          String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new VersionException(
          Kind.BROKEN,
          "%s: cannot be read (%s); fetch or export it again".formatted(path.resolve(WEIGHTS), e));
    }
  }

  /** An adapter that others made has no card of ours; if it fits, it gets one. */
  private PolicyVersion imported(String name, Path path, String checksum) throws IOException {
    if (!name.endsWith("@" + checksum.substring(0, 12))) {
      throw new VersionException(
          Kind.BROKEN,
          "%s: has the checksum %s, which the folder's name does not say; import it again"
              .formatted(path.resolve(WEIGHTS), checksum));
    }
    PolicyVersion version = new PolicyVersion(name, Optional.of(adapter(path)));
    AdapterCard card =
        new AdapterCard(
            name,
            base.name(),
            policy.version(),
            policy.checksum(),
            "",
            "imported; nothing is known of its training",
            "",
            "",
            Instant.now(),
            JsonNodeFactory.instance.arrayNode(),
            checksum);
    AtomicFile.write(
        path.resolve(AdapterCard.FILE), card.toJson().getBytes(StandardCharsets.UTF_8));
    return version;
  }

  private Adapter adapter(Path path) {
    LoraAdapter lora = LoraAdapter.read(path);
    policy.model().attach();
    try {
      return policy.model().adapter(lora);
    } catch (IllegalArgumentException e) {
      throw new VersionException(
          Kind.UNFIT,
          "%s: %s; load it beside the model that it was made for"
              .formatted(path.resolve(WEIGHTS), e.getMessage()));
    }
  }

  private void retireOldest() {
    List<String> targets = Channels.NAMES.stream().map(this::version).toList();
    List<String> oldest = loaded.keySet().stream().filter(v -> !targets.contains(v)).toList();
    int tooMany = loaded.size() - mostLoaded;
    for (String name : oldest.subList(0, Math.clamp(tooMany, 0, Math.max(0, oldest.size() - 1)))) {
      PolicyVersion gone = loaded.remove(name);
      if (gone != null) {
        gone.retire();
      }
    }
  }

  private Known known(Path adapter) {
    String name = adapter.getFileName().toString();
    boolean inMemory = loaded.containsKey(name);
    try {
      AdapterCard card = AdapterCard.read(adapter);
      return new Known(
          name, channelsOf(name), card.sha256(), card.parent(), card.toJson(), inMemory);
    } catch (AdapterException e) {
      // Listed all the same, so that one sees it; asking for it says what is wrong.
      return new Known(name, channelsOf(name), "", "", "", inMemory);
    }
  }

  private List<Path> adapters() {
    List<Path> paths = new ArrayList<>();
    if (folder.isPresent() && Files.isDirectory(folder.get())) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.get())) {
        for (Path path : all) {
          if (Files.isDirectory(path) && NAME.matcher(path.getFileName().toString()).matches()) {
            paths.add(path);
          }
        }
      } catch (IOException e) {
        throw new VersionException(
            Kind.BROKEN, "%s: cannot be listed (%s)".formatted(folder.get(), e));
      }
    }
    paths.sort(null);
    return paths;
  }

  private List<String> channelsOf(String version) {
    return Channels.NAMES.stream()
        .filter(channel -> {
          String target = version(channel);
          boolean stableBase =
              target.isEmpty()
                  && channel.equals(Channels.NAMES.getFirst())
                  && version.equals(base.name());
          return target.equals(version) || stableBase;
        })
        .toList();
  }

  private String version(String channel) {
    return channels.map(c -> c.version(channel)).orElse("");
  }

  private VersionException unknown(String name) {
    return new VersionException(
        Kind.UNKNOWN,
        "version \"%s\" is not known here; ListVersions says which are, and ./router policy import brings an adapter of peft's in"
            .formatted(name));
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(PolicyVersion::retire);
    loaded.clear();
  }
}
