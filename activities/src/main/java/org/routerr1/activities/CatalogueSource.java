// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.catalogue.CatalogueException;
import org.routerr1.core.catalogue.CatalogueReader;

/**
 * Gives the catalogue: the file's current one to new queries, and to a query under way the version
 * that it began with, on whichever worker and after however many reloads it goes on. Versions are
 * kept in the books.
 */
public final class CatalogueSource {

  private final Path file;
  private final CatalogueReader reader;
  private final BooksAccess books;
  private final Map<String, Catalogue> versions = new ConcurrentHashMap<>();
  private final Map<String, Catalogue> recent = Recent.most(2_000);
  private final Set<String> stored = ConcurrentHashMap.newKeySet();
  private volatile Catalogue current;

  /** Reads the file; throws {@link CatalogueException} if it is not good. The books can be away. */
  public CatalogueSource(Path file, CatalogueReader reader, BooksAccess books) {
    this.file = file;
    this.reader = reader;
    this.books = books;
    this.current = reader.read(file);
    versions.put(current.version(), current);
  }

  public Catalogue current() {
    return current;
  }

  /**
   * Reads the file again; queries under way keep their version. Throws {@link CatalogueException}
   * if it is not good, and then the earlier one stays.
   *
   * @return whether it changed
   */
  public boolean reload() {
    Catalogue read = reader.read(file);
    if (read.version().equals(current.version())) {
      return false;
    }
    versions.putIfAbsent(read.version(), read);
    current = read;
    return true;
  }

  /** The current catalogue, kept in the books, so that it can be pinned. */
  Catalogue pinCurrent() {
    Catalogue catalogue = current;
    if (!stored.contains(catalogue.version())) {
      books.writer().catalogue(catalogue.version(), catalogue.source());
      stored.add(catalogue.version());
    }
    return catalogue;
  }

  /** Keeps a catalogue that is in no file, such as a made pool's, so that it can be pinned. */
  public Catalogue pin(Catalogue made) {
    if (!recent.containsKey(made.version())) {
      books.writer().catalogue(made.version(), made.source());
      recent.put(made.version(), made);
    }
    return made;
  }

  /** A version that a query is pinned to; throws if neither we nor the books know it. */
  public Catalogue pinned(String version) {
    Catalogue known = versions.get(version);
    known = known == null ? recent.get(version) : known;
    if (known != null) {
      return known;
    }
    String source =
        books
            .reader()
            .catalogueSource(version)
            .orElseThrow(() ->
                new UnknownCatalogueException(
                    "the catalogue version "
                        + version
                        + " is in no worker's file and not in the books; ask again without"
                        + " naming a version"));
    Catalogue parsed = reader.parse("catalogue " + version, source);
    recent.put(version, parsed);
    return parsed;
  }

  /** A query names a catalogue that nobody knows. */
  static final class UnknownCatalogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownCatalogueException(String message) {
      super(message);
    }
  }
}
