package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.List;

/** A report for programs. */
public final class JsonForm {
  private JsonForm() {}

  /** {@code {"report","title","about","network",...,"remarks":[],"rows":[{column: value}]}}. */
  public static ObjectNode of(Report report) {
    ObjectNode json = head(report);
    json.set("remarks", Json.array(report.remarks()));
    ArrayNode rows = json.putArray("rows");
    for (List<JsonNode> row : report.rows()) {
      ObjectNode object = rows.addObject();
      for (int i = 0; i < row.size(); i++) {
        object.set(report.columns().get(i).jsonName(), row.get(i));
      }
    }
    return json;
  }

  /** What it is and holds at, without what is in it. */
  public static ObjectNode head(Report report) {
    About about = report.about();
    return Json.object()
        .put("report", report.name())
        .put("title", report.title())
        .put("about", about.matter())
        .put("network", about.network())
        .put("networkId", about.networkId())
        .put("node", about.node())
        .put("height", about.height())
        .put("blockTimeMs", about.blockMs())
        .put("madeMs", about.madeMs());
  }
}
