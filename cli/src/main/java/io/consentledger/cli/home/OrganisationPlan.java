package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.ledger.genesis.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An organisation of a network to be made: its name, roles, and title for people. */
public record OrganisationPlan(String name, List<Role> roles, String title) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,27}");
  private static final Pattern TITLE = Pattern.compile("[\\p{L}\\p{N} .&'()/-]{1,80}");

  public OrganisationPlan {
    roles = List.copyOf(roles);
  }

  /** The four organisations of the examples: a bank, an insurer, a retailer and a regulator. */
  public static List<OrganisationPlan> examples() {
    List<Role> business = List.of(Role.CONTROLLER, Role.PROCESSOR, Role.RECIPIENT);
    return List.of(
        new OrganisationPlan("bank", business, "Bank"),
        new OrganisationPlan("insurer", business, "Insurer"),
        new OrganisationPlan("retailer", business, "Retailer"),
        new OrganisationPlan("regulator", List.of(Role.AUTHORITY), "Regulator"));
  }

  /**
   * Reads a list such as {@code bank:CONTROLLER+RECIPIENT:North Bank,regulator:AUTHORITY}.
   *
   * @throws CliException {@code organisations-malformed}, naming the item
   */
  public static List<OrganisationPlan> parseList(String text) throws CliException {
    List<OrganisationPlan> plans = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String item : text.split(",", -1)) {
      OrganisationPlan plan = parse(item.strip());
      if (!names.add(plan.name())) {
        throw malformed(item, "the name " + plan.name() + " is used twice");
      }
      plans.add(plan);
    }
    if (plans.size() > Limits.ORGANISATIONS_MAX) {
      throw malformed(text, "more than " + Limits.ORGANISATIONS_MAX + " organisations");
    }
    return plans;
  }

  private static OrganisationPlan parse(String item) throws CliException {
    String[] parts = item.split(":", 3);
    String name = parts[0];
    if (!NAME.matcher(name).matches()) {
      throw malformed(item, "a name is 1 to 28 of a-z, 0-9 and dash, a letter first");
    }
    Set<Role> roles = new LinkedHashSet<>();
    for (String text : (parts.length > 1 ? parts[1] : "CONTROLLER").split("\\+", -1)) {
      Role role = role(text).orElseThrow(() -> malformed(item, "roles are " + allRoles()));
      if (!roles.add(role)) {
        throw malformed(item, "the role " + role + " stands twice");
      }
    }
    String title = parts.length > 2 ? parts[2] : name;
    if (!TITLE.matcher(title).matches()) {
      throw malformed(item, "a title is 1 to 80 letters, digits, blanks and . & ' ( ) / -");
    }
    return new OrganisationPlan(name, List.copyOf(roles), title);
  }

  private static Optional<Role> role(String text) {
    return Arrays.stream(Role.values()).filter(role -> role.name().equals(text)).findFirst();
  }

  private static String allRoles() {
    return Arrays.stream(Role.values()).map(Role::name).collect(Collectors.joining(", "))
        + ", joined by +";
  }

  private static CliException malformed(String item, String reason) {
    return CliException.usage(
        "organisations-malformed",
        "--organisations '" + item + "': " + reason,
        "Write NAME:ROLE+ROLE:Title, separated by commas.");
  }
}
