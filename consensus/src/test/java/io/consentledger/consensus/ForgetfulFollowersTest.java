package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower whose disk was replaced or put back, while the leader goes on leading. */
class ForgetfulFollowersTest {
  @TempDir Path directory;
  private TestGroup group;

  @BeforeEach
  void four() throws Exception {
    group = new TestGroup(directory, 4);
  }

  @AfterEach
  void stop() {
    group.close();
  }

  @Test
  void aWipedNodeComesBackUnderTheSameLeader() throws Exception {
    group.startAll();
    String leader = filled(20);
    String victim = group.follower();
    group.stop(victim);
    group.wipe(victim);
    group.start(victim);
    group.commit(Bytes.utf8("meanwhile"));
    group.awaitSame(leader, victim);
    group.commit(Bytes.utf8("after"));
    group.awaitSame(leader, victim);
    assertThat(group.leader()).isEqualTo(leader);
  }

  @Test
  void aWipedNodeComesBackWhereTheLeadersLogNoLongerReachesBack() throws Exception {
    group
        .adjust(config -> config.withCheckpoints(20, 0), new EngineTuning(8 * 1024, true))
        .startAll();
    String leader = filled(70);
    String victim = group.follower();
    group.stop(victim);
    group.wipe(victim);
    filled(30);
    group.ledger(victim).adoptFrom(target -> group.ledger(leader));
    group.start(victim);
    group.awaitSame(leader, victim);
    assertThat(group.ledger(victim).adoptions()).isPositive();
    filled(3);
    group.awaitSame(leader, victim);
    assertThat(group.leader()).isEqualTo(leader);
  }

  @Test
  void aNodeThatWasPutBackComesBackUnderTheSameLeader() throws Exception {
    group.startAll();
    filled(5);
    String victim = group.follower();
    group.stop(victim);
    Path copy = directory.resolve("copy");
    Trees.copy(group.directory(victim), copy);
    ListLedger then = group.ledger(victim).copy();
    group.start(victim);
    String leader = filled(20);
    group.stop(victim);
    group.putBack(victim, copy, then);
    group.start(victim);
    group.commit(Bytes.utf8("after"));
    group.awaitSame(leader, victim);
    assertThat(group.leader()).isEqualTo(leader);
  }

  /** Returns the leader under which all have it. */
  private String filled(int batches) {
    for (int i = 0; i < batches; i++) {
      group.commit(Bytes.owning(new byte[500 + i]));
    }
    String leader = group.leader();
    group.awaitSame(group.running.keySet().toArray(String[]::new));
    return leader;
  }
}
