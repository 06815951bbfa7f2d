/** From labelled rows to programs, and how good they are. */
package io.loopai.generator;
