/**
 * The loop from labels to better versions: what the oracle said is kept, versions are judged by it, a
 * better one is made when that is wanted, and takes over step by step, or is taken back.
 */
package io.loopai.service.loop;
