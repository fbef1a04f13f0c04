// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A recorded candidate's endpoint: {@code recording://ID/…}.
 *
 * @param recording where its replies are kept
 * @param endpoint of the candidate itself
 * @param live whether it may be asked for what is not recorded
 * @param budgetNanoUsd the most that such asking may cost in all; null: unlimited
 */
record RecordingAddress(
    String recording, String endpoint, boolean live, @Nullable Long budgetNanoUsd) {

  static final String SCHEME = "recording";
  private static final ObjectMapper JSON = new ObjectMapper();

  String text() {
    try {
      return SCHEME
          + "://"
          + recording
          + "/"
          + Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an address that cannot be written: " + this, e);
    }
  }

  static RecordingAddress of(String endpoint) {
    try {
      String path = URI.create(endpoint).getPath();
      return JSON.readValue(
          Base64.getUrlDecoder().decode(path.substring(1)), RecordingAddress.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("no recording's address: " + endpoint, e);
    }
  }
}
