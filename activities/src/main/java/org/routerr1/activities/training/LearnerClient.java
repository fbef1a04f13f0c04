// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.List;
import org.routerr1.proto.learner.v1.CheckpointRequest;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.PublishReply;
import org.routerr1.proto.learner.v1.PublishRequest;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdateReply;

/** Talks to a learner, each request once; throws {@link LearnerException}. */
public interface LearnerClient extends AutoCloseable {

  RunState open(OpenRunRequest request);

  UpdateReply update(UpdateHeader header, List<PackedTree> trees);

  RunState checkpoint(CheckpointRequest request);

  PublishReply publish(PublishRequest request);

  /** Frees the memory that a run takes; it can be taken up again from the disk. */
  void release(String run);

  @Override
  void close();

  /** The learner did not do it; {@code retryable} says whether it may yet. */
  final class LearnerException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final boolean retryable;

    public LearnerException(String message, boolean retryable, Throwable cause) {
      super(message, cause);
      this.retryable = retryable;
    }

    public boolean retryable() {
      return retryable;
    }
  }
}
