package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Proofs in pages as files, each content once, and {@code cases.tsv} with a line for each: code,
 * name, the cover and its pages, the options of a verifier; files with commas between them.
 */
final class PageCaseFiles {
  private final Map<Bytes, String> names = new LinkedHashMap<>();
  private final Map<String, Bytes> files = new LinkedHashMap<>();

  PageCaseFiles(List<PageCase> cases) {
    StringBuilder lines = new StringBuilder();
    for (PageCase one : cases) {
      lines.append(one.code()).append('\t').append(one.name()).append('\t');
      lines.append(named(one.proof().all())).append('\t');
      one.nonce().ifPresent(nonce -> lines.append("--challenge ").append(nonce.toHex()));
      if (!one.earlier().isEmpty()) {
        lines.append("--since ").append(named(one.earlier()));
      }
      lines.append('\n');
    }
    files.put("cases.tsv", Bytes.utf8(lines.toString()));
  }

  private String named(List<Bytes> contents) {
    return String.join(",", contents.stream().map(this::name).toList());
  }

  private String name(Bytes content) {
    String known = names.get(content);
    if (known == null) {
      known = "file-" + (names.size() + 1) + ".json";
      names.put(content, known);
      files.put(known, content);
    }
    return known;
  }

  /** By name. */
  Map<String, Bytes> files() {
    return files;
  }
}
