/**
 * The compilers and what bounds them. Internal: public only because the compilers live in a class
 * loader of their own, where every method and loop of theirs counts its steps.
 */
package io.loopai.sandbox.compiler;
