package io.loopai.service.decisions;

import io.loopai.service.db.VersionTable;

/**
 * What became of a source that was to be added.
 *
 * @param version the version that holds it
 * @param added false when an earlier version had the very same source already
 */
public record AddedVersion(VersionTable.Row version, boolean added) {}
