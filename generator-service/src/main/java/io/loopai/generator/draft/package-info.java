/** First task files, written from labelled rows for a person to edit. */
package io.loopai.generator.draft;
