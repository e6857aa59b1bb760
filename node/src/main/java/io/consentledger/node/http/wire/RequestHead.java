package io.consentledger.node.http.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request's head must look like (RFC 9112, sections 2 to 7, and RFC 9110, section 7.2), and
 * stricter where leniency was ever used to make two readers disagree about what was asked.
 */
final class RequestHead {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern LINE =
      Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7e]+) HTTP/1\\.([01])");
  private static final Pattern FIELD =
      Pattern.compile("(" + TOKEN + "):[ \\t]*([\\x20-\\x7e\\x80-\\xff\\t]*)");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z._-]+)(?::([0-9]{1,5}))?");
  private static final Pattern ABSOLUTE = Pattern.compile("(?i:http)://([^/?#]*)([/?].*)?");
  private static final int PORT_MAX = 65_535;

  private final List<String> hosts = new ArrayList<>();
  private final List<String> lengths = new ArrayList<>();
  private final List<String> codings = new ArrayList<>();

  private RequestHead() {}

  /**
   * What is wrong with a head; empty where nothing is.
   *
   * @param head all its bytes as ISO 8859-1, the empty line at the end included
   */
  static Optional<String> fault(String head) {
    return Optional.ofNullable(new RequestHead().check(head));
  }

  private @Nullable String check(String head) {
    String[] lines = head.substring(0, head.length() - 4).split("\r\n", -1);
    Matcher line = LINE.matcher(lines[0]);
    if (!line.matches()) {
      return "the request line isn't METHOD TARGET HTTP/1.1";
    }
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].startsWith(" ") || lines[i].startsWith("\t")) {
        return "a header goes on over a second line";
      }
      Matcher field = FIELD.matcher(lines[i]);
      if (!field.matches()) {
        return "a header isn't NAME: VALUE in one line of visible characters";
      }
      take(field.group(1).toLowerCase(Locale.ROOT), field.group(2).strip());
    }
    String fault = host(line.group(2));
    return fault != null ? fault : framing(line.group(3).equals("1"));
  }

  private void take(String name, String value) {
    switch (name) {
      case "host" -> hosts.add(value);
      case "content-length" -> lengths.add(value);
      case "transfer-encoding" -> codings.add(value);
      default -> {
        // Others don't say whom or how much is meant.
      }
    }
  }

  private @Nullable String host(String target) {
    if (hosts.size() != 1) {
      return "there must be one Host header";
    }
    Matcher host = AUTHORITY.matcher(hosts.get(0));
    if (!host.matches() || (host.group(1) != null && Integer.parseInt(host.group(1)) > PORT_MAX)) {
      return "Host must be a name or an address, and a port where it isn't 80";
    }
    if (target.startsWith("/")) {
      return target.indexOf('#') < 0 ? null : "a target has no fragment";
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    if (!absolute.matches()) {
      return "the target must be a path, or http:// and the Host header's value before one";
    }
    return absolute.group(1).equalsIgnoreCase(hosts.get(0))
        ? null
        : "the target names another host than the Host header";
  }

  private @Nullable String framing(boolean chunksKnown) {
    if (lengths.size() + codings.size() > 1) {
      return "the body's length is said twice";
    }
    if (!lengths.isEmpty() && !lengths.get(0).matches("[0-9]{1,10}")) {
      return "Content-Length must be a number of bytes";
    }
    if (!codings.isEmpty() && !(chunksKnown && codings.get(0).equalsIgnoreCase("chunked"))) {
      return "Transfer-Encoding must be chunked, and the version HTTP/1.1";
    }
    return null;
  }
}
