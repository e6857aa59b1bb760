package io.consentledger.cli.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {
  @Test
  void whatCameWhilePagesWereReadIsLeftOut() {
    Pages pages = new Pages("bank-1", 2, 0, List.of(page(1, 2), page(2, 3)));

    assertThat(pages.entries("bank", "entries"))
        .extracting(Declaration::height)
        .containsExactly(1L, 2L, 2L);
  }

  private static ObjectNode page(int... heights) {
    ObjectNode page = Json.object();
    for (int height : heights) {
      page.withArray("entries").addObject().put("height", height);
    }
    return page;
  }
}
