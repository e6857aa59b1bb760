package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.InputFile;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent notice}. */
@Command(
    name = "notice",
    description = "Publishes the notices that customers read before they decide.",
    subcommands = NoticeCommand.Publish.class)
final class NoticeCommand extends Group {
  /** {@code consent notice publish}. */
  @Command(
      name = "publish",
      description = {
        "Records a version of a notice: where it stands and the SHA-256 of its text. The text"
            + " itself stays where it is."
      },
      footer = {
        "",
        "Example:",
        "  consent notice publish --party bank --id marketing-notice --version 1 --languages en,de"
            + " --uri https://bank.example/notices/marketing/1 --content notice.html"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets required options
  static final class Publish extends Act {
    @Option(
        names = "--party",
        required = true,
        paramLabel = "NAME",
        description = "The organisation whose notice it is.")
    private String party;

    @Option(names = "--id", required = true, description = "The notice's identifier.")
    private String id;

    @Option(names = "--version", required = true, description = "Its version, from 1.")
    private int version;

    @Option(
        names = "--languages",
        required = true,
        split = ",",
        paramLabel = "LANGUAGE",
        description = "The languages it is published in, such as en,de.")
    private List<String> languages;

    @Option(names = "--uri", required = true, description = "Where it can be read, https.")
    private String uri;

    @ArgGroup(multiplicity = "1")
    private Content content;

    /** What was published, as a hash or as the file to hash. */
    static final class Content {
      @Option(
          names = "--content-hash",
          paramLabel = "HEX",
          description = "The SHA-256 of the notice's text.")
      private @Nullable String hash;

      @Option(
          names = "--content",
          paramLabel = "FILE",
          description = "The notice's text, to compute it.")
      private @Nullable Path file;

      private String sha256() throws CliException {
        if (file == null) {
          return String.valueOf(hash);
        }
        byte[] text = InputFile.read(file, Limits.FILE_BYTES_MAX, "Give --content-hash.");
        return Digest.of(Bytes.owning(text)).toHex();
      }
    }

    @Override
    ObjectNode instruction(Session session) throws CliException {
      ObjectNode json =
          instruct("publish-notice")
              .put("party", party)
              .put("noticeId", id)
              .put("version", version)
              .put("uri", uri)
              .put("contentHash", content.sha256());
      json.set("languages", Json.array(languages));
      return json;
    }
  }
}
