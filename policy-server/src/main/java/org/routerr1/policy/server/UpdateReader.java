// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdatePiece;
import org.routerr1.proto.learner.v1.UpdateReply;

/** Gathers the pieces of an update: a header, then trees, within bounds. */
final class UpdateReader implements StreamObserver<UpdatePiece> {

  private static final int MOST_TREES = 4096;
  private static final long MOST_BYTES = 256L << 20;

  private final StreamObserver<UpdateReply> replies;
  private final Consumer<Update> complete;
  private final List<PackedTree> trees = new ArrayList<>();
  private @Nullable UpdateHeader header;
  private long bytes;
  private boolean refused;

  /** An update as a whole. */
  record Update(UpdateHeader header, List<PackedTree> trees) {}

  UpdateReader(StreamObserver<UpdateReply> replies, Consumer<Update> complete) {
    this.replies = replies;
    this.complete = complete;
  }

  @Override
  public void onNext(UpdatePiece piece) {
    if (refused) {
      return;
    }
    switch (piece.getPieceCase()) {
      case HEADER -> {
        if (header == null) {
          header = piece.getHeader();
        } else {
          refuse("the update holds a second header");
        }
      }
      case TREE -> add(piece.getTree());
      case PIECE_NOT_SET -> refuse("a piece of the update is empty");
    }
  }

  private void add(PackedTree tree) {
    bytes += tree.getSerializedSize();
    if (header == null) {
      refuse("the update does not begin with its header");
    } else if (trees.size() == MOST_TREES || bytes > MOST_BYTES) {
      refuse(
          "the update holds more than %d trees or %d MiB: send several steps"
              .formatted(MOST_TREES, MOST_BYTES >> 20));
    } else {
      trees.add(tree);
    }
  }

  private void refuse(String problem) {
    refused = true;
    trees.clear();
    replies.onError(Status.INVALID_ARGUMENT.withDescription(problem).asRuntimeException());
  }

  @Override
  public void onError(Throwable gone) {
    refused = true;
    trees.clear();
  }

  @Override
  public void onCompleted() {
    if (refused) {
      return;
    }
    if (header == null) {
      refuse("the update holds no header");
      return;
    }
    complete.accept(new Update(header, List.copyOf(trees)));
  }
}
