package io.consentledger.node.config;

import java.nio.file.Path;

/**
 * Where this node keeps its organisation's private details; the section {@code details} of the
 * configuration file.
 *
 * @param store the encrypted details
 * @param keys their keys, which no backup of the store may contain
 */
public record DetailSettings(Path store, Path keys) {
  static DetailSettings read(Section section, Path dataDir, Path directory) {
    Path store = section.file("store", directory);
    Path keys = section.file("keys", directory);
    section.refuseOthers();
    if (keys.startsWith(store) || store.startsWith(keys) || keys.startsWith(dataDir)) {
      section.mistake(
          "keys-in-backup",
          "keys",
          "must be a directory of its own, outside of store and dataDir: whoever copies those must"
              + " not get the keys with them");
    }
    return new DetailSettings(store, keys);
  }
}
