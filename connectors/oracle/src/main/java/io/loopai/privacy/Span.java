package io.loopai.privacy;

/** A part of a text that is to be masked. */
record Span(int start, int end, Kind kind) {}
