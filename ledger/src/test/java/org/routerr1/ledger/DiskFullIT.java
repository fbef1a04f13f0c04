// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.postgres.PostgresConfig;
import org.routerr1.infra.stack.postgres.PostgresProcess;
import org.routerr1.infra.stack.postgres.RunningPostgres;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.ledger.postgres.Books;

class DiskFullIT {

  @TempDir Path directory;

  @Test
  void aFullDiskIsNamedAndWritingGoesOnWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString()),
        "this user may not mount a small disk");
    try {
      Path data = disk.resolve("data");
      RunningPostgres running =
          PostgresProcess.start(
              new PostgresConfig(
                  ThrowawayPostgres.sharedBinaries(),
                  data,
                  FreePort.any(),
                  directory.resolve("postgres.log")));
      try (Books books = Books.connect(running.jdbcUrl(), running.user(), running.passwordFile())) {
        fillUpAndGoOn(books, disk);
      } finally {
        PostgresProcess.stop(data, Duration.ofSeconds(5));
      }
    } finally {
      run("umount", disk.toString());
    }
  }

  private static void fillUpAndGoOn(Books books, Path disk) throws IOException {
    CallResult before = Samples.reply(Samples.call("before", 1, 1, 1), "r");
    books.journal().close(before).join();
    Path filler = disk.resolve("filler");
    fill(filler, disk);
    // The log has room in its file, so what fails is the table that has to grow.
    String large = "x".repeat(2_000_000).replace("xx", "x" + Math.PI);
    assertThatThrownBy(() ->
            books.journal().close(Samples.reply(Samples.call("large", 1, 1, 1), large)).join())
        .hasCauseInstanceOf(BooksUnavailableException.class)
        .hasMessageContaining("disk")
        .hasMessageContaining("full");
    Files.delete(filler);
    books.journal().close(Samples.reply(Samples.call("large", 1, 1, 1), large)).join();
    assertThat(books.journal().find(Samples.call("large", 1, 1, 1)).orElseThrow().state())
        .isEqualTo(Entry.State.CLOSED);
    assertThat(books.journal().find(before.key())).isPresent();
  }

  private static void fill(Path filler, Path disk) throws IOException {
    byte[] block = new byte[64 * 1024];
    try (var out = Files.newOutputStream(filler)) {
      while (Files.getFileStore(disk).getUsableSpace() > 2 * block.length) {
        out.write(block);
      }
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
