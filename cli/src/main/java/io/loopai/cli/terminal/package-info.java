/**
 * Text for people: a terminal that knows what it can show, tables, a line of progress, and numbers
 * as one reads them.
 */
package io.loopai.cli.terminal;
