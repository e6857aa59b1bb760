package io.consentledger.cli.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One published version of the IAB's Global Vendor List (vendor-list.json, version 3 of its
 * format): what each vendor said that it does, at that time.
 *
 * @param version which of the lists it is: what a TC string names
 * @param vendors by number, those that left it too
 */
public record VendorList(int version, Map<Integer, Vendor> vendors) {
  private static final int SPECIFICATION = 3;

  /**
   * A vendor.
   *
   * @param purposes what it does by consent
   * @param interests what it does by a legitimate interest
   * @param flexible which of the two a publisher may turn into the other
   * @param specialFeatures what it does only where a customer opted in to it
   * @param data the categories of data that it uses
   * @param left whether it was taken off the list
   */
  public record Vendor(
      int id,
      String name,
      Set<Integer> purposes,
      Set<Integer> interests,
      Set<Integer> flexible,
      Set<Integer> specialFeatures,
      Set<Integer> data,
      boolean left) {
    public Vendor {
      purposes = Set.copyOf(purposes);
      interests = Set.copyOf(interests);
      flexible = Set.copyOf(flexible);
      specialFeatures = Set.copyOf(specialFeatures);
      data = Set.copyOf(data);
    }

    /** All purposes that it has, on whatever basis. */
    public Set<Integer> declared() {
      Set<Integer> all = new TreeSet<>(purposes);
      all.addAll(interests);
      return all;
    }
  }

  public VendorList {
    vendors = Map.copyOf(vendors);
  }

  /**
   * Reads one.
   *
   * @throws FormatException {@code gvl-malformed}
   */
  public static VendorList of(byte[] content) throws FormatException {
    ObjectNode json;
    try {
      json = Json.parseObject(content);
    } catch (IOException e) {
      throw new FormatException("gvl-malformed", "not a JSON object");
    }
    JsonNode version = json.path("vendorListVersion");
    if (json.path("gvlSpecificationVersion").asInt() != SPECIFICATION
        || !version.isInt()
        || !json.path("vendors").isObject()) {
      throw new FormatException("gvl-malformed", "not a Global Vendor List of version 3");
    }
    Map<Integer, Vendor> vendors = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : json.path("vendors").properties()) {
      Vendor vendor = vendor(one.getValue());
      if (!one.getKey().equals(Integer.toString(vendor.id()))) {
        throw new FormatException("gvl-malformed", "vendor " + one.getKey() + " has another id");
      }
      vendors.put(vendor.id(), vendor);
    }
    return new VendorList(version.asInt(), vendors);
  }

  private static Vendor vendor(JsonNode json) throws FormatException {
    return new Vendor(
        json.path("id").asInt(),
        json.path("name").asText(),
        numbers(json, "purposes"),
        numbers(json, "legIntPurposes"),
        numbers(json, "flexiblePurposes"),
        numbers(json, "specialFeatures"),
        numbers(json, "dataDeclaration"),
        json.hasNonNull("deletedDate"));
  }

  private static Set<Integer> numbers(JsonNode json, String field) throws FormatException {
    Set<Integer> numbers = new TreeSet<>();
    for (JsonNode number : json.path(field)) {
      if (!number.isInt()) {
        throw new FormatException("gvl-malformed", field + " holds something else than numbers");
      }
      numbers.add(number.asInt());
    }
    return numbers;
  }
}
