"""What tests of several kinds share: snapshots of folders, records made short, the source read independently of the generator."""
