// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.process.Detached;
import org.routerr1.infra.stack.process.ProcessId;
import org.routerr1.infra.stack.process.ProcessSpec;
import org.routerr1.infra.stack.process.Ready;

/**
 * A part that is one command with a health URL.
 *
 * @param salt joins the fingerprint: what the command depends on without naming it
 */
public record ProcessPart(
    ProcessSpec spec,
    List<String> needs,
    Map<String, Integer> ports,
    String health,
    String salt,
    Duration patience)
    implements Part {

  @Override
  public String name() {
    return spec.part();
  }

  @Override
  public Path log() {
    return spec.log();
  }

  @Override
  public String fingerprint() {
    return spec.fingerprint() + salt;
  }

  @Override
  public ProcessId start() throws IOException {
    return Detached.start(spec);
  }

  @Override
  public void awaitReady(ProcessId process) throws InterruptedException {
    Ready.await(spec, process, Ready.http(URI.create(health)), patience);
  }
}
