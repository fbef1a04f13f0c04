// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript source as the archive that PyTorch loads: a stored zip with the code and a
 * pickled module without parameters. Weights are arguments of its methods, so one archive serves
 * any weights of its shape.
 */
public final class TorchScriptArchive {

  private static final String FORMAT_VERSION = "3\n";

  private TorchScriptArchive() {}

  /** The bytes of an archive whose module is {@code __torch__.className}. */
  public static byte[] of(String className, String source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "data.pkl", module(className));
      store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      store(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // an empty tuple
      store(zip, "version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
      store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** A pickle (protocol 2) of an object of the class with the two attributes of every module. */
  private static byte[] module(String className) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x80); // PROTO 2
    out.write(2);
    ascii(out, "c__torch__\n" + className + "\n"); // GLOBAL
    ascii(out, ")"); // EMPTY_TUPLE
    out.write(0x81); // NEWOBJ
    ascii(out, "}("); // EMPTY_DICT, MARK
    unicode(out, "training");
    out.write(0x89); // NEWFALSE
    unicode(out, "_is_full_backward_hook");
    ascii(out, "N"); // NONE
    ascii(out, "ub."); // SETITEMS, BUILD, STOP
    return out.toByteArray();
  }

  private static void unicode(ByteArrayOutputStream out, String text) {
    out.write('X'); // BINUNICODE with a 32-bit length
    out.write(text.length());
    out.writeBytes(new byte[3]);
    ascii(out, text);
  }

  private static void ascii(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry("policy/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
