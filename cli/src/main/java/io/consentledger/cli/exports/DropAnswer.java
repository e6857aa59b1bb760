package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.formats.DropList;
import io.consentledger.cli.formats.DropStatus;
import io.consentledger.cli.report.History;
import io.consentledger.ledger.model.Right;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a data broker answers California's delete platform about a list: a row for each work item
 * that was dealt with. The platform has no word for one that wasn't: it gets no row, and is named.
 *
 * @param csv the answer; it names work items, which lead to persons: private
 * @param open why there is no row, by the line of the list
 */
public record DropAnswer(String csv, Map<Integer, String> open) {
  // To import the list again would make a new pseudonym of somebody who is to be forgotten.
  private static final String ERASED =
      "the person with it was erased here, and nothing leads to the records any more: answer by"
          + " what you know, don't import the list again";

  /** What the ledger holds about a person of the broker's; empty where nothing. */
  public interface Records {
    Optional<History> of(String person) throws CliException;

    /** Whether the home knows only that this person was erased. */
    boolean isErased(String person) throws CliException;
  }

  public DropAnswer {
    open = Collections.unmodifiableMap(new TreeMap<>(open));
  }

  /**
   * Answers a list.
   *
   * @param matches which persons have an identifier, by its hash
   */
  public static DropAnswer of(DropList list, Map<String, List<String>> matches, Records records)
      throws CliException {
    StringBuilder csv = new StringBuilder(DropStatus.HEADER).append('\n');
    Map<Integer, String> open = new TreeMap<>();
    for (DropList.BadRow row : list.bad()) {
      open.put(row.line(), row.reason());
    }
    for (DropList.Row row : list.rows()) {
      List<History> histories = new ArrayList<>();
      boolean erased = false;
      List<String> persons = matches.getOrDefault(row.hash(), List.of());
      for (String person : persons) {
        Optional<History> history = records.of(person);
        history.ifPresent(histories::add);
        erased |= history.isEmpty() && records.isErased(person);
      }
      Optional<DropStatus> status = status(persons.size(), histories);
      if (status.isPresent()) {
        csv.append(status.get().row(row.id())).append('\n');
      } else {
        open.put(row.line(), erased ? ERASED : why(persons.size(), histories));
      }
    }
    return new DropAnswer(csv.toString(), open);
  }

  private static Optional<DropStatus> status(int persons, List<History> histories) {
    if (persons == 0) {
      return Optional.of(DropStatus.NOT_FOUND);
    }
    if (histories.size() < persons) {
      return Optional.empty();
    }
    boolean out = histories.stream().allMatch(DropAnswer::isOptedOut);
    if (persons > 1) {
      return out ? Optional.of(DropStatus.OPTED_OUT) : Optional.empty();
    }
    return deletion(histories.get(0)).flatMap(DataRequest::end).flatMap(end -> ended(end, out));
  }

  // Who can't be verified is opted out instead (Cal. Civ. Code 1798.99.86).
  private static Optional<DropStatus> ended(JsonNode end, boolean optedOut) {
    return switch (DataRequest.status(end)) {
      case "COMPLETED" -> Optional.of(DropStatus.DELETED);
      case "DENIED" ->
          switch (end.path("payload").path("reason").asText()) {
            case "EXCEPTION" -> Optional.of(DropStatus.EXEMPTED);
            case "NO_DATA" -> Optional.of(DropStatus.NOT_FOUND);
            case "NOT_VERIFIED" -> optedOut ? Optional.of(DropStatus.OPTED_OUT) : Optional.empty();
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static String why(int persons, List<History> histories) {
    if (histories.size() < persons) {
      return "nothing is recorded about a person with it: import the list first";
    }
    if (persons > 1) {
      return "not everybody with it is opted out of sale and sharing";
    }
    Optional<DataRequest> request = deletion(histories.get(0));
    if (request.isEmpty()) {
      return "no deletion was asked for";
    }
    return request.get().isOpen()
        ? "the deletion isn't answered yet"
        : "the deletion ended in a way that the platform has no status for";
  }

  private static Optional<DataRequest> deletion(History history) {
    return DataRequest.of(history).stream()
        .filter(it -> it.regime().equals("CCPA") && it.right().equals("DELETE"))
        .reduce((one, next) -> next);
  }

  private static boolean isOptedOut(History history) {
    return Preferences.isOut(history, Right.SALE, Right.SHARE);
  }
}
