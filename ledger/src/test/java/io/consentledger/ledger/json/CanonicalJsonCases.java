package io.consentledger.ledger.json;

import io.consentledger.crypto.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Inputs of the canonical JSON gate, by what is special about them. */
public final class CanonicalJsonCases {
  private CanonicalJsonCases() {}

  /** Inputs that are their own canonical form. */
  public static Map<String, Bytes> accepted() {
    Map<String, Bytes> cases = new LinkedHashMap<>();
    text(cases, "empty object", "{}");
    text(cases, "every type", "{\"a\":[1,-1,0,true,false,null,\"x\",{}],\"b\":{\"c\":[]}}");
    text(cases, "largest integers", "{\"a\":9007199254740991,\"b\":-9007199254740991}");
    text(
        cases,
        "keys in UTF-16 order",
        "{\"\":0,\"1\":0,\"A\":0,\"a\":0,\"\u00e9\":0,\"\ud83d\ude00\":0,\"\ufb33\":0}");
    text(cases, "short escapes", "{\"a\":\"\\b\\t\\n\\f\\r\\\"\\\\\"}");
    text(cases, "other control characters", "{\"a\":\"\\u0000\\u001f\"}");
    text(cases, "no escape for slash and delete", "{\"a\":\"/\u007f\u2028\"}");
    text(cases, "characters beyond the basic plane", "{\"a\":\"\ud83d\ude00\"}");
    text(cases, "sixteen levels", nested(16));
    return cases;
  }

  /** Inputs that are refused. */
  public static Map<String, Bytes> refused() {
    Map<String, Bytes> cases = new LinkedHashMap<>();
    shape(cases);
    numbers(cases);
    strings(cases);
    encodings(cases);
    return cases;
  }

  private static void shape(Map<String, Bytes> cases) {
    text(cases, "empty", "");
    text(cases, "array at the top", "[]");
    text(cases, "string at the top", "\"a\"");
    text(cases, "number at the top", "1");
    text(cases, "null at the top", "null");
    text(cases, "duplicate key", "{\"a\":1,\"a\":1}");
    text(cases, "duplicate key, one escaped", "{\"a\":1,\"\\u0061\":1}");
    text(cases, "duplicate key below", "{\"a\":{\"b\":1,\"b\":2}}");
    text(cases, "keys out of order", "{\"b\":1,\"a\":1}");
    text(cases, "keys in code point order", "{\"\ufb33\":0,\"\ud83d\ude00\":0}");
    text(cases, "space", "{\"a\": 1}");
    text(cases, "leading space", " {}");
    text(cases, "trailing space", "{} ");
    text(cases, "trailing line end", "{}\n");
    text(cases, "trailing bytes", "{}x");
    text(cases, "second object", "{}{}");
    text(cases, "trailing comma in object", "{\"a\":1,}");
    text(cases, "trailing comma in array", "{\"a\":[1,]}");
    text(cases, "missing comma", "{\"a\":1\"b\":1}");
    text(cases, "missing value", "{\"a\":}");
    text(cases, "comment", "{/**/}");
    text(cases, "line comment", "{}//");
    text(cases, "single quotes", "{'a':1}");
    text(cases, "bare key", "{a:1}");
    text(cases, "wrong case of a literal", "{\"a\":True}");
    text(cases, "NaN", "{\"a\":NaN}");
    text(cases, "Infinity", "{\"a\":Infinity}");
    text(cases, "wrong bracket", "{\"a\":[1}");
    text(cases, "seventeen levels", nested(17));
    text(cases, "a hundred thousand levels", "{\"a\":" + "[".repeat(100_000));
  }

  private static void numbers(Map<String, Bytes> cases) {
    String[] numbers = {
      "9007199254740992",
      "-9007199254740992",
      "9223372036854775808",
      "18446744073709551616",
      "1" + "0".repeat(400),
      "-0",
      "00",
      "01",
      "-01",
      "+1",
      "1.0",
      "1.5",
      "-0.0",
      "1e0",
      "1E2",
      "1E400",
      "1e-400",
      ".5",
      "5.",
      "0x10",
      "1_000",
      "--1",
      "-",
      "\u0661"
    };
    for (String number : numbers) {
      String name = number.length() > 30 ? "a number of 401 digits" : "number " + number;
      text(cases, name, "{\"a\":" + number + "}");
    }
  }

  private static void strings(Map<String, Bytes> cases) {
    text(cases, "escaped slash", "{\"a\":\"\\/\"}");
    text(cases, "needless escape", "{\"a\":\"\\u0041\"}");
    text(cases, "upper-case escape", "{\"a\":\"\\u001F\"}");
    text(cases, "long escape of a line end", "{\"a\":\"\\u000a\"}");
    text(cases, "unknown escape", "{\"a\":\"\\x\"}");
    text(cases, "short escape", "{\"a\":\"\\u12\"}");
    text(cases, "escaped pair", "{\"a\":\"\\ud83d\\ude00\"}");
    text(cases, "lone high surrogate", "{\"a\":\"\\ud83d\"}");
    text(cases, "lone low surrogate", "{\"a\":\"\\ude00\"}");
    text(cases, "surrogates the wrong way round", "{\"a\":\"\\ude00\\ud83d\"}");
    text(cases, "lone surrogate in a key", "{\"\\ud83d\":1}");
    text(cases, "raw NUL in a string", "{\"a\":\"\u0000\"}");
    text(cases, "raw tab in a string", "{\"a\":\"\t\"}");
    text(cases, "raw line end in a key", "{\"a\n\":1}");
    text(cases, "NUL between tokens", "{\u0000}");
    text(cases, "NUL after the end", "{}\u0000");
    text(cases, "unended string", "{\"a\":\"");
    text(cases, "key too long", "{\"" + "k".repeat(Limits.JSON_NAME_CHARS_MAX + 1) + "\":1}");
    text(
        cases,
        "string too long",
        "{\"a\":\"" + "s".repeat(Limits.JSON_STRING_CHARS_MAX + 1) + "\"}");
  }

  private static void encodings(Map<String, Bytes> cases) {
    hex(cases, "byte order mark", "efbbbf7b7d");
    hex(cases, "UTF-16", "feff007b007d");
    hex(cases, "UTF-16 without a mark", "007b007d");
    hex(cases, "UTF-32", "0000007b0000007d");
    inString(cases, "overlong slash in two bytes", "c0af");
    inString(cases, "overlong NUL", "c080");
    inString(cases, "overlong slash in three bytes", "e080af");
    inString(cases, "overlong in four bytes", "f08080af");
    inString(cases, "lone continuation byte", "80");
    inString(cases, "missing continuation byte", "c3");
    inString(cases, "surrogate in UTF-8", "eda0bd");
    inString(cases, "pair of surrogates in UTF-8", "eda0bdedb880");
    inString(cases, "beyond the last code point", "f4908080");
    inString(cases, "five-byte form", "f888808080");
    inString(cases, "byte ff", "ff");
    hex(cases, "overlong quote", "7bc0a261223a317d");
  }

  private static void inString(Map<String, Bytes> cases, String name, String hex) {
    hex(cases, name, "7b2261223a22" + hex + "227d");
  }

  private static void hex(Map<String, Bytes> cases, String name, String hex) {
    put(cases, name, Bytes.fromHex(hex));
  }

  private static void text(Map<String, Bytes> cases, String name, String text) {
    put(cases, name, Bytes.utf8(text));
  }

  private static void put(Map<String, Bytes> cases, String name, Bytes input) {
    if (cases.put(name, input) != null) {
      throw new AssertionError("two cases of one name: " + name);
    }
  }

  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }
}
