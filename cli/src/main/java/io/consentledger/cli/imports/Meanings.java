package io.consentledger.cli.imports;

import io.consentledger.cli.formats.VendorList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a document mean on this ledger: said by the one who imports it.
 *
 * @param purposes the processes of named purposes, written id@version
 * @param categories the DPV terms of data categories
 * @param validUntilOrNull a UTC date until which consents hold that have no end which is a date
 * @param knownAs how documents name the organisation that imports them
 * @param recipients the organisations that others are called in documents
 * @param vendorLists the lists that TC strings name by their versions
 * @param keepsTo the conditions of documents that the processes keep to, in the documents' words
 */
public record Meanings(
    Map<String, String> purposes,
    Map<String, String> categories,
    @Nullable String validUntilOrNull,
    Set<String> knownAs,
    Map<String, String> recipients,
    List<VendorList> vendorLists,
    Set<String> keepsTo) {
  /** Nothing was said. */
  public static final Meanings NONE = new Meanings(Map.of(), Map.of(), null);

  public Meanings {
    purposes = Map.copyOf(purposes);
    categories = Map.copyOf(categories);
    vendorLists = List.copyOf(vendorLists);
    keepsTo = Set.copyOf(keepsTo);
    knownAs = knownAs.stream().map(PersonName::plain).collect(Collectors.toUnmodifiableSet());
    Map<String, String> plain = new HashMap<>();
    recipients.forEach((name, party) -> plain.put(PersonName.plain(name), party));
    recipients = Map.copyOf(plain);
  }

  /** Without names for others. */
  public Meanings(
      Map<String, String> purposes,
      Map<String, String> categories,
      @Nullable String validUntilOrNull,
      Set<String> knownAs,
      List<VendorList> vendorLists,
      Set<String> keepsTo) {
    this(purposes, categories, validUntilOrNull, knownAs, Map.of(), vendorLists, keepsTo);
  }

  /** Without vendor lists and conditions. */
  public Meanings(
      Map<String, String> purposes,
      Map<String, String> categories,
      @Nullable String validUntilOrNull,
      Set<String> knownAs,
      Map<String, String> recipients) {
    this(purposes, categories, validUntilOrNull, knownAs, recipients, List.of(), Set.of());
  }

  /** Without any name for the organisation. */
  public Meanings(
      Map<String, String> purposes,
      Map<String, String> categories,
      @Nullable String validUntilOrNull) {
    this(purposes, categories, validUntilOrNull, Set.of(), Map.of());
  }

  /** With names for the organisation alone. */
  public Meanings(
      Map<String, String> purposes,
      Map<String, String> categories,
      @Nullable String validUntilOrNull,
      Set<String> knownAs) {
    this(purposes, categories, validUntilOrNull, knownAs, Map.of());
  }

  /** Whom a document means that gives somebody these names. */
  Coverage.Who who(Collection<String> names) {
    Set<String> all = names.stream().map(PersonName::plain).collect(Collectors.toSet());
    all.remove("");
    List<String> parties =
        all.stream().flatMap(name -> Stream.ofNullable(recipients.get(name))).toList();
    all.addAll(parties);
    return new Coverage.Who(all, !parties.isEmpty());
  }

  /** Whom it means by several names, of several organisations, but for the one that imports. */
  List<Coverage.Who> others(Collection<? extends Collection<String>> all) {
    return all.stream().filter(names -> !isUs(names)).map(this::who).toList();
  }

  /** Whether one of these names is the organisation's. */
  boolean isUs(Collection<String> names) {
    return names.stream().map(PersonName::plain).anyMatch(knownAs::contains);
  }

  /** The UTC date until which consents without an end hold. */
  Optional<String> validUntil() {
    return Optional.ofNullable(validUntilOrNull);
  }
}
