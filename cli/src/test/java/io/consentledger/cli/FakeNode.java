package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Commitment;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A node as the client sees it: the HTTP contract over a ledger in memory, without rules. Decodes
 * transactions with the ledger's own code; takes each at most once.
 */
final class FakeNode implements AutoCloseable {
  /** An answer that the test orders. */
  record Ordered(int status, String code) {}

  static {
    // Without it each answer waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
  private final Map<String, List<ObjectNode>> streams = new HashMap<>();
  private final Map<String, List<ObjectNode>> details = new HashMap<>();
  private final List<Bytes> received = new ArrayList<>();
  private Function<Transaction, Optional<Ordered>> orders = transaction -> Optional.empty();
  private ObjectNode checkAnswer = Json.object();
  private final ArrayNode duties = Json.array();
  private Bytes proofs = Bytes.EMPTY;
  private String lastQuery = "";
  private final List<String> queries = new ArrayList<>();
  private boolean down;
  private int erasures;
  private int detailsRefused;
  private String events = "";
  private volatile Runnable beforeCatalogue = () -> {};

  FakeNode(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static FakeNode onAnyPort() throws IOException {
    return new FakeNode(0);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What to answer to a submission; empty for the normal way. */
  synchronized void order(Function<Transaction, Optional<Ordered>> answers) {
    orders = answers;
  }

  /** While down it answers 503 to everything. */
  synchronized void setDown(boolean isDown) {
    down = isDown;
  }

  /** What happens before the next catalogue is answered. */
  void beforeCatalogue(Runnable action) {
    beforeCatalogue = action;
  }

  /** What to tell whoever follows events, before hanging up. */
  synchronized void tell(String serverSentEvents) {
    events = serverSentEvents;
  }

  /** To how many requests for private details it answers 503 before it answers. */
  synchronized void refuseDetails(int times) {
    detailsRefused = times;
  }

  synchronized void answerChecks(ObjectNode answer) {
    checkAnswer = answer;
  }

  /** What to answer whoever wants a proof. */
  synchronized void answerProofs(Bytes bundle) {
    proofs = bundle;
  }

  /** What every customer is owed from now on, besides. */
  synchronized void addDuty(String code, String detail, long dueMs, boolean overdue, String txId) {
    ObjectNode duty =
        Json.object()
            .put("code", code)
            .put("dueMs", dueMs)
            .put("overdue", overdue)
            .put("txId", txId)
            .put("owedBy", "bank");
    duty.putArray("details").add(detail);
    duties.add(duty);
  }

  synchronized String lastQuery() {
    return lastQuery;
  }

  /** How many private details it keeps. */
  synchronized int detailsKept() {
    return details.values().stream().mapToInt(List::size).sum();
  }

  /** How often private details were to be destroyed. */
  synchronized int erasures() {
    return erasures;
  }

  /** All requests so far, with their queries. */
  synchronized List<String> asked() {
    return List.copyOf(queries);
  }

  /** The queries of all requests so far whose path ends so. */
  synchronized List<String> queries(String pathEnd) {
    return queries.stream()
        .filter(query -> query.contains(pathEnd + "?"))
        .map(query -> query.substring(query.indexOf('?') + 1))
        .toList();
  }

  /** Puts a record on its ledger that nobody signed. */
  synchronized void hold(String subject, String kind, ObjectNode payload) {
    String txId = "tx" + (byId.size() + 1);
    ObjectNode entry =
        Json.object()
            .put("txId", txId)
            .put("kind", kind)
            .put("streamId", "ab")
            .put("height", byId.size() + 1)
            .put("index", 0)
            .put("timeMs", 1_790_000_000_000L + byId.size());
    entry.set("payload", payload.put("subjectRef", subject));
    byId.put(txId, entry);
    streams.computeIfAbsent(subject, name -> new ArrayList<>()).add(entry);
  }

  /** Every transaction that was posted, repeats included. */
  synchronized List<Bytes> received() {
    return List.copyOf(received);
  }

  /** The committed transactions' receipts with payload, in order. */
  synchronized List<ObjectNode> committed() {
    return List.copyOf(byId.values());
  }

  synchronized void addFinding(String txId, String code) {
    ObjectNode finding = Json.object().put("code", code).put("severity", "VIOLATION");
    finding.putArray("details").add("SALE");
    ((ArrayNode) Objects.requireNonNull(byId.get(txId)).path("findings")).add(finding);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    if (path.endsWith("/catalogue")) {
      Runnable once = beforeCatalogue;
      beforeCatalogue = () -> {};
      once.run();
    }
    synchronized (this) {
      lastQuery = query;
      queries.add(path + "?" + query);
      if (down || (path.endsWith("/details") && detailsRefused-- > 0)) {
        answer(exchange, 503, problem(503, "not-ready"));
      } else if (path.equals("/v1/transactions")) {
        post(exchange, Bytes.copyOf(body));
      } else if (path.startsWith("/v1/proofs") || path.endsWith("/receipt")) {
        send(exchange, 200, proofs.toArray());
      } else if (path.startsWith("/v1/transactions/")) {
        found(exchange, byId.getOrDefault(last(path, 3), Json.object()), "transaction-unknown");
      } else if (path.endsWith("/duties")) {
        answer(exchange, 200, Json.object().set("duties", duties.deepCopy()));
      } else if (path.endsWith("/records")) {
        records(exchange, query);
      } else if (path.endsWith("/history")) {
        history(exchange, path.split("/", -1)[3]);
      } else if (path.endsWith("/details")) {
        details(exchange, path.split("/", -1)[3], body);
      } else if (path.endsWith("/erasures")) {
        erasures++;
        List<ObjectNode> gone = details.remove(path.split("/", -1)[3]);
        answer(exchange, 200, Json.object().put("destroyed", gone == null ? 0 : gone.size()));
      } else if (path.equals("/v1/events")) {
        send(exchange, 200, events.getBytes(StandardCharsets.UTF_8));
      } else if (path.endsWith("/catalogue")) {
        catalogue(exchange);
      } else if (path.equals("/v1/check")) {
        answer(exchange, 200, checkAnswer);
      } else if (path.startsWith("/v1/blocks/")) {
        found(exchange, block(Integer.parseInt(last(path, 3))), "block-unknown");
      } else if (path.equals("/v1/status")) {
        answer(exchange, 200, status());
      } else {
        answer(exchange, 404, problem(404, "route-unknown"));
      }
    }
  }

  private void post(HttpExchange exchange, Bytes wire) throws IOException {
    received.add(wire);
    Transaction transaction;
    ObjectNode payload;
    try {
      transaction = Transaction.decode(wire);
      payload = CanonicalJson.parse(transaction.payload());
      Payload.parse(transaction.statement().kind(), payload);
    } catch (TransactionException e) {
      answer(exchange, 400, problem(400, e.code()));
      return;
    }
    Optional<Ordered> ordered = orders.apply(transaction);
    if (ordered.isPresent()) {
      answer(
          exchange, ordered.get().status(), problem(ordered.get().status(), ordered.get().code()));
      return;
    }
    String id = transaction.id().toHex();
    boolean duplicate = byId.containsKey(id);
    if (!duplicate) {
      commit(transaction, payload);
    }
    answer(
        exchange, 200, Objects.requireNonNull(byId.get(id)).deepCopy().put("duplicate", duplicate));
  }

  private void commit(Transaction transaction, ObjectNode payload) {
    String stream = transaction.statement().streamId().toHex();
    String streamName = payload.path("subjectRef").asText(stream);
    List<ObjectNode> entries = streams.computeIfAbsent(streamName, name -> new ArrayList<>());
    ObjectNode receipt =
        Json.object()
            .put("txId", transaction.id().toHex())
            .put("state", "committed")
            .put("kind", transaction.statement().kind().label())
            .put("streamId", stream)
            .put("seq", entries.size() + 1)
            .put("height", byId.size() + 1)
            .put("index", 0)
            .put("timeMs", 1_790_000_000_000L + byId.size())
            .put("entryHash", "00")
            .put("envelopeHash", transaction.envelopeHash().toHex());
    receipt.putArray("findings");
    boolean subject = transaction.statement().kind().code() == 8;
    receipt
        .putObject("signer")
        .put("keyId", transaction.statement().keyId().toHex())
        .put("role", subject ? "SUBJECT" : "CONTROLLER")
        .put("party", "bank");
    receipt.put("assurance", "SUBJECT_HELD");
    receipt.putObject("statement").put("keyId", transaction.statement().keyId().toHex());
    receipt.set("payload", payload);
    byId.put(transaction.id().toHex(), receipt);
    entries.add(receipt);
  }

  private void history(HttpExchange exchange, String subject) throws IOException {
    List<ObjectNode> entries = streams.get(subject);
    if (entries == null) {
      answer(exchange, 404, problem(404, "subject-unknown"));
      return;
    }
    ObjectNode json =
        Json.object()
            .put("subjectRef", subject)
            .put("height", byId.size())
            .put("timeMs", newestMs())
            .putNull("next");
    json.put("streamId", entries.get(0).path("streamId").asText());
    entries.forEach(json.putArray("entries")::add);
    answer(exchange, 200, json);
  }

  /** One record a page, so that whoever reads them must go on. */
  private void records(HttpExchange exchange, String query) throws IOException {
    List<ObjectNode> all = committed();
    String[] place = query.replaceAll(".*from=([0-9.]+).*", "$1").split("\\.", -1);
    boolean next = place.length > 1 && !place[1].equals("0"); // A block has one record here.
    int from = Integer.parseInt(place[0]) + (next ? 1 : 0);
    if (from > all.size()) {
      ObjectNode none = Json.object().put("height", all.size()).putNull("next");
      none.putArray("entries");
      answer(exchange, 200, none);
      return;
    }
    ObjectNode json = Json.object().put("height", all.size()).put("timeMs", newestMs());
    json.put("next", from < all.size() ? (from + 1) + ".0" : null);
    ArrayNode entries = json.putArray("entries");
    ObjectNode entry = all.get(from - 1);
    String kind = "kind=" + entry.path("kind").asText();
    if (!query.contains("kind=") || query.contains(kind)) {
      entries.add(entry);
    }
    answer(exchange, 200, json);
  }

  private long newestMs() {
    return byId.values().stream().mapToLong(it -> it.path("timeMs").asLong()).max().orElse(0);
  }

  private void catalogue(HttpExchange exchange) throws IOException {
    ObjectNode json =
        Json.object().putNull("next").put("height", byId.size()).put("timeMs", newestMs());
    ArrayNode notices = json.putArray("notices");
    byId.values().stream()
        .filter(entry -> entry.path("kind").asText().equals("PublishNotice"))
        .forEach(notices::add);
    ArrayNode processes = json.putArray("processes");
    byId.values().stream()
        .filter(entry -> entry.path("kind").asText().equals("DeclareProcess"))
        .forEach(processes::add);
    answer(exchange, 200, json);
  }

  // Keeps what is sent, and shows what was kept.
  private void details(HttpExchange exchange, String subject, byte[] body) throws IOException {
    List<ObjectNode> kept = details.computeIfAbsent(subject, name -> new ArrayList<>());
    if (body.length == 0) {
      ObjectNode json = Json.object().put("subjectRef", subject);
      kept.forEach(json.putArray("details")::add);
      answer(exchange, 200, json);
      return;
    }
    ObjectNode sent = Json.parseObject(body);
    Bytes opening = Commitment.opening(new SecureRandom());
    Bytes canonical = CanonicalJson.encode((ObjectNode) sent.path("details"));
    sent.put("commitment", Commitment.of(opening, canonical).toHex());
    kept.add(sent.put("opening", opening.toHex()));
    answer(exchange, 200, Json.object().put("commitment", sent.path("commitment").asText()));
  }

  private ObjectNode block(int height) {
    if (height > byId.size()) {
      return Json.object();
    }
    ObjectNode json =
        Json.object()
            .put("height", height)
            .put("headerHash", "ab")
            .put("prevHeaderHash", "cd")
            .put("timeMs", 1_790_000_000_000L);
    json.putArray("entries").add(List.copyOf(byId.values()).get(height - 1));
    return json;
  }

  private ObjectNode status() {
    return Json.object()
        .put("name", "bank-1")
        .put("organisation", "bank")
        .put("pid", ProcessHandle.current().pid())
        .put("role", "LEADER")
        .put("height", byId.size())
        .put("headHash", "ab")
        .putNull("certifiedHeight")
        .put("ready", true);
  }

  private static void found(HttpExchange exchange, ObjectNode json, String code)
      throws IOException {
    if (json.isEmpty()) {
      answer(exchange, 404, problem(404, code));
    } else {
      answer(exchange, 200, json);
    }
  }

  private static ObjectNode problem(int status, String code) {
    return Json.object()
        .put("status", status)
        .put("code", code)
        .put("detail", "refused for the test")
        .put("action", "Do what the test says.");
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode json)
      throws IOException {
    send(exchange, status, Json.line(json).getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String last(String path, int index) {
    return path.split("/", -1)[index];
  }
}
