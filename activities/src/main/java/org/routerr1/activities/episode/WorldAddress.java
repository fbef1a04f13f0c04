// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.PoolCatalogue;
import org.routerr1.worlds.specialists.WorldRef;

/**
 * An episode of a made world as a candidate's endpoint: {@code world://trade_off/…}, so that a
 * pool's catalogue alone says who answers.
 */
record WorldAddress(WorldRef world, Kind kind, long number) {

  private static final ObjectMapper JSON = new ObjectMapper();

  String endpoint() {
    try {
      return PoolCatalogue.SCHEME
          + "://"
          + world.rules().replace('_', '-')
          + "/"
          + Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an address that cannot be written: " + this, e);
    }
  }

  static WorldAddress of(String endpoint) {
    try {
      String path = URI.create(endpoint).getPath();
      return JSON.readValue(Base64.getUrlDecoder().decode(path.substring(1)), WorldAddress.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("no episode's address: " + endpoint, e);
    }
  }
}
