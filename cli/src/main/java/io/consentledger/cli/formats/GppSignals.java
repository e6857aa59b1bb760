package io.consentledger.cli.formats;

import com.iab.gpp.encoder.GppModel;
import com.iab.gpp.encoder.section.HeaderV1;
import com.iab.gpp.encoder.section.Sections;
import io.consentledger.ledger.model.Right;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a string of the IAB's Global Privacy Platform says about opt-outs, read with the IAB's own
 * library. What can't be read counts as an opt-out: a reader that took failure for silence would
 * sell what it mustn't. 0 (not applicable) and 2 (did not opt out) say nothing: neither is an
 * opt-in.
 *
 * @param optedOut empty where the string opts out of nothing
 * @param remarks what stayed unread or unused, by section; no content
 */
public record GppSignals(Set<Right> optedOut, List<String> remarks) {
  private static final Set<Right> EVERY = EnumSet.of(Right.SALE, Right.SHARE, Right.SENSITIVE);

  /** Sections that hold no opt-out of sale or sharing: TCF's, and what describes a string. */
  private static final Set<Integer> OTHER_SECTIONS = Set.of(1, 2, 3, 4, 5);

  private static final Map<String, Set<Right>> FIELDS = fields();

  private static final Pattern PRIVACY_STRING = Pattern.compile("1[YNyn-]{3}");
  private static final int USPV1 = 6;

  /** The core of section usnat in its first version has 60 bits. */
  private static final int USNAT_CORE_V1_CHARACTERS = 10;

  public GppSignals {
    optedOut = Set.copyOf(optedOut);
    remarks = List.copyOf(remarks);
  }

  private static Map<String, Set<Right>> fields() {
    Map<String, Set<Right>> fields = new LinkedHashMap<>();
    fields.put("SaleOptOut", EnumSet.of(Right.SALE));
    fields.put("SharingOptOut", EnumSet.of(Right.SHARE));
    fields.put("TargetedAdvertisingOptOut", EnumSet.of(Right.SHARE));
    fields.put("SensitiveDataProcessing", EnumSet.of(Right.SENSITIVE));
    fields.put("OptOutSale", EnumSet.of(Right.SALE));
    fields.put("KnownChildSensitiveDataConsents", EVERY);
    fields.put("PersonalDataConsents", EVERY);
    fields.put("AdditionalDataProcessingConsent", EVERY);
    fields.put("Gpc", EnumSet.of(Right.SALE, Right.SHARE));
    return fields;
  }

  /** Reads a whole string: a header and its sections. */
  public static GppSignals of(String written) {
    Collector found = new Collector();
    String text = bare(written);
    if (!text.equals(written)) {
      found.remarks.add("spaces, quotes or percent signs around or in it: read without them");
    }
    if (PRIVACY_STRING.matcher(text).matches()) {
      found.remarks.add("a section without a header: read as uspv1");
      found.section(USPV1, text);
      return found.done();
    }
    String[] parts = text.split("~", -1);
    List<Integer> ids;
    try {
      ids = new HeaderV1(parts[0]).getSectionsIds();
    } catch (RuntimeException e) { // the library's own and whatever its arithmetic runs into
      return found.unreadable("the header");
    }
    if (ids.size() != parts.length - 1 || !text.startsWith("DB")) {
      return found.unreadable("the string");
    }
    for (int i = 0; i < ids.size(); i++) {
      found.section(ids.get(i), parts[i + 1]);
    }
    return found.done();
  }

  // As logs and query strings write it: none of these characters is one of the format's.
  private static String bare(String written) {
    return written.replaceAll("[\\s\"']", "").replaceAll("%7[eE]", "~");
  }

  /** Reads one section that stands alone, such as {@code usca}. */
  public static GppSignals ofSection(String name, String text) {
    Collector found = new Collector();
    Sections.SECTION_ID_NAME_MAP.forEach(
        (id, known) -> {
          if (known.equals(name)) {
            found.section(id, bare(text));
          }
        });
    return Sections.SECTION_ID_NAME_MAP.containsValue(name)
        ? found.done()
        : found.unreadable("section " + name);
  }

  private static final class Collector {
    private final Set<Right> optedOut = EnumSet.noneOf(Right.class);
    private final List<String> remarks = new ArrayList<>();

    GppSignals done() {
      return new GppSignals(optedOut, remarks);
    }

    GppSignals unreadable(String what) {
      optedOut.addAll(EVERY);
      remarks.add(what + " can't be read: counts as opted out");
      return done();
    }

    void section(int id, String text) {
      if (OTHER_SECTIONS.contains(id)) {
        remarks.add("section " + id + " holds no opt-out: not used");
        return;
      }
      String name = Sections.SECTION_ID_NAME_MAP.get(id);
      if (name == null) {
        unreadable("section " + id + ", which is newer than the library,");
        return;
      }
      if (text.isEmpty()) {
        unreadable("section " + id);
        return;
      }
      GppModel model = new GppModel();
      try {
        model.decodeSection(name, completed(name, text));
      } catch (RuntimeException e) { // as above
        unreadable("section " + name);
        return;
      }
      for (Map.Entry<String, Set<Right>> field : FIELDS.entrySet()) {
        field(model, name, field.getKey(), field.getValue());
      }
    }

    private void field(GppModel model, String section, String field, Set<Right> rights) {
      boolean out;
      try {
        out = model.hasField(section, field) && isOptOut(model.getFieldValue(section, field));
      } catch (RuntimeException e) { // the library decodes when a field is asked for
        out = true;
        remarks.add(section + " " + field + " can't be read: counts as opted out");
      }
      if (out) {
        optedOut.addAll(rights);
      }
    }
  }

  private static boolean isOptOut(Object value) {
    if (value instanceof Integer number) {
      return number != 0 && number != 2;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof List<?> list) {
      return list.stream().anyMatch(GppSignals::isOptOut);
    }
    // Section uspv1 writes letters: "-" not applicable, "N" no.
    return !value.toString().equals("N") && !value.toString().equals("-");
  }

  // Version 3.2.4 of the library reads the first version's core only where it was padded to 66
  // bits.
  private static String completed(String name, String text) {
    int dot = text.indexOf('.');
    String core = dot < 0 ? text : text.substring(0, dot);
    boolean first =
        name.equals("usnat") && core.length() == USNAT_CORE_V1_CHARACTERS && core.startsWith("B");
    return first ? core + 'A' + text.substring(core.length()) : text;
  }
}
