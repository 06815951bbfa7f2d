/** A server that speaks the OpenAI chat-completions protocol, for tests of all modules. */
package io.loopai.oracle.testing;
