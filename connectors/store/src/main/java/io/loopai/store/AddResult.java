package io.loopai.store;

/**
 * What became of a source that was to be stored.
 *
 * @param metadata the version that holds the source
 * @param added false when an earlier version had the very same source already
 */
public record AddResult(VersionMetadata metadata, boolean added) {}
