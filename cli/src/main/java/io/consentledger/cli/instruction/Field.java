package io.consentledger.cli.instruction;

/** The fields that instructions may have, by their JSON name. */
enum Field {
  PARTY("party", Shape.TEXT),
  CONTROLLER("controller", Shape.TEXT),
  WALLET("wallet", Shape.TEXT),
  SUBJECT("subject", Shape.HEX_32),
  BY("by", Shape.TEXT),
  NOTICE_ID("noticeId", Shape.TEXT),
  PROCESS_ID("processId", Shape.TEXT),
  VERSION("version", Shape.WHOLE_NUMBER),
  LANGUAGES("languages", Shape.TEXTS),
  URI("uri", Shape.TEXT),
  CONTENT_HASH("contentHash", Shape.HEX_32),
  NOTICE("notice", Shape.REFERENCE),
  PROCESS("process", Shape.TEXT),
  PURPOSES("purposes", Shape.TEXTS),
  LEGAL_BASIS("legalBasis", Shape.TEXT),
  DATA_CATEGORIES("dataCategories", Shape.TEXTS),
  RECIPIENTS("recipients", Shape.TEXTS),
  STORAGE_LOCATIONS("storageLocations", Shape.TEXTS),
  RETENTION_DAYS("retentionDays", Shape.WHOLE_NUMBER),
  JURISDICTION("jurisdiction", Shape.TEXT),
  FLAGS("flags", Shape.TEXTS),
  ASSURANCE("assurance", Shape.TEXT),
  LANGUAGE("language", Shape.TEXT),
  VALID_UNTIL("validUntil", Shape.TIME),
  RIGHT("right", Shape.TEXT),
  SOURCE("source", Shape.TEXT),
  RELIES_ON("reliesOn", Shape.HEX_32),
  RECIPIENT("recipient", Shape.TEXT),
  DISCLOSURE("disclosure", Shape.TEXT),
  REASON("reason", Shape.TEXT),
  CODE("code", Shape.TEXT),
  ACTION("action", Shape.TEXT),
  PROCESSES("processes", Shape.TEXTS),
  DESTROYED("destroyed", Shape.TEXTS),
  RESIDUE("residue", Shape.TEXT),
  REQUEST_ID("requestId", Shape.HEX_32),
  DETAILS("details", Shape.HEX_32),
  CAPACITY("capacity", Shape.TEXT),
  AGENT("agent", Shape.TEXT),
  DELEGATE("delegate", Shape.TEXT),
  DELEGATE_KEY("delegateKey", Shape.HEX_32),
  POSSESSION("possession", Shape.HEX_64),
  SCOPE("scope", Shape.TEXTS),
  UNTIL("until", Shape.TIME),
  DELEGATION("delegation", Shape.HEX_32),
  NONCE("nonce", Shape.HEX_32),
  ACKNOWLEDGES("acknowledges", Shape.HEX_32),
  REGIME("regime", Shape.TEXT),
  REQUEST("request", Shape.HEX_32),
  STATUS("status", Shape.TEXT),
  CALENDAR("calendar", Shape.TEXT),
  YEAR("year", Shape.WHOLE_NUMBER),
  DAYS("days", Shape.TEXTS);

  /** What a field's value looks like. */
  enum Shape {
    TEXT("a text"),
    TEXTS("a list of texts"),
    WHOLE_NUMBER("a whole number"),
    HEX_32("64 hexadecimal digits"),
    HEX_64("128 hexadecimal digits"),
    REFERENCE("written id@version"),
    TIME("a UTC date (2027-01-31) or time (2027-01-31T12:00:00Z)");

    private final String meaning;

    Shape(String meaning) {
      this.meaning = meaning;
    }

    String meaning() {
      return meaning;
    }
  }

  private final String json;
  private final Shape shape;

  Field(String json, Shape shape) {
    this.json = json;
    this.shape = shape;
  }

  String json() {
    return json;
  }

  Shape shape() {
    return shape;
  }

  static Field ofJson(String json) throws InstructionException {
    for (Field field : values()) {
      if (field.json.equals(json)) {
        return field;
      }
    }
    throw new InstructionException("field-unknown", "unknown field '" + shortened(json) + "'");
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
