package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.report.Times;
import java.util.List;

/**
 * A report as one HTML file that can be sent and printed: it has no script and asks for nothing
 * from elsewhere, which its own policy forbids as well. Every value is escaped.
 */
public final class HtmlForm {
  private static final String STYLE =
      """
      body { font: 11pt/1.4 sans-serif; margin: 2em; color: #111; background: #fff; }
      h1 { font-size: 1.4em; margin: 0 0 .2em; }
      dl { display: grid; grid-template-columns: max-content auto; gap: .1em 1em; }
      dt { font-weight: bold; } dd { margin: 0; overflow-wrap: anywhere; }
      table { border-collapse: collapse; width: 100%; font-size: .8em; margin: 1em 0; }
      th, td { border: 1px solid #999; padding: .2em .4em; text-align: left; vertical-align: top; }
      th { background: #eee; } td { overflow-wrap: anywhere; }
      td.number { text-align: right; } td.id { font-family: monospace; font-size: .8em; }
      td.flag { font-weight: bold; }
      thead { display: table-header-group; } tr { break-inside: avoid; }
      @media print { body { margin: 0; } @page { size: A4 landscape; margin: 1.5cm; } }
      """;

  private HtmlForm() {}

  /** The whole file, to be written as UTF-8. */
  public static String of(Report report) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\"");
    html.append(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    html.append("<title>").append(escape(headline(report))).append("</title>\n");
    html.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    html.append("<h1>").append(escape(report.title())).append("</h1>\n");
    about(html, report);
    html.append("<ul>\n");
    report
        .remarks()
        .forEach(remark -> html.append("<li>").append(escape(remark)).append("</li>\n"));
    html.append("</ul>\n");
    table(html, report);
    return html.append("</body>\n</html>\n").toString();
  }

  private static String headline(Report report) {
    return report.title() + ": " + report.about().matter();
  }

  private static void about(StringBuilder html, Report report) {
    About about = report.about();
    html.append("<dl>\n");
    fact(html, "About", about.matter());
    fact(html, "Made", Times.second(about.madeMs()));
    fact(html, "Up to", "block " + about.height() + " of " + Times.second(about.blockMs()));
    fact(html, "Network", about.network() + " (" + about.networkId() + ")");
    fact(html, "Node asked", about.node());
    fact(html, "Rows", Integer.toString(report.rows().size()));
    html.append("</dl>\n");
  }

  private static void fact(StringBuilder html, String name, String value) {
    html.append("<dt>").append(name).append("</dt><dd>").append(escape(value)).append("</dd>\n");
  }

  private static void table(StringBuilder html, Report report) {
    html.append("<table>\n<thead><tr>");
    for (Column column : report.columns()) {
      html.append("<th scope=\"col\">").append(escape(column.title())).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<JsonNode> row : report.rows()) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        Column column = report.columns().get(i);
        html.append("<td").append(style(column.type())).append('>');
        html.append(escape(column.text(row.get(i)))).append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table>\n");
  }

  private static String style(Column.Type type) {
    return switch (type) {
      case NUMBER -> " class=\"number\"";
      case ID -> " class=\"id\"";
      case FLAG -> " class=\"flag\"";
      case TEXT, TIME, LIST -> "";
    };
  }

  /** Text that no parser takes for anything else; control characters are shown as unknown. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }
}
