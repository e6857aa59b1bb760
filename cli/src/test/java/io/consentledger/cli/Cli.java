package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Runs command lines within the test's process, against one home. */
final class Cli {
  /** What a run left. */
  record Run(int exit, String out, String err) {
    ObjectNode json() throws IOException {
      return Json.parseObject(out.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final List<String> always = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();

  private Cli(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  static Cli without() {
    return new Cli(Map.of(), InstantSource.system());
  }

  static Cli at(Path home) {
    return new Cli(
        Map.of("CONSENT_HOME", home.toString(), "CONSENT_NO_PASSPHRASE", "1"),
        InstantSource.system());
  }

  /** A home with a network: a copy of one that is made once, because syncing keys takes time. */
  static Cli withNetwork(Path home) {
    try (Stream<Path> files = Files.walk(Template.HOME)) {
      for (Path file : files.toList()) {
        Path copy = home.resolve(Template.HOME.relativize(file).toString());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return at(home);
  }

  private static final class Template {
    static final Path HOME = make();

    private static Path make() {
      try {
        Path root = Files.createTempDirectory("consent-test-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
        Path home = root.resolve("net");
        Run made = without().run("network", "init", home.toString());
        if (made.exit() != 0) {
          throw new IllegalStateException(made.err());
        }
        return home;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void delete(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cli withClock(InstantSource other) {
    Cli cli = new Cli(environment, other);
    cli.always.addAll(always);
    return cli;
  }

  /** The same, asking these nodes. */
  Cli asking(FakeNode... nodes) {
    Cli cli = new Cli(environment, clock);
    for (FakeNode node : nodes) {
      cli.always.add("--node=" + node.url());
    }
    return cli;
  }

  /** The same at a terminal, where somebody types these answers and then goes away. */
  Cli typing(String... typed) {
    Map<String, String> without = new HashMap<>(environment);
    without.remove("CONSENT_NO_PASSPHRASE");
    Cli cli = new Cli(without, clock);
    cli.always.addAll(always);
    cli.answers.addAll(List.of(typed));
    return cli;
  }

  /** What the person was asked. */
  List<String> questions() {
    return List.copyOf(questions);
  }

  private SecretPrompt prompt() {
    return question -> {
      questions.add(question);
      String answer = answers.poll();
      return answer == null ? null : answer.toCharArray();
    };
  }

  Run run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(always);
    all.addAll(List.of(args));
    int exit =
        ConsentCommand.execute(
            all.toArray(String[]::new),
            new Surroundings(
                environment,
                clock,
                new SecureRandom(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                OptionalInt.empty(),
                false,
                prompt()));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
