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
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.routerr1.core.audit.Hashes;
import org.routerr1.policy.adapter.AdapterCard;
import org.routerr1.policy.adapter.AdapterException;
import org.routerr1.policy.adapter.AtomicFile;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.decide.VersionException.Kind;
import org.routerr1.policy.model.Adapter;
import org.routerr1.policy.text.Foreign;

/**
 * The adapters on disk, each in a folder that bears its version's name. Nothing is kept in memory;
 * thread-safe.
 */
final class VersionFolder {

  /** What an adapter's version may be called: no name leads out of the folder. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}@[0-9a-f]{12}");

  private static final String WEIGHTS = "adapter_model.safetensors";

  private final Policy policy;
  private final Optional<Path> folder;

  /**
   * @param policy whose model the adapters must fit
   * @param folder none: there are no adapters
   */
  VersionFolder(Policy policy, Optional<Path> folder) {
    this.policy = policy;
    this.folder = folder;
  }

  /**
   * Reads a version. One that others made has no card of ours; if it fits, it gets one.
   *
   * @throws VersionException if there is none of this name, or it is broken, or was made for
   *     another model
   */
  PolicyVersion read(String name) {
    Path path =
        folder
            .filter(f -> NAME.matcher(name).matches())
            .map(f -> f.resolve(name))
            .filter(Files::isDirectory)
            .orElseThrow(() -> unknown(name));
    try {
      String checksum = Hashes.sha256(Files.readAllBytes(path.resolve(WEIGHTS)));
      boolean hasCard = Files.exists(path.resolve(AdapterCard.FILE));
      if (hasCard) {
        check(AdapterCard.read(path), name, checksum, path);
      } else if (!says(name, checksum)) {
        throw broken(path, checksum, "the folder's name does not say; import it again");
      }
      PolicyVersion version = new PolicyVersion(name, Optional.of(adapter(path, hasCard)));
      if (!hasCard) {
        AtomicFile.write(
            path.resolve(AdapterCard.FILE),
            imported(name, checksum).toJson().getBytes(StandardCharsets.UTF_8));
      }
      return version;
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

  private void check(AdapterCard card, String name, String checksum, Path path) {
    if (!card.baseChecksum().equals(policy.checksum())) {
      throw new VersionException(
          Kind.UNFIT,
          "%s: base_sha256: the adapter was made for %s, not for %s that is served; load it there"
              .formatted(path.resolve(AdapterCard.FILE), card.base(), policy.version()));
    }
    if (!checksum.equals(card.sha256()) || !says(name, checksum) || !card.version().equals(name)) {
      throw broken(path, checksum, "card and name do not say; fetch or export it again");
    }
  }

  private static boolean says(String name, String checksum) {
    return name.endsWith("@" + checksum.substring(0, 12));
  }

  private static VersionException broken(Path path, String checksum, String what) {
    return new VersionException(
        Kind.BROKEN,
        "%s: has the checksum %s, which %s".formatted(path.resolve(WEIGHTS), checksum, what));
  }

  private AdapterCard imported(String name, String checksum) {
    return new AdapterCard(
        name,
        policy.version(),
        policy.version(),
        policy.checksum(),
        "",
        "imported; nothing is known of its training",
        "",
        "",
        Instant.now(),
        JsonNodeFactory.instance.arrayNode(),
        checksum);
  }

  private Adapter adapter(Path path, boolean hasCard) {
    LoraAdapter lora = LoraAdapter.read(path);
    // One of another model may fit by its shapes; where there is a card, its checksum says more.
    if (!hasCard && !policy.mayBe(lora.base())) {
      throw new VersionException(
          Kind.UNFIT,
          "%s: the adapter was made for %s, not for %s that is served; load it there, or correct base_model_name_or_path of adapter_config.json if the models are the same"
              .formatted(path, Foreign.shown(lora.base()), policy.name()));
    }
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

  /** The folders of all versions, by name. */
  List<Path> adapters() {
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

  static VersionException unknown(String name) {
    return new VersionException(
        Kind.UNKNOWN,
        "version \"%s\" is not known here; ListVersions says which are, and ./router policy import brings an adapter of peft's in"
            .formatted(name));
  }
}
