// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.safetensors;

/** A header that is not sound, or names a type that is not read. Whoever knows the file says so. */
public final class HeaderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String place;
  private final boolean foreign;

  private HeaderException(String place, String problem, boolean foreign) {
    super(problem);
    this.place = place;
    this.foreign = foreign;
  }

  static HeaderException corrupt(String place, String problem) {
    return new HeaderException(place, problem, false);
  }

  static HeaderException foreignType(String tensor, String type) {
    return new HeaderException(tensor, "has the type \"%s\"".formatted(type), true);
  }

  /** A tensor's name, or what of the file. */
  public String place() {
    return place;
  }

  /** What is the matter with it. */
  public String problem() {
    return String.valueOf(getMessage());
  }

  /** Whether the header may be sound, but of numbers that are not read here. */
  public boolean isForeignType() {
    return foreign;
  }
}
