// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small real wheels for tests. */
final class Wheels {

  private Wheels() {}

  /** Writes a wheel with one data file. */
  static Path write(Path dir, String name, String version, String member, byte[] content)
      throws IOException {
    String module = name.replace('-', '_');
    String info = module + "-" + version + ".dist-info/";
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put(module + "/" + member, content);
    members.put(
        info + "METADATA",
        text("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n"));
    members.put(
        info + "WHEEL", text("Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"));
    members.put(info + "RECORD", text(""));
    Files.createDirectories(dir);
    Path wheel = dir.resolve(module + "-" + version + "-py3-none-any.whl");
    try (OutputStream out = Files.newOutputStream(wheel);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> member1 : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member1.getKey()));
        zip.write(member1.getValue());
      }
    }
    return wheel;
  }

  static PackagePin pin(String name, String version, Path wheel) throws IOException {
    return new PackagePin(name, version, Files.size(wheel), List.of(Digests.sha256(wheel)));
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
