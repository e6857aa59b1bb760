package io.consentledger.consensus.certify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk whose writes or syncs fail while a test says so. */
final class TestDisk implements VoteLock.Opener {
  boolean refusesWrites;
  boolean refusesSyncs;

  @Override
  public FileChannel open(Path file) throws IOException {
    return new Channel(
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE), this);
  }

  private static final class Channel extends FileChannel {
    private final FileChannel inner;
    private final TestDisk disk;

    Channel(FileChannel inner, TestDisk disk) {
      this.inner = inner;
      this.disk = disk;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      if (disk.refusesWrites) {
        throw new IOException("No space left on device");
      }
      return inner.write(from, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      if (disk.refusesSyncs) {
        throw new IOException("Input/output error");
      }
      inner.force(metaData);
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      return inner.read(to, position);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return inner.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      inner.close();
    }

    @Override
    public int read(ByteBuffer to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long newPosition) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long size() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }
  }
}
