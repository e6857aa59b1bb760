package io.consentledger.node.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The commands of a test about customers of the retailer; a customer is named by its wallet. */
record Retailer(RealNetwork network) {
  /** A new customer, who joins. */
  void customer(String wallet) throws IOException {
    network.consent("wallet", "new", wallet).exits(0);
    act(0, wallet, "open");
  }

  /** A command about this customer. */
  CommandResult act(int exit, String wallet, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--wallet", wallet, "--controller", "retailer", "--json"));
    return network.consent(all.toArray(String[]::new)).exits(exit);
  }

  CommandResult check(int exit, String wallet, String process, String operation, String... more)
      throws IOException {
    return act(exit, wallet, with(more, "check", "--process", process, "--operation", operation));
  }

  /** Records that the customer's purchases were sold to the insurer; answers with the findings. */
  JsonNode sell(String wallet) throws IOException {
    String[] to = {"--recipient", "insurer", "--disclosure", "SALE"};
    return record(wallet, "disclosed", "sale@1", to);
  }

  /** Records what was done with the customer's purchases; answers with the findings. */
  JsonNode record(String wallet, String what, String process, String... more) throws IOException {
    String[] fact = {"record", what, "--process", process, "--data-categories", "Purchase"};
    return act(0, wallet, with(more, fact)).json().get("findings");
  }

  /** The records about this customer, as a node shows them. */
  JsonNode entries(String node, String wallet) throws IOException {
    return network
        .consent("--node", node, "audit", "--wallet", wallet, "--controller", "retailer", "--json")
        .exits(0)
        .json()
        .at("/relationships/0/entries");
  }

  /** {@code first}, then {@code more}. */
  static String[] with(String[] more, String... first) {
    List<String> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }
}
