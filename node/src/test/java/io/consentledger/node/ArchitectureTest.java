package io.consentledger.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.NetworkChannel;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** The rules of docs/ARCHITECTURE.md that a compiler doesn't check. */
@AnalyzeClasses(packages = "io.consentledger", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String CRYPTO = "io.consentledger.crypto..";
  private static final String LEDGER = "io.consentledger.ledger..";
  private static final String CONSENSUS = "io.consentledger.consensus..";
  private static final String P2P = "io.consentledger.p2p..";
  private static final String CLI = "io.consentledger.cli..";
  private static final String NODE = "io.consentledger.node..";

  @ArchTest
  static final ArchRule cryptoKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage(CRYPTO)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LEDGER, CONSENSUS, P2P, CLI, NODE);

  @ArchTest
  static final ArchRule ledgerKnowsCryptoOnly =
      noClasses()
          .that()
          .resideInAPackage(LEDGER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CONSENSUS, P2P, CLI, NODE);

  @ArchTest
  static final ArchRule consensusKnowsNoConsent =
      noClasses()
          .that()
          .resideInAPackage(CONSENSUS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LEDGER, P2P, CLI, NODE);

  @ArchTest
  static final ArchRule p2pKnowsNoConsent =
      noClasses()
          .that()
          .resideInAPackage(P2P)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LEDGER, CONSENSUS, CLI, NODE);

  @ArchTest
  static final ArchRule cliTalksToNodesOverTheWireOnly =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CONSENSUS, P2P, NODE);

  @ArchTest
  static final ArchRule noModuleCycles =
      slices().matching("io.consentledger.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noPackageCyclesInTheNode =
      slices().matching("io.consentledger.node.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ratisStaysInConsensus =
      noClasses()
          .that()
          .resideOutsideOfPackage(CONSENSUS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.ratis..");

  @ArchTest
  static final ArchRule ledgerHasNoSocketsOrThreads =
      noClasses()
          .that()
          .resideInAPackage(LEDGER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(NetworkChannel.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);

  @ArchTest
  static final ArchRule timeIsAnArgument =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  /** Nothing but a main class says which clock it is, so that tests can move all of it at once. */
  @ArchTest
  static final ArchRule theClockIsChosenByMain =
      noClasses()
          .that()
          .doNotHaveSimpleName("ConsentNode")
          .and()
          .doNotHaveSimpleName("ConsentCommand")
          .should()
          .callMethod(InstantSource.class, "system");

  @ArchTest
  static final ArchRule randomnessIsAnArgument =
      noClasses()
          .that()
          .resideInAnyPackage(CRYPTO, LEDGER, CONSENSUS)
          .should()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule nothingDependsOnTheLocale =
      noClasses()
          .that()
          .resideInAnyPackage(CRYPTO, LEDGER)
          .should()
          .callMethod(Locale.class, "getDefault")
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase");
}
