// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.adapter.AdapterCard;
import org.routerr1.policy.adapter.AdapterException;
import org.routerr1.policy.decide.VersionException.Kind;

/**
 * The versions that can be asked for: the base model, and the adapters in a folder, each in one of
 * its own that bears the version's name. An adapter is read and checked when it is first asked for;
 * of those in memory the one used longest ago goes when there are too many. Thread-safe.
 */
public final class Versions implements AutoCloseable {

  private final Policy policy;
  private final PolicyVersion base;
  private final VersionFolder folder;
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
    this.folder = new VersionFolder(policy, folder);
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
      known = folder.read(name);
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
    for (Path adapter : folder.adapters()) {
      all.add(known(adapter));
    }
    return all;
  }

  /** What is known of a version. */
  public synchronized Known describe(String name) {
    return list().stream()
        .filter(k -> k.name().equals(name))
        .findFirst()
        .orElseThrow(() -> VersionFolder.unknown(name));
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

  @Override
  public synchronized void close() {
    loaded.values().forEach(PolicyVersion::retire);
    loaded.clear();
  }
}
