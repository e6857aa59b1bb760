package io.consentledger.cli.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Turns the IAB's Global Vendor List (version 3) into instructions: for each vendor a notice and a
 * process of one party, then decisions of customers over them. The same input and seed give the
 * same lines, byte for byte.
 */
public final class GvlConverter {
  private static final Pattern URI =
      Pattern.compile("https://[a-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~%!$&'()*+,;=:/-]*)?");
  private static final int URI_CHARS_MAX = 512;
  private static final int RETENTION_DAYS_DEFAULT = 365;

  /** Shares of decisions out of 100: given, then refused, then deferred; the rest withdraws. */
  private static final int GIVEN = 62;

  private static final int REFUSED = 88;
  private static final int DEFERRED = 92;

  private final String party;
  private final List<ObjectNode> vendors = new ArrayList<>();

  private record Vendor(String id, boolean consent, ObjectNode source) {}

  private final List<Vendor> processes = new ArrayList<>();

  /**
   * @param list the vendor list's JSON
   * @param party the organisation of the network in whose catalogue the processes stand
   * @throws CliException {@code gvl-malformed}
   */
  public GvlConverter(ObjectNode list, String party) throws CliException {
    this.party = party;
    if (list.path("gvlSpecificationVersion").asInt() != 3 || !list.path("vendors").isObject()) {
      throw CliException.usage(
          "gvl-malformed",
          "this isn't a Global Vendor List of version 3",
          "Give the file vendor-list.json that the IAB publishes.");
    }
    for (JsonNode vendor : list.path("vendors")) {
      if (vendor instanceof ObjectNode object && !vendor.has("deletedDate")) {
        vendors.add(object);
      }
    }
  }

  /** Notices, then processes: what the decisions build on. */
  public List<String> catalogue() {
    List<String> lines = new ArrayList<>();
    for (ObjectNode vendor : vendors) {
      lines.add(Json.line(notice(vendor)));
    }
    for (ObjectNode vendor : vendors) {
      lines.add(Json.line(process(vendor)));
      boolean consent = vendor.path("purposes").size() > 0;
      processes.add(new Vendor(processId(vendor), consent, vendor));
    }
    return lines;
  }

  /**
   * Relationships of {@code customers} wallets named gvl-000001 and so on, then decisions over the
   * processes that rest on consent. Call {@link #catalogue} first.
   */
  public List<String> decisions(int decisions, int customers, long seed) {
    List<Vendor> asked = processes.stream().filter(Vendor::consent).toList();
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= customers; i++) {
      lines.add(
          Json.line(
              Json.object().put("do", "open").put("wallet", wallet(i)).put("controller", party)));
    }
    // java.util.Random's sequence is specified, so that the lines are the same everywhere.
    Random random = new Random(seed);
    StandingConsents standing = new StandingConsents();
    for (int i = 0; i < decisions && !asked.isEmpty() && customers > 0; i++) {
      StandingConsents.Consent about =
          new StandingConsents.Consent(
              1 + random.nextInt(customers), asked.get(random.nextInt(asked.size())).id());
      int dice = random.nextInt(100);
      int choice = random.nextInt(Integer.MAX_VALUE);
      lines.add(
          Json.line(
              dice >= DEFERRED && !standing.isEmpty()
                  ? withdrawal(standing.remove(choice))
                  : decision(about, dice, standing)));
    }
    return lines;
  }

  private ObjectNode withdrawal(StandingConsents.Consent consent) {
    return Json.object()
        .put("do", "withdraw")
        .put("wallet", wallet(consent.customer()))
        .put("controller", party)
        .put("process", consent.process());
  }

  private ObjectNode decision(StandingConsents.Consent about, int dice, StandingConsents standing) {
    ObjectNode json = Json.object();
    if (dice < GIVEN || dice >= DEFERRED) {
      standing.add(about);
      json.put("do", "grant");
    } else if (dice < REFUSED) {
      standing.remove(about);
      json.put("do", "refuse");
    } else {
      json.put("do", "defer");
    }
    return json.put("wallet", wallet(about.customer()))
        .put("controller", party)
        .put("process", about.process() + "@1");
  }

  private ObjectNode notice(ObjectNode vendor) {
    JsonNode url = vendor.path("urls").path(0);
    String address = url.path("privacy").asText();
    ObjectNode json =
        Json.object()
            .put("do", "publish-notice")
            .put("party", party)
            .put("noticeId", noticeId(vendor))
            .put("version", 1)
            .put("uri", uri(address, vendor))
            .put("contentHash", Digest.of(Bytes.utf8(Json.line(vendor))).toHex());
    json.set("languages", Json.array(List.of("en")));
    return json;
  }

  private ObjectNode process(ObjectNode vendor) {
    boolean consent = vendor.path("purposes").size() > 0;
    Set<String> purposes = new TreeSet<>();
    addAll(purposes, vendor.path("purposes"), GvlMapping.PURPOSES);
    addAll(purposes, vendor.path("legIntPurposes"), GvlMapping.PURPOSES);
    if (purposes.isEmpty()) {
      addAll(purposes, vendor.path("specialPurposes"), GvlMapping.SPECIAL_PURPOSES);
    }
    if (purposes.isEmpty()) {
      purposes.add("TechnicalServiceProvision");
    }
    Set<String> categories = new TreeSet<>();
    for (JsonNode category : vendor.path("dataDeclaration")) {
      String term = GvlMapping.DATA_CATEGORIES.get(category.asInt());
      if (term != null) {
        categories.add(term);
      }
    }
    if (categories.isEmpty()) {
      categories.add(GvlMapping.DEFAULT_CATEGORY);
    }
    ObjectNode json =
        Json.object()
            .put("do", "declare-process")
            .put("party", party)
            .put("processId", processId(vendor))
            .put("version", 1)
            .put("notice", noticeId(vendor) + "@1")
            .put("legalBasis", consent ? "Consent" : "LegitimateInterest")
            .put("retentionDays", retentionDays(vendor))
            .put("jurisdiction", "EU");
    json.set("purposes", Json.array(List.copyOf(purposes)));
    json.set("dataCategories", Json.array(List.copyOf(categories)));
    json.set("storageLocations", Json.array(List.of("EU")));
    return json;
  }

  private static void addAll(
      Set<String> terms, JsonNode numbers, Map<Integer, List<String>> mapping) {
    for (JsonNode number : numbers) {
      terms.addAll(mapping.getOrDefault(number.asInt(), List.of()));
    }
  }

  private static int retentionDays(ObjectNode vendor) {
    JsonNode days = vendor.path("dataRetention").path("stdRetention");
    return days.isInt() && days.asInt() >= 0 ? days.asInt() : RETENTION_DAYS_DEFAULT;
  }

  // An address with a query or of another scheme can't stand on the ledger: the list's own then.
  private static String uri(String address, ObjectNode vendor) {
    boolean good = address.length() <= URI_CHARS_MAX && URI.matcher(address).matches();
    return good
        ? address
        : "https://vendor-list.consensu.org/v3/vendor-list.json/" + vendor.path("id").asInt();
  }

  private static String noticeId(ObjectNode vendor) {
    return "gvl-" + vendor.path("id").asInt() + "-notice";
  }

  private static String processId(ObjectNode vendor) {
    return "gvl-" + vendor.path("id").asInt();
  }

  private static String wallet(int customer) {
    return "gvl-" + Integer.toString(1_000_000 + customer).substring(1);
  }
}
