/**
 * The tables of the service, one class each; written once for H2 and PostgreSQL. Every method works
 * within the caller's transaction.
 */
package io.loopai.service.db;
