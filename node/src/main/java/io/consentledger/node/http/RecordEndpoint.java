package io.consentledger.node.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.node.config.Limits;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything about one controller and its customers in the order of the ledger: what reports are
 * made of. One call looks at a bounded part of the ledger and says where the next one goes on.
 */
final class RecordEndpoint {
  private static final Set<String> PARAMETERS = Set.of("from", "limit", "kind", "consistency");
  private static final Pattern PLACE = Pattern.compile("([1-9][0-9]{0,17})(?:\\.([0-9]{1,9}))?");

  private final Genesis genesis;
  private final Rendering rendering;
  private final Reads reads;

  RecordEndpoint(Genesis genesis, Rendering rendering, Reads reads) {
    this.genesis = genesis;
    this.rendering = rendering;
    this.reads = reads;
  }

  List<Route> routes() {
    return List.of(Route.get("/v1/parties/{name}/records", PARAMETERS, this::records));
  }

  private CompletionStage<Answer> records(Request request) {
    Organisation party = HistoryEndpoints.organisation(genesis, request.path("name"));
    RecordScan.Place from = place(request);
    int limit = (int) request.number("limit", 1, Limits.HISTORY_PAGE_MAX, Limits.HISTORY_PAGE_MAX);
    Set<Kind> kinds = kinds(request);
    return reads.scan(
        request,
        ledger -> {
          Tip tip = ledger.tip();
          ObjectNode json =
              Json.object()
                  .put("party", party.name())
                  .put("partyId", party.partyId().toHex())
                  .put("height", tip.height())
                  .put("headHash", tip.headerHash().toHex())
                  .put("timeMs", tip.timeMs());
          RecordScan scan = new RecordScan(rendering, ledger, party.partyId(), kinds);
          RecordScan.Page page = scan.read(from, limit, RecordScan.Bounds.OF_A_CALL);
          page.entries().forEach(json.putArray("entries")::add);
          return Answer.ok(json.put("next", page.next().map(Object::toString).orElse(null)));
        });
  }

  private static RecordScan.Place place(Request request) {
    Matcher place = PLACE.matcher(request.query("from").orElse("1"));
    if (!place.matches()) {
      throw new ProblemException(
          ProblemCode.PARAMETER_INVALID, "from must be a height from 1, or height.index");
    }
    String index = place.group(2);
    return new RecordScan.Place(
        Long.parseLong(place.group(1)), index == null ? 0 : Integer.parseInt(index));
  }

  /** The wanted kinds; all of them where none is named. */
  private static Set<Kind> kinds(Request request) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String label : request.all("kind", Kind.values().length)) {
      kinds.add(
          Kind.ofLabel(label)
              .orElseThrow(
                  () ->
                      new ProblemException(
                          ProblemCode.PARAMETER_INVALID,
                          "kind must be a kind's name, such as DataUsed")));
    }
    return kinds.isEmpty() ? EnumSet.allOf(Kind.class) : kinds;
  }
}
