// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import java.util.regex.Pattern;

/**
 * Makes foreign text inert: the {@code <} of all that reads as a protocol tag or as a control token
 * of a chat template becomes {@code ‹}, the {@code [} of bracketed ones becomes {@code ⟦}. Length
 * and everything else stay. A second line of defence: the policy server does not interpret control
 * tokens in data.
 */
public final class Neutral {

  // ~ stands for a gap: white space and invisible characters that a reader, human or model, would
  // overlook; ^ for a gap that may hold slashes. Quantifiers are possessive and groups do not
  // repeat: a hostile reply costs linear
  // time.
  private static final Pattern ANGLE =
      pattern(
          """
          <(?= ^ (?:
              (?:think|search|information|answer|to) (?![\\p{L}\\p{N}_-])   # protocol tags, closed or not
            | [|｜]                                    # <|im_start|> and its kin, also full-width
            | (?:s|unk|pad|bos|eos|mask|cls|sep|eot|eod|eom|reponame|filename|unused[0-9]++) ~ >
            | [a-z0-9]++ _ [a-z0-9_]*+ ~ >            # <start_of_turn>, <file_sep>, <extra_id_0>
            | < ^ SYS                               # <<SYS>>
          ))
          """);

  private static final Pattern BRACKET =
      pattern(
          """
          \\[(?= ^
            (?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT) ~ ])
          """);

  private Neutral() {}

  /** The inert text, of the same length. */
  public static String text(String foreign) {
    String angles = foreign.indexOf('<') < 0 ? foreign : ANGLE.matcher(foreign).replaceAll("‹");
    return angles.indexOf('[') < 0 ? angles : BRACKET.matcher(angles).replaceAll("⟦");
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        text.replace("^", "[/\\s\\p{Z}\\p{Cf}\\p{Cc}]*+")
            .replace("~", "[\\s\\p{Z}\\p{Cf}\\p{Cc}]*+"),
        Pattern.COMMENTS | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
