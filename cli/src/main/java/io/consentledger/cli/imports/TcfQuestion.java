package io.consentledger.cli.imports;

import io.consentledger.cli.formats.VendorList;
import io.consentledger.cli.formats.VendorList.Vendor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What TC strings are asked: which vendor of the lists the organisation is, and which of the
 * framework's purposes each process is about.
 *
 * @param vendor its number
 * @param processes the purposes of each process, written id@version: numbers, or sf and a number
 *     for a special feature; none where it is about all that the vendor does by consent
 */
record TcfQuestion(int vendor, Map<String, Set<String>> processes) {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
  private static final Pattern PURPOSE = Pattern.compile("[1-9]|1[0-9]|2[0-4]|sf([1-9]|1[0-2])");

  /** Why nothing can be asked; empty where it can. */
  static Optional<ImportProblem> problem(ImportOptions options) {
    Meanings meanings = options.meanings();
    if (meanings.vendorLists().isEmpty()) {
      return problem("tcf-list", "say with --vendor-list which vendor lists were shown");
    }
    if (meanings.vendorLists().stream().map(VendorList::version).distinct().count()
        < meanings.vendorLists().size()) {
      return problem("tcf-list", "--vendor-list names two lists of one version");
    }
    if (vendors(meanings).size() != 1) {
      return problem(
          "tcf-vendor", "--known-as must name one vendor of the lists, by its number or its name");
    }
    for (String purpose : meanings.purposes().keySet()) {
      if (!PURPOSE.matcher(purpose).matches()) {
        return problem("tcf-purpose", "--purpose takes 1 to 24, or sf1 to sf12, and a process");
      }
    }
    return meanings.purposes().isEmpty() && options.process().isEmpty()
        ? problem("process-missing", "say with --purpose or --process what it is about")
        : Optional.empty();
  }

  private static Optional<ImportProblem> problem(String code, String message) {
    return Optional.of(new ImportProblem(1, 0, code, message));
  }

  static TcfQuestion of(ImportOptions options) {
    Map<String, Set<String>> processes = new LinkedHashMap<>();
    options.process().ifPresent(process -> processes.put(process, Set.of()));
    options
        .meanings()
        .purposes()
        .forEach(
            (purpose, process) -> processes.merge(process, Set.of(purpose), TcfQuestion::both));
    return new TcfQuestion(vendors(options.meanings()).first(), processes);
  }

  private static Set<String> both(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  private static SortedSet<Integer> vendors(Meanings meanings) {
    SortedSet<Integer> found = new TreeSet<>();
    for (String name : meanings.knownAs()) {
      if (NUMBER.matcher(name).matches()) {
        found.add(Integer.parseInt(name));
      }
    }
    for (VendorList list : meanings.vendorLists()) {
      for (Vendor vendor : list.vendors().values()) {
        if (meanings.isUs(List.of(vendor.name()))) {
          found.add(vendor.id());
        }
      }
    }
    return found;
  }

  /** The vendor as a list describes it. */
  Optional<Vendor> in(VendorList list) {
    return Optional.ofNullable(list.vendors().get(vendor));
  }

  /** Whether it does anything by a legitimate interest, by any of these lists. */
  boolean restsOnInterest(Collection<VendorList> lists) {
    return lists.stream()
        .flatMap(list -> in(list).stream())
        .anyMatch(one -> !one.interests().isEmpty() || !one.flexible().isEmpty());
  }

  /** What a process is about. */
  List<String> purposes(String process, Vendor vendor) {
    Set<String> named = processes.getOrDefault(process, Set.of());
    return named.isEmpty()
        ? vendor.purposes().stream().sorted().map(purpose -> Integer.toString(purpose)).toList()
        : new ArrayList<>(named);
  }
}
