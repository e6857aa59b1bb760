package io.consentledger.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of a node's memory says what the code bounds, and the heap holds all of it at once. */
class MemoryTableTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "memory.md");
  private static final Path LAUNCH = Path.of("..", "scripts", "lib", "launch.sh");
  private static final Pattern ROW = Pattern.compile("\\| [^|]+ \\| (\\d+) \\| ([^|]+) \\|");
  private static final Pattern BOUND = Pattern.compile("`([\\w.]+)#(\\w+)(?:\\.(\\w+))?`");
  private static final double SHARE_OF_THE_HEAP = 0.75;

  /** A row of the table of the heap. */
  private record Row(long mebibytes, String bound) {}

  private static List<Row> heapRows() throws IOException {
    String page = Files.readString(PAGE);
    String heap = page.substring(page.indexOf("## On the heap"), page.indexOf("## Beside"));
    List<Row> rows = new ArrayList<>();
    Matcher row = ROW.matcher(heap);
    while (row.find()) {
      rows.add(new Row(Long.parseLong(row.group(1)), row.group(2)));
    }
    return rows;
  }

  private static long bytesOf(Matcher bound) throws ReflectiveOperationException {
    Field constant = Class.forName(bound.group(1)).getDeclaredField(bound.group(2));
    Object value = constant.get(null);
    if (bound.group(3) != null) {
      Method part = value.getClass().getMethod(bound.group(3));
      value = part.invoke(value);
    }
    return ((Number) value).longValue();
  }

  @Test
  void saysWhatTheCodeBounds() throws Exception {
    int held = 0;
    for (Row row : heapRows()) {
      Matcher bound = BOUND.matcher(row.bound());
      if (bound.find()) {
        held++;
        assertThat(bytesOf(bound)).as(row.bound()).isEqualTo(row.mebibytes() << 20);
      }
    }
    assertThat(held).isEqualTo(heapRows().size() - 1).isGreaterThan(5);
  }

  @Test
  void theHeapHoldsAllOfItAtOnce() throws Exception {
    Matcher heap = Pattern.compile("-Xmx(\\d+)m").matcher(Files.readString(LAUNCH));
    assertThat(heap.find()).isTrue();
    long sum = heapRows().stream().mapToLong(Row::mebibytes).sum();
    assertThat((double) sum).isLessThanOrEqualTo(SHARE_OF_THE_HEAP * Long.parseLong(heap.group(1)));
  }
}
