/**
 * What the instrumented code of a program calls. Internal: public only because a program lives in a
 * class loader of its own.
 */
package io.loopai.sandbox.meter;
