// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.routerr1.core.audit.Hashes;

/** Writes adapters as versions: folders that appear as a whole. */
public final class AdapterFolder {

  private AdapterFolder() {}

  /**
   * Where an adapter comes from, before it has a name; as {@link AdapterCard}.
   *
   * @param name what its version's name begins with
   */
  public record Origin(
      String name,
      String parent,
      String base,
      String baseChecksum,
      String run,
      String data,
      String template,
      String command,
      Instant created,
      JsonNode curve) {}

  /**
   * Writes {@code <versions>/<name>@<checksum>}, unless it is there: the same numbers under the
   * same name are the same version, whose first card stands.
   */
  public static AdapterCard publish(Path versions, LoraAdapter adapter, Origin origin)
      throws IOException {
    byte[] weights = adapter.toSafeTensors().toBytes();
    String sha256 = Hashes.sha256(weights);
    String version = AdapterCard.version(origin.name, sha256);
    Path folder = versions.resolve(version);
    if (Files.isDirectory(folder)) {
      return AdapterCard.read(folder);
    }
    AdapterCard card =
        new AdapterCard(
            version,
            origin.parent,
            origin.base,
            origin.baseChecksum,
            origin.run,
            origin.data,
            origin.template,
            origin.command,
            origin.created,
            origin.curve,
            sha256);
    Files.createDirectories(versions);
    // What begins with a dot is no version.
    Path beside = Files.createTempDirectory(versions, ".publishing-");
    try {
      AtomicFile.writeThrough(beside.resolve(PeftConfig.WEIGHTS), weights);
      AtomicFile.writeThrough(beside.resolve(PeftConfig.FILE), utf8(adapter.toConfig()));
      AtomicFile.writeThrough(beside.resolve(AdapterCard.FILE), utf8(card.toJson()));
      AtomicFile.sync(beside);
      Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(beside);
      if (e instanceof FileAlreadyExistsException || Files.isDirectory(folder)) {
        return AdapterCard.read(folder);
      }
      throw e;
    }
    AtomicFile.sync(versions);
    return card;
  }

  private static void remove(Path folder) throws IOException {
    for (String file : List.of(PeftConfig.WEIGHTS, PeftConfig.FILE, AdapterCard.FILE)) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.deleteIfExists(folder);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
