package io.consentledger.node.http;

/** The refusals that the HTTP interface itself makes; the ledger's own codes pass through. */
enum ProblemCode {
  PARAMETER_INVALID(
      400, "parameter-invalid", "A parameter is wrong", "Correct the parameter that is named."),
  PARAMETER_UNKNOWN(
      400,
      "parameter-unknown",
      "There is no such parameter",
      "Take it out; the parameters are in /openapi.json."),
  PARAMETER_MISSING(
      400, "parameter-missing", "A parameter is missing", "Add the parameter that is named."),
  BODY_INVALID(
      400,
      "body-invalid",
      "The body is not what this route takes",
      "Send the transaction's bytes, or {\"transaction\": \"<base64>\"} as JSON."),
  REQUEST_MALFORMED(
      400, "request-malformed", "Not a well-formed HTTP request", "Correct the client."),
  REQUEST_LINE_TOO_LONG(
      414,
      "request-line-too-long",
      "The request's first line is too long",
      "Ask for less at a time."),
  HEADERS_TOO_LARGE(
      431, "headers-too-large", "The request's headers are too large", "Send fewer headers."),
  HOST_NOT_ALLOWED(
      403,
      "host-not-allowed",
      "The Host header doesn't name this machine",
      "Address the node as 127.0.0.1 or localhost."),
  ROUTE_UNKNOWN(404, "route-unknown", "There is no such route", "See /openapi.json."),
  TRANSACTION_UNKNOWN(
      404,
      "transaction-unknown",
      "This node knows no such transaction",
      "Check the id. If it was submitted just now, ask again or submit the same bytes once more."),
  SUBJECT_UNKNOWN(
      404,
      "subject-unknown",
      "Nothing is recorded about this subject",
      "Check the reference; it differs for each organisation and network."),
  STREAM_UNKNOWN(
      404, "stream-unknown", "Nothing is recorded in this stream", "Check the stream's id."),
  PARTY_UNKNOWN(404, "party-unknown", "There is no such party", "See /v1/parties."),
  BLOCK_UNKNOWN(
      404,
      "block-unknown",
      "There is no block at this height yet",
      "See the height in /v1/status."),
  SINCE_UNKNOWN(
      404,
      "since-unknown",
      "There is no such earlier block here",
      "Ask a node that is further, or leave since out."),
  CHALLENGE_UNKNOWN(
      404,
      "challenge-unknown",
      "No such challenge can be put into this bundle",
      "Name a recorded challenge that an organisation, or one of these customers, signed."),
  DETAILS_INVALID(
      400,
      "details-invalid",
      "The body is not what this route takes",
      "See docs/reference/http-api.md for the body that this route takes."),
  DETAILS_NOT_KEPT(
      404,
      "details-not-kept",
      "This node keeps no private details",
      "Ask your organisation's own node, and configure its section details."),
  ERASURE_HELD(
      409,
      "erasure-held",
      "A legal hold forbids to erase this",
      "See who placed it with consent audit; erase once it is lifted."),
  METHOD_NOT_ALLOWED(
      405,
      "method-not-allowed",
      "The route exists, but not with this method",
      "Use a method that the Allow header names."),
  RECEIVE_TIMEOUT(
      408, "receive-timeout", "The request took too long to arrive", "Send it again at once."),
  BODY_TOO_LARGE(
      413,
      "body-too-large",
      "The body is larger than any transaction",
      "Keep the payload within 16 KiB."),
  EVIDENCE_TOO_LARGE(
      413,
      "evidence-too-large",
      "The bundle would be too large",
      "Ask for one subject at a time; one with so many records is proved in pages."),
  MEDIA_TYPE_UNSUPPORTED(
      415,
      "media-type-unsupported",
      "The body's media type isn't taken here",
      "Send application/octet-stream or application/json, not compressed."),
  MEMPOOL_FULL(
      429,
      "mempool-full",
      "The node holds as many waiting transactions as it may",
      "Send the same bytes again after the seconds in Retry-After."),
  NODE_BUSY(
      429,
      "node-busy",
      "More is being submitted than this node can check",
      "Send the same bytes again after the seconds in Retry-After."),
  STREAMS_BUSY(
      429,
      "streams-busy",
      "As many event streams are open as this node serves",
      "Close one, try again later, or ask another node."),
  PROOFS_BUSY(
      429,
      "proofs-busy",
      "As many proofs are being made as this node makes at a time",
      "Ask again after the seconds in Retry-After, or ask another node."),
  ANSWERS_UNREAD(
      429,
      "answers-unread",
      "This node holds as many unread answers as it can",
      "Read the answers that you asked for, then ask again, or ask another node."),
  INTERNAL(
      500,
      "internal-error",
      "The node made a mistake",
      "Tell the operator; the node's log says more."),
  NO_LEADER(
      503,
      "no-leader",
      "The node can't reach a leader with a majority",
      "Try again, or ask another node; for an older answer add consistency=local."),
  CHECKPOINT_UNAVAILABLE(
      404,
      "checkpoint-unavailable",
      "This node can't sign checkpoints",
      "Ask a node whose validator key is Ed25519."),
  NOT_CERTIFIED_YET(
      503,
      "not-certified-yet",
      "The newest block isn't certified yet",
      "Try again; where it lasts, fewer validators than a quorum are running."),
  NOT_READY(
      503,
      "not-ready",
      "The node isn't ready",
      "Ask another node. The operator finds the reasons under notReady in /v1/status.");

  private final int status;
  private final String code;
  private final String title;
  private final String action;

  ProblemCode(int status, String code, String title, String action) {
    this.status = status;
    this.code = code;
    this.title = title;
    this.action = action;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String title() {
    return title;
  }

  String action() {
    return action;
  }
}
